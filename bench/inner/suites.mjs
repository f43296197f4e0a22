// The metrics of each workload, as `{ prepare, call, check }`. They call what users of the packages call.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const json = (path) => JSON.parse(readFileSync(path, 'utf8'))

function must(condition, what) {
  if (!condition) throw new Error(`wrong result: ${what}`)
}

/** Composition of the tree in `conf/`, and what is done with the result. */
async function composition(folder, { overrides, only }) {
  const { initializeConfigDir } = await import('@hydra-zen/hydra')
  const { toContainer, toYaml } = await import('@hydra-zen/omegaconf')
  const compose = (given = []) => {
    const app = initializeConfigDir({ configDir: join(folder, 'conf') })
    return app.compose({ configName: 'config', overrides: given })
  }
  const composed = (config) => must(Object.keys(config).length > 0, 'an empty config')
  const metrics = {
    compose: { call: () => compose(), check: composed },
    'compose+overrides': { call: () => compose(overrides), check: composed },
    'to_container(resolve)': {
      prepare: () => compose(),
      call: (config) => toContainer(config, { resolve: true }),
      check: composed,
    },
    to_yaml: {
      prepare: () => compose(),
      call: (config) => toYaml(config),
      check: (text) => must(text.length > 50, 'no text'),
    },
  }
  return only ? Object.fromEntries(only.map((name) => [name, metrics[name]])) : metrics
}

async function interpolations(folder) {
  const { create, toContainer, resolve } = await import('@hydra-zen/omegaconf')
  const graph = json(join(folder, 'graph.json'))
  const right = (data) =>
    must(Object.keys(data.sec).length === 100 && typeof data.sec.s050.n010 === 'number', 'unresolved')
  return {
    create: { call: () => create(graph), check: (config) => must('sec' in config, 'no config') },
    'to_container(resolve)': {
      prepare: () => create(graph),
      call: (config) => toContainer(config, { resolve: true }),
      check: right,
    },
    'resolve in place': {
      prepare: () => create(graph),
      call: (config) => {
        resolve(config)
        return config
      },
      check: (config) => right(toContainer(config)),
    },
    'to_container(no resolve)': {
      prepare: () => create(graph),
      call: (config) => toContainer(config),
      check: (data) => must(data.sec.s000.n012 === '${sec.s000.n006}', 'resolved'),
    },
    '100 accesses': {
      prepare: () => create(graph),
      call: (config) => Object.keys(graph.sec.s050).map((key) => config.sec.s050[key]),
      check: (values) => must(values.length === 100 && values.every((value) => value !== undefined), 'no values'),
    },
  }
}

async function merging(folder) {
  const { create, merge, toContainer, unsafeMerge } = await import('@hydra-zen/omegaconf')
  const data = Array.from({ length: 50 }, (_, at) => json(join(folder, `cfg_${String(at).padStart(2, '0')}.json`)))
  const wanted = JSON.stringify(data.reduce(deepMerge, {}))
  const right = (config) => must(JSON.stringify(toContainer(config)) === wanted, 'not the merge of the 50')
  const all = () => data.map((one) => create(one))
  return {
    'create 50': { call: all, check: (configs) => must(configs.length === 50, 'no configs') },
    'merge 50': { prepare: all, call: (configs) => merge(...configs), check: right },
    'unsafe_merge 50': { prepare: all, call: (configs) => unsafeMerge(...configs), check: right },
  }
}

function deepMerge(into, from) {
  const isMap = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
  const merged = { ...into }
  for (const [key, value] of Object.entries(from)) {
    merged[key] = isMap(value) && isMap(merged[key]) ? deepMerge(merged[key], value) : value
  }
  return merged
}

async function parsing(folder) {
  const { parseOverride } = await import('@hydra-zen/hydra')
  const lines = readFileSync(join(folder, 'overrides.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  return {
    'parse 2000': {
      call: () => lines.map((line) => parseOverride(line)),
      check: (parsed) => must(parsed.length === 2000 && parsed.every((one) => one.key), 'not 2000 overrides'),
    },
  }
}

async function yaml(folder) {
  const { load, toYaml } = await import('@hydra-zen/omegaconf')
  const file = join(folder, 'big.yaml')
  return {
    load: { call: () => load(file), check: (config) => must(Object.keys(config).length > 0, 'nothing loaded') },
    to_yaml: {
      prepare: () => load(file),
      call: (config) => toYaml(config),
      check: (text) => must(text.length > 900_000, 'too short'),
    },
  }
}

async function instantiation(folder) {
  const { create } = await import('@hydra-zen/omegaconf')
  const { instantiateSync } = await import('hydra-zen')
  const { Node } = await import('./targets.mjs')
  const { register } = await import('hydra-zen')
  register('bench_targets', { Node })
  const tree = json(join(folder, 'tree.json'))
  const count = (node) => 1 + node.children.reduce((sum, child) => sum + count(child), 0)
  const right = (node) => must(count(node) === 5000 && node instanceof Node, 'not 5,000 nodes')
  return {
    create: { call: () => create(tree), check: (config) => must(config.label === 'n1', 'no tree') },
    'instantiate(config)': { prepare: () => create(tree), call: (config) => instantiateSync(config), check: right },
    'instantiate(dict)': { call: () => instantiateSync(tree), check: right },
  }
}

async function sweeping(folder) {
  const { expandJobs } = await import('@hydra-zen/hydra')
  const { overrides, product } = json(join(folder, 'sweep.json'))
  const jobs = (given) => [...expandJobs(given)].flat()
  const right = (all) => must(all.length === 100_000, `${all.length} jobs`)
  return {
    expand: { call: () => jobs(overrides), check: right },
    'expand product': { call: () => jobs(product), check: right },
  }
}

async function building(folder) {
  const { transformSync } = await import('esbuild')
  const source = readFileSync(join(folder, 'bench_classes.ts'), 'utf8')
  const compiled = mkdtempSync(join(tmpdir(), 'bench-classes-'))
  process.on('exit', () => rmSync(compiled, { recursive: true, force: true }))
  const file = join(compiled, 'bench_classes.mjs')
  writeFileSync(file, transformSync(source, { loader: 'ts', format: 'esm', target: 'es2022' }).code)
  const module = await import(pathToFileURL(file).href)
  const { ConfigStore, fbuilds, register, ZenStore } = await import('hydra-zen')
  register('bench_classes', module)
  const classes = Object.values(module)
  const build = () => classes.map((one) => fbuilds(one))
  return {
    'fbuilds 1000': {
      call: build,
      check: (configs) =>
        must(configs.length === 1000 && configs[0].fields.b === 0.5 && configs[999].fields.a === '???', 'no signature'),
    },
    'store 1000': {
      prepare: build,
      call: (configs) => {
        const store = new ZenStore()
        configs.forEach((config, at) => {
          store(config, { name: `c${at}`, group: 'bench' })
        })
        const configStore = new ConfigStore()
        store.addToHydraStore({ configStore })
        return configStore
      },
      check: (configStore) => must(configStore.list('bench').length === 1000, 'not 1,000 entries'),
    },
  }
}

const manifest = (workloads) => json(join(workloads, 'manifest.json')).workloads

export const suites = {
  w1: (folder) => composition(folder, { only: ['compose'] }),
  w3: (folder, workloads) => composition(folder, { overrides: manifest(workloads).w3.overrides_experiment }),
  w4: (folder, workloads) => composition(folder, { overrides: manifest(workloads).w4.overrides }),
  w5: interpolations,
  w6: merging,
  w7: parsing,
  w9: yaml,
  w10: instantiation,
  w11: sweeping,
  w12: building,
}
