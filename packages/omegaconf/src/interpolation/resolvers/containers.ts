import { ConfigTypeError, ConfigValueError } from '../../errors.ts'
import { buildNode, isConfigNode } from '../../nodes/assign.ts'
import type { Resolver, ResolverCallSite } from '../../nodes/context.ts'
import { copyNode } from '../../nodes/copy.ts'
import { fullKey, rootOf } from '../../nodes/key-path.ts'
import { adopt, ListNode, MapNode, ScalarNode } from '../../nodes/node.ts'
import { printKey } from '../../nodes/print-scalar.ts'
import { anyType } from '../../types/type-ref.ts'
import { countArguments } from './arguments.ts'

/** `${oc.create:{a: 1}}`: a configuration from what is written there, or a copy of another node. */
export const createTreeFrom: Resolver = (args, call) => {
  countArguments('oc.create', args, 1, 1)
  const [data] = args
  const node = isConfigNode(data)
    ? copyNode(data)
    : buildNode(anyType, data === '' ? {} : data, { origin: call.node.origin })
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
  const inTree = rootOf(source) === call.root
  const path = fullKey(source)
  for (const [key, child] of source.entries) {
    if (inTree && child.state !== 'missing') {
      const where = path === '' ? printKey(key) : `${path}.${printKey(key)}`
      const item = new ScalarNode('interpolation', undefined, `\${${where}}`, call.node.origin)
      adopt(list, list.cells.length, item)
    } else {
      const copy = copyNode(child)
      adopt(list, list.cells.length, copy)
    }
  }
  list.parent = call.parent
  return list
}

/** A mapping given as a key's text or as an interpolation to it. */
function mappingOf(name: string, argument: unknown, call: ResolverCallSite): MapNode {
  const found = typeof argument === 'string' ? call.select(argument) : argument
  if (found === undefined) {
    throw new ConfigValueError(`\`${name}\` leads to \`${String(argument)}\`, which is not there.`, {
      code: 'RESOLVER_FAILED',
    })
  }
  if (found instanceof Map) return buildNode(anyType, found, {}) as MapNode
  if (found instanceof MapNode && found.state === 'value') return found
  throw new ConfigTypeError(`\`${name}\` takes a mapping.`, { code: 'CONFIG_BAD_ARGUMENT' })
}
