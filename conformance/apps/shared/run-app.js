import { fileURLToPath } from 'node:url'
import { hydraMain } from '@hydra-zen/hydra'

/** Runs a task as the recorded apps do: their directory and what they declare come from the environment. */
export function runApp(meta, task) {
  const { CONFORMANCE_APP_DIR: directory, CONFORMANCE_DECLARES: declares = '{}' } = process.env
  const { config_path: configPath, config_name: configName } = JSON.parse(declares)
  return hydraMain({
    task,
    entry: meta.url,
    directory,
    configPath,
    configName,
    versionBase: '1.3',
    targetRoots: [fileURLToPath(new URL('.', import.meta.url))],
  })
}
