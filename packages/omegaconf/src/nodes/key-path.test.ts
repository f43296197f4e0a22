import { expect, test } from 'vitest'
import { ConfigCycleDetectedException } from '../errors.ts'
import { createNode } from './create.ts'
import { fullKey, rootOf } from './key-path.ts'
import { adopt, type MapNode } from './node.ts'

test('a container that was put below itself is an error, not an endless walk', () => {
  const root = createNode({ a: { b: {} } }) as MapNode
  const a = root.cells.get('a') as MapNode
  adopt(a.cells.get('b') as MapNode, 'back', a)
  expect(() => fullKey(a)).toThrow(ConfigCycleDetectedException)
  expect(() => rootOf(a)).toThrow('The parents of the node `back` lead back to it.')
})
