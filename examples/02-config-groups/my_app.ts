import { hydraMain, toYaml } from 'hydra-zen'

// A Hydra app as people know it: a config directory, and a function that gets the composed config.
await hydraMain({
  entry: import.meta.url,
  configPath: 'conf',
  configName: 'config',
  task: (config) => console.log(toYaml(config, { resolve: true }).trimEnd()),
})
