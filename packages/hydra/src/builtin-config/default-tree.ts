import {
  adopt,
  anyType,
  type Cell,
  type ConfigNode,
  ListNode,
  MapNode,
  type SchemaType,
  scalarNode,
  type TypeRef,
  textNode,
} from '@hydra-zen/omegaconf/nodes'
import { helpDefault, hydraHelpDefault } from './help.ts'
import { basicLauncherConf, basicSweeperConf, hydraConf } from './hydra-conf.ts'
import { hydraLogging, jobLogging } from './logging.ts'
import { outputDefault } from './output.ts'

/** The configs that `defaultHydraTree` is the merge of, with their packages, in order. */
export const defaultHydraSteps: readonly string[] = [
  'hydra/output/default@hydra',
  'hydra/launcher/basic@hydra.launcher',
  'hydra/sweeper/basic@hydra.sweeper',
  'hydra/help/default@hydra.help',
  'hydra/hydra_help/default@hydra.hydra_help',
  'hydra/hydra_logging/default@hydra.hydra_logging',
  'hydra/job_logging/default@hydra.job_logging',
  'hydra/env/default@hydra.env',
  'hydra/config@hydra',
]

/**
 * The tree of Hydra's own configuration where nobody chose anything else, in a fresh copy.
 *
 * It is what merging its configs one by one gives (a test holds it to that), made without reading and merging them:
 * a program that starts pays for this each time.
 */
export function defaultHydraTree(): MapNode {
  const root = new MapNode(undefined)
  adopt(root, 'hydra', typedMap(hydraConf, anyType, hydraData()))
  return root
}

/** Data with the schema that its place does not declare. */
class Typed {
  readonly schema: SchemaType
  readonly data: Readonly<Record<string, unknown>>

  constructor(schema: SchemaType, data: Readonly<Record<string, unknown>>) {
    this.schema = schema
    this.data = data
  }
}

const MISSING = '???'

function hydraData(): Readonly<Record<string, unknown>> {
  return {
    ...outputDefault,
    launcher: new Typed(basicLauncherConf, { _target_: basicLauncherConf.fields.get('_target_')?.default }),
    sweeper: new Typed(basicSweeperConf, {
      _target_: basicSweeperConf.fields.get('_target_')?.default,
      max_batch_size: null,
      params: null,
    }),
    help: helpDefault,
    hydra_help: { ...hydraHelpDefault, hydra_help: MISSING },
    hydra_logging: hydraLogging.default,
    job_logging: jobLogging.default,
    env: {},
    mode: null,
    searchpath: [],
    callbacks: {},
    output_subdir: '.hydra',
    overrides: { hydra: [], task: [] },
    job: {
      name: MISSING,
      chdir: null,
      override_dirname: MISSING,
      id: MISSING,
      num: MISSING,
      config_name: MISSING,
      env_set: {},
      env_copy: [],
      config: { override_dirname: { kv_sep: '=', item_sep: ',', exclude_keys: [] } },
    },
    runtime: {
      version: MISSING,
      version_base: MISSING,
      cwd: MISSING,
      config_sources: MISSING,
      output_dir: MISSING,
      choices: {},
    },
    verbose: false,
  }
}

/** A node of data that is known to fit its type. */
function fitting(type: TypeRef, data: unknown): ConfigNode {
  const wanted = type.kind === 'optional' ? type.of : type
  if (data instanceof Typed) return typedMap(data.schema, type, data.data)
  switch (wanted.kind) {
    case 'schema':
      return typedMap(wanted, type, data as Readonly<Record<string, unknown>>)
    case 'list':
      return emptyList(type, wanted.of, data)
    case 'dict': {
      const map = freeMap((data ?? {}) as Readonly<Record<string, unknown>>)
      map.type = type
      map.keyType = wanted.key
      map.elementType = wanted.value
      if (data === null) map.state = 'null'
      return map
    }
    default:
      if (typeof data === 'object' && data !== null) return freeMap(data as Readonly<Record<string, unknown>>)
      return leaf(type, data)
  }
}

function typedMap(schema: SchemaType, type: TypeRef, data: Readonly<Record<string, unknown>>): MapNode {
  const map = new MapNode(undefined)
  map.type = type
  map.schema = schema
  for (const key in data) {
    const field = schema.fields.get(key)
    adopt(map, key, fitting(field?.type ?? anyType, data[key]))
  }
  return map
}

function emptyList(type: TypeRef, of: TypeRef, data: unknown): ListNode {
  const list = new ListNode(undefined)
  list.type = type
  list.elementType = of
  if (data === MISSING) list.state = 'missing'
  return list
}

/** A mapping of anything: texts and numbers stay as they are until someone asks for them. */
function freeMap(data: Readonly<Record<string, unknown>>): MapNode {
  const map = new MapNode(undefined)
  for (const key in data) {
    const value = data[key]
    if (Array.isArray(value)) putBare(map, key, value as Cell)
    else if (typeof value === 'object' && value !== null) adopt(map, key, freeMap(value as Record<string, unknown>))
    else if (value === null || (typeof value === 'string' && value.includes('${')))
      adopt(map, key, leaf(anyType, value))
    else putBare(map, key, value as Cell)
  }
  return map
}

function putBare(map: MapNode, key: string, cell: Cell): void {
  map.cells.set(key, cell)
  map.lazy = true
}

function leaf(type: TypeRef, value: unknown): ConfigNode {
  const node = typeof value === 'string' ? textNode(value) : scalarNode(value as number | boolean | null)
  node.type = type
  return node
}
