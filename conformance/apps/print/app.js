import { toYaml } from '@hydra-zen/omegaconf'
import { runApp } from '../shared/run-app.js'

await runApp(import.meta, (config) => {
  process.stdout.write(toYaml(config))
})
