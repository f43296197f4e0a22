import { WholeFloat } from '@hydra-zen/omegaconf/nodes'

/**
 * The configs of the plugins that Hydra's own project keeps, as plain data: trees that choose them compose, print and
 * run. What of them can be launched here, `launchers/python-launchers.ts` says.
 *
 * Reference: `plugins/hydra_*` of Hydra 1.3. Hydra has them only where the plugin is installed.
 */
export const pythonPlugins: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'hydra/launcher/joblib': {
    _target_: 'hydra_plugins.hydra_joblib_launcher.joblib_launcher.JoblibLauncher',
    n_jobs: -1,
    backend: null,
    prefer: 'processes',
    require: null,
    verbose: 0,
    timeout: null,
    pre_dispatch: '2*n_jobs',
    batch_size: 'auto',
    temp_folder: null,
    max_nbytes: null,
    mmap_mode: 'r',
  },
  'hydra/launcher/submitit_local': submitit('LocalLauncher', {}),
  'hydra/launcher/submitit_slurm': submitit('SlurmLauncher', {
    partition: null,
    qos: null,
    comment: null,
    constraint: null,
    exclude: null,
    gres: null,
    cpus_per_gpu: null,
    gpus_per_task: null,
    mem_per_gpu: null,
    mem_per_cpu: null,
    account: null,
    signal_delay_s: 120,
    max_num_timeout: 0,
    additional_parameters: {},
    array_parallelism: 256,
    setup: null,
  }),
  'hydra/launcher/ray': {
    _target_: 'hydra_plugins.hydra_ray_launcher.ray_launcher.RayLauncher',
    ray: { init: { address: null }, remote: {} },
  },
  'hydra/launcher/rq': {
    _target_: 'hydra_plugins.hydra_rq_launcher.rq_launcher.RQLauncher',
    enqueue: {
      job_timeout: null,
      ttl: null,
      result_ttl: null,
      failure_ttl: null,
      at_front: false,
      job_id: null,
      description: null,
    },
    queue: 'default',
    redis: {
      host: '${oc.env:REDIS_HOST,localhost}',
      port: '${oc.env:REDIS_PORT,6379}',
      db: '${oc.env:REDIS_DB,0}',
      password: '${oc.env:REDIS_PASSWORD,null}',
      mock: '${oc.env:REDIS_MOCK,False}',
    },
    stop_after_enqueue: false,
    wait_polling: new WholeFloat(1),
  },
  'hydra/sweeper/optuna': {
    _target_: 'hydra_plugins.hydra_optuna_sweeper.optuna_sweeper.OptunaSweeper',
    direction: 'minimize',
    storage: null,
    study_name: null,
    n_trials: 20,
    n_jobs: 2,
    max_failure_rate: new WholeFloat(0),
    search_space: null,
    params: null,
    custom_search_space: null,
  },
  'hydra/sweeper/sampler/tpe': sampler('TPESampler', {
    consider_prior: true,
    prior_weight: new WholeFloat(1),
    consider_magic_clip: true,
    consider_endpoints: false,
    n_startup_trials: 10,
    n_ei_candidates: 24,
    multivariate: false,
    warn_independent_sampling: true,
  }),
  'hydra/sweeper/sampler/random': sampler('RandomSampler', {}),
  'hydra/sweeper/sampler/grid': { _target_: 'optuna.samplers.GridSampler' },
  'hydra/sweeper/sampler/cmaes': sampler('CmaEsSampler', {
    x0: null,
    sigma0: null,
    independent_sampler: null,
    warn_independent_sampling: true,
    consider_pruned_trials: false,
    restart_strategy: null,
    inc_popsize: 2,
    use_separable_cma: false,
    source_trials: null,
  }),
  'hydra/sweeper/sampler/nsgaii': sampler('NSGAIISampler', {
    population_size: 50,
    mutation_prob: null,
    crossover_prob: 0.9,
    swapping_prob: 0.5,
    constraints_func: null,
  }),
  'hydra/sweeper/sampler/motpe': sampler('MOTPESampler', {
    consider_prior: true,
    prior_weight: new WholeFloat(1),
    consider_magic_clip: true,
    consider_endpoints: false,
    n_startup_trials: 10,
    n_ehvi_candidates: 24,
  }),
  'hydra/sweeper/ax': {
    _target_: 'hydra_plugins.hydra_ax_sweeper.ax_sweeper.AxSweeper',
    max_batch_size: null,
    ax_config: {
      max_trials: 10,
      early_stop: { minimize: true, max_epochs_without_improvement: 10, epsilon: 0.00001 },
      experiment: {
        name: null,
        objective_name: 'objective',
        minimize: true,
        parameter_constraints: null,
        outcome_constraints: null,
        status_quo: null,
      },
      client: { verbose_logging: false, random_seed: null },
      params: {},
      is_noisy: true,
    },
    params: null,
  },
  'hydra/sweeper/nevergrad': {
    _target_: 'hydra_plugins.hydra_nevergrad_sweeper.nevergrad_sweeper.NevergradSweeper',
    optim: {
      optimizer: 'NGOpt',
      budget: 80,
      num_workers: 10,
      noisy: false,
      maximize: false,
      seed: null,
      max_failure_rate: new WholeFloat(0),
    },
    parametrization: {},
    params: null,
    version: 1,
  },
}

/** The choices that such a config makes itself. */
export const pythonPluginDefaults: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'hydra/sweeper/optuna': [['sampler', 'tpe']],
}

function submitit(launcher: string, more: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return {
    submitit_folder: '${hydra.sweep.dir}/.submitit/%j',
    timeout_min: 60,
    cpus_per_task: null,
    gpus_per_node: null,
    tasks_per_node: 1,
    mem_gb: null,
    nodes: 1,
    name: '${hydra.job.name}',
    stderr_to_stdout: false,
    _target_: `hydra_plugins.hydra_submitit_launcher.submitit_launcher.${launcher}`,
    ...more,
  }
}

function sampler(name: string, more: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { _target_: `optuna.samplers.${name}`, seed: null, ...more }
}
