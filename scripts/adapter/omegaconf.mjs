// Questions about configuration trees: reading and writing YAML, interpolations, merging, schemas, flags.

import { fromDotlist } from '@hydra-zen/omegaconf'
import {
  anyType,
  append,
  boolType,
  bytesType,
  createNode,
  createResolverRegistry,
  dictOf,
  enumOf,
  floatType,
  intType,
  listOf,
  loadYamlNode,
  maskedCopy,
  merge,
  mergeInto,
  missingKeys,
  nodeOf,
  optionalOf,
  popItem,
  readItem,
  remove,
  resolveInPlace,
  schemaOf,
  select,
  setContext,
  setFlag,
  setItem,
  strType,
  toYaml,
  update,
} from '@hydra-zen/omegaconf/nodes'
import { decode, encode } from './values.mjs'

function load(text, env) {
  const node = loadYamlNode({ name: 'config.yaml', text })
  setContext(node, { resolvers: createResolverRegistry(), env: { ...process.env, ...env } })
  return node
}

export const ops = {
  oc_load: ({ yaml }) => encode(load(yaml)),
  oc_to_yaml: ({ yaml, resolve, sort_keys }) => toYaml(load(yaml), { resolve, sortKeys: sort_keys }),
  oc_resolve({ yaml, env }) {
    const node = load(yaml, env)
    resolveInPlace(node)
    return encode(node)
  },
  oc_select({ yaml, key, env, throw_on_missing, throw_on_resolution_failure = true, ...rest }) {
    const node = load(yaml, env)
    const found = select(node, key, {
      throwOnMissing: throw_on_missing,
      throwOnResolutionFailure: throw_on_resolution_failure,
    })
    return found === undefined ? (rest.default ?? null) : encode(found)
  },
  oc_update({ yaml, key, value, merge = true, force_add = false, struct = false }) {
    const node = load(yaml)
    if (struct) setFlag(node, 'struct', true)
    update(node, key, decode(value), { merge, forceAdd: force_add })
    return encode(node)
  },
  oc_merge({ configs, struct, readonly }) {
    const nodes = configs.map((text) => load(text))
    if (struct) setFlag(nodes[0], 'struct', true)
    if (readonly) setFlag(nodes[0], 'readonly', true)
    return encode(merge(...nodes))
  },
  oc_dotlist: ({ dotlist }) => encode(nodeOf(fromDotlist(dotlist))),
  oc_missing_keys: ({ yaml }) => missingKeys(load(yaml)).sort(),
  oc_masked_copy: ({ yaml, keys }) => encode(maskedCopy(load(yaml), keys)),
  oc_schema({ schema, yaml, select: key }) {
    const types = new Map()
    const root = createNode(typeOf({ schema }, types))
    const merged = merge(root, ...yaml.map((text) => load(text)))
    if (key === undefined) return encode(merged)
    const found = select(merged, key)
    return found === undefined ? null : encode(found)
  },
  oc_flags({ yaml, steps }) {
    const root = load(yaml)
    return steps.map((step) => {
      try {
        return { ok: flagStep(root, step) ?? null }
      } catch (error) {
        return { error: { type: error.name, message: error.message } }
      }
    })
  },
}

function typeOf(json, types) {
  if (typeof json === 'string') {
    return { int: intType, float: floatType, bool: boolType, str: strType, bytes: bytesType, Any: anyType }[json]
  }
  const [[kind, value]] = Object.entries(json)
  switch (kind) {
    case 'optional':
      return optionalOf(typeOf(value, types))
    case 'list':
      return listOf(typeOf(value, types))
    case 'dict':
      return dictOf(typeOf(value[1], types), typeOf(value[0], types))
    case 'tuple':
      return { kind: 'tuple', of: value.map((item) => typeOf(item, types)) }
    case 'union':
      return { kind: 'union', of: value.map((item) => typeOf(item, types)) }
    case 'literal':
      return { kind: 'literal', values: value }
  }
  const known = types.get(JSON.stringify(json))
  if (known) return known
  const type = kind === 'enum' ? enumOf(value.name, value.members) : schemaFrom(value, types)
  types.set(JSON.stringify(json), type)
  return type
}

function schemaFrom({ name, fields }, types) {
  const own = new Map()
  for (const field of fields) {
    const type = typeOf(field.type, types)
    own.set(field.name, 'default' in field ? { type, default: decode(field.default) } : { type })
  }
  return schemaOf(name, own)
}

function flagStep(root, { do: deed, key, ...rest }) {
  const value = decode(rest.value)
  const path = key ?? ''
  if (deed === 'set_readonly' || deed === 'set_struct' || deed === 'append' || deed === 'merge') {
    const node = path === '' ? root : select(root, path, { resolve: true })
    if (deed === 'set_readonly') return setFlag(node, 'readonly', value ?? undefined)
    if (deed === 'set_struct') return setFlag(node, 'struct', value ?? undefined)
    if (deed === 'append') return append(node, value)
    return mergeInto(node, [createNode(value)])
  }
  if (path === '' && deed === 'get') return encode(root)
  const [holder, last] = place(root, path)
  switch (deed) {
    case 'get':
      return encode(readItem(holder, last))
    case 'assign':
      return setItem(holder, last, value)
    case 'delete':
      return remove(holder, last)
    case 'pop':
      return encode('value' in rest ? popItem(holder, last, value) : popItem(holder, last))
  }
}

function place(root, path) {
  const dot = path.lastIndexOf('.')
  const holder = dot === -1 ? root : select(root, path.slice(0, dot))
  const last = path.slice(dot + 1)
  return [holder, holder.kind === 'list' && /^-?\d+$/.test(last) ? Number(last) : last]
}
