import { toContainer } from '@hydra-zen/omegaconf/nodes'
import { expect, test } from 'vitest'
import { composeIn } from '../testing/compose-in.ts'

function hydraOf(defaults: string, overrides: readonly string[] = [], more = '') {
  const { config } = composeIn({ files: { config: `defaults:\n  - ${defaults}\n${more}` }, overrides })
  return JSON.parse(JSON.stringify(toContainer(config))).hydra
}

test('trees compose that choose the launchers and sweepers of well-known plugins', () => {
  const more = 'hydra:\n  launcher:\n    partition: gpu\n    gres: gpu:1\n'
  const { launcher } = hydraOf('override hydra/launcher: submitit_slurm', ['hydra.launcher.timeout_min=3'], more)
  expect(launcher).toMatchObject({ timeout_min: 3, partition: 'gpu', gres: 'gpu:1', array_parallelism: 256 })
  expect(hydraOf('override hydra/launcher: joblib').launcher.n_jobs).toBe(-1)
  expect(hydraOf('override hydra/sweeper: optuna').sweeper).toMatchObject({
    n_trials: 20,
    sampler: { n_startup_trials: 10 },
  })
  const random = hydraOf('override hydra/sweeper: optuna', ['hydra/sweeper/sampler=random'])
  expect(random.sweeper.sampler).toEqual({ _target_: 'optuna.samplers.RandomSampler', seed: null })
})

test('they are not among the options offered', () => {
  expect(() => hydraOf('override hydra/launcher: submitit_slum')).toThrow(
    'options of `hydra/launcher`: async, basic, process',
  )
})

test('keys of a launcher that was not chosen say which choice they need', () => {
  expect(() => composeIn({ files: { config: 'hydra:\n  launcher:\n    partition: gpu\n' } })).toThrow(
    'choose the launcher whose key it is, in the defaults list: `- override hydra/launcher: …`',
  )
})
