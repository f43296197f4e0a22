/** The option `default` of `hydra/output`: where runs and sweeps write. */
export const outputDefault = {
  run: { dir: 'outputs/${now:%Y-%m-%d}/${now:%H-%M-%S}' },
  sweep: { dir: 'multirun/${now:%Y-%m-%d}/${now:%H-%M-%S}', subdir: '${hydra.job.num}' },
}
