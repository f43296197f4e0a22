/**
 * `node complete.js SHELL APP`: answers the line in `COMP_LINE` from what an earlier Tab has noted of the app, whose own
 * code is not loaded. Ends with code 1 where nothing was noted or the app's source changed; the shell then asks the app.
 */

import { loadYamlNode } from '@hydra-zen/omegaconf/nodes'
import { candidatesFor } from './cli/candidates.ts'
import { processOutput } from './cli/process-output.ts'
import { PACKAGE_VERSION } from './cli/version.ts'
import { readIndex } from './completion/completion-index.ts'
import { shells } from './completion/shells.ts'
import { ConfigStore } from './sources/config-store.ts'

const [shellName = '', entry = ''] = process.argv.slice(2)
const runtime = { env: process.env, cwd: process.cwd() }
const shell = shells.get(shellName)
const index = readIndex(entry, runtime, PACKAGE_VERSION)
if (shell === undefined || index === undefined) process.exitCode = 1
else {
  const store = new ConfigStore()
  for (const { yaml, ...request } of index.stored) {
    store.store({ ...request, node: () => loadYamlNode({ name: request.name, text: yaml }) })
  }
  const { main: configPath, configName, jobName } = index
  const flags = { configPath: undefined, configName: undefined, configDir: undefined }
  try {
    const candidates = candidatesFor({ entry, configPath, configName, jobName, store }, flags, runtime)
    processOutput('stdout').write(shell.answer(candidates))
  } catch {
    process.exitCode = 1
  }
}
