import type { Scalar } from '@hydra-zen/omegaconf/nodes'
import { HydraException } from '../errors.ts'
import type { OverrideValue } from './ast.ts'

/** Plain data, as `createNode` takes it: mappings are `Map`s. */
export type NodeData = Scalar | null | readonly NodeData[] | ReadonlyMap<Scalar | null, NodeData>

/**
 * The data that an override's value stands for.
 *
 * @throws HydraException `OVERRIDE_VALUE` where the value is a sweep, holds one, or is a list operation.
 */
export function toNodeData(value: OverrideValue | undefined): NodeData {
  if (value === undefined) return null
  switch (value.kind) {
    case 'plain':
      return value.value
    case 'quoted':
      return value.text
    case 'list':
      return value.items.map(toNodeData)
    case 'map':
      return new Map(value.entries.map(({ key, value: item }) => [key.value, toNodeData(item)]))
    default:
      throw new HydraException(`A ${value.kind.replace('-', ' ')} is no value that a configuration can hold.`, {
        code: 'OVERRIDE_VALUE',
        hint: 'a sweep must be the whole value of an override, not a part of it',
      })
  }
}
