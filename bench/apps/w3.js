// Prints a name that interpolations make of the config in the workload's `conf/`; the first argument is the workload's directory.
import { hydraMain } from '@hydra-zen/hydra'

const [workload, ...argv] = process.argv.slice(2)

await hydraMain({
  entry: import.meta.url,
  directory: workload,
  configPath: 'conf',
  configName: 'config',
  argv,
  task: (config) => console.log(config.run_id ?? config.name),
})
