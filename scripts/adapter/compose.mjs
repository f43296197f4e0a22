// The operations about composition: `compose` and `defaults_list`.
import { ConfigStore, composeConfig, composeDefaults, createRepository } from '@hydra-zen/hydra'
import { isEnumMember, select, toContainer } from '@hydra-zen/omegaconf/nodes'
import { encode, encodeEntries } from './values.mjs'

export const ops = {
  compose(request) {
    const { config } = composeConfig({ ...base(request), mode: 'run', fromShell: false, jobName: 'app' })
    const { part = 'job', resolve = false } = request
    const node = part === 'job' ? config : select(config, part)
    if (node === undefined || node.state === 'missing') return null
    if (part === 'job') return encodeEntries([...node.entries].filter(([key]) => key !== 'hydra').map(plain))
    if (node.kind === 'scalar' && isEnumMember(node.value)) return node.value.name
    return plain(['', node])[1]

    function plain([key, child]) {
      return [key, encode(toContainer(child, { resolve, mappings: 'map', boxFloats: true }))]
    }
  },

  defaults_list(request) {
    const { list } = composeDefaults({
      ...base(request),
      prependHydra: request.prepend_hydra ?? false,
      skipMissing: request.skip_missing ?? false,
    })
    return {
      defaults: list.defaults.map((step) => ({
        config_path: step.configPath,
        package: step.package,
        is_self: step.isSelf,
        primary: step.primary,
      })),
      choices: encode(new Map(list.choices)),
    }
  },
}

function base({ tree_dir, searchpath_dirs = [], config_name, overrides = [], store = [], env = {} }) {
  const configs = new ConfigStore()
  for (const entry of store) configs.store(entry)
  const searchPath = [
    { provider: 'hydra', path: 'pkg://hydra.conf' },
    ...(tree_dir ? [{ provider: 'main', path: `file://${tree_dir}` }] : []),
    ...searchpath_dirs.map((path) => ({ provider: 'conformance', path: `file://${path}` })),
    { provider: 'schema', path: 'structured://' },
  ]
  return {
    repository: createRepository({ searchPath, store: configs }),
    configName: config_name,
    overrides,
    env: { ...process.env, ...env },
    cwd: process.cwd(),
  }
}
