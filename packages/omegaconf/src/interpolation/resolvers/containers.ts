import { ConfigKeyError, ConfigTypeError } from '../../errors.ts'
import { buildNode } from '../../nodes/assign.ts'
import type { Resolver, ResolverCallSite } from '../../nodes/context.ts'
import { copyNode } from '../../nodes/copy.ts'
import { adopt, type ConfigNode, ListNode, MapNode, ScalarNode } from '../../nodes/node.ts'
import { printKey } from '../../nodes/print-scalar.ts'
import { isConfigNode } from '../../nodes/shape.ts'
import { anyType } from '../../types/type-ref.ts'
import { loadYamlNode } from '../../yaml/load.ts'
import { countArguments } from './arguments.ts'

/** `${oc.create:{a: 1}}`: a configuration from what is written there, or a copy of another node. */
export const createTreeFrom: Resolver = (args, call) => {
  countArguments('oc.create', args, 1, 1)
  const [data] = args
  const node = createdFrom(data, call)
  node.parent = call.parent
  node.key = call.node.key
  return node
}

/** `${oc.dict.keys:key}`: the keys of a mapping, as a list. */
export const dictKeys: Resolver = (args, call) => {
  countArguments('oc.dict.keys', args, 1, 1)
  const source = mappingOf('oc.dict.keys', args[0], call)
  const list = new ListNode(call.node.origin)
  for (const key of source.cells.keys())
    list.items.push(buildNode(anyType, key, { parent: list, key: list.cells.length }))
  list.parent = call.parent
  return list
}

/** `${oc.dict.values:key}`: the values of a mapping, as a list of interpolations to them. */
export const dictValues: Resolver = (args, call) => {
  countArguments('oc.dict.values', args, 1, 1)
  const source = mappingOf('oc.dict.values', args[0], call)
  const list = new ListNode(call.node.origin)
  list.elementType = source.elementType
  // one more dot makes up for the list that the interpolations stand in
  const path = `${(args[0] as string).startsWith('.') ? '.' : ''}${args[0] as string}`
  for (const key of source.cells.keys()) {
    const text = `\${${path}.${printKey(key)}}`
    adopt(list, list.cells.length, new ScalarNode('interpolation', undefined, text, call.node.origin))
  }
  list.parent = call.parent
  return list
}

function createdFrom(data: unknown, call: ResolverCallSite): ConfigNode {
  if (isConfigNode(data)) return copyNode(data)
  if (typeof data === 'string')
    return data === '' ? new MapNode(call.node.origin) : loadYamlNode({ name: 'oc.create', text: data })
  return buildNode(anyType, data, { origin: call.node.origin })
}

/** The mapping at a key. */
function mappingOf(name: string, key: unknown, call: ResolverCallSite): MapNode {
  if (typeof key !== 'string') {
    throw new ConfigTypeError(`\`${name}\` takes a key as text.`, {
      code: 'CONFIG_BAD_ARGUMENT',
      hint: `write \`\${${name}:a.b}\`, without an interpolation around the key`,
    })
  }
  const found = call.select(key)
  if (found === undefined) {
    throw new ConfigKeyError(`\`${name}\` leads to \`${key}\`, which is not there.`, { code: 'RESOLVER_FAILED' })
  }
  if (found instanceof MapNode && found.state === 'value') return found
  throw new ConfigTypeError(`\`${name}\` takes the key of a mapping.`, { code: 'CONFIG_BAD_ARGUMENT' })
}
