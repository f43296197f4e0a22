import type { Key, Scalar } from '../types/scalar.ts'
import type { TypeRef } from '../types/type-ref.ts'
import type { Origin } from './origin.ts'

/** A flag that is absent: ask the parent. */
export interface Flags {
  struct?: boolean
  readonly?: boolean
  allowObjects?: boolean
}

/** `null`, `???` and `${…}` are states, never values in disguise. */
export type State = 'value' | 'null' | 'missing' | 'interpolation'

interface NodeBase {
  /** What may be stored here. */
  type: TypeRef
  state: State
  /** The text of the interpolation, while `state` is `interpolation`. */
  text: string | undefined
  parent: ContainerNode | undefined
  key: Key | undefined
  flags: Flags | undefined
  /** Where the present content was written. */
  origin: Origin | undefined
  /** What stood here before a merge or an assignment replaced it: the history that `explain` tells. */
  past: ConfigNode | undefined
}

/** A leaf: one scalar. `value` counts only while `state` is `value`. */
export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar'
  value: Scalar | undefined
}

/** A sequence of nodes. */
export interface ListNode extends NodeBase {
  readonly kind: 'list'
  items: ConfigNode[]
}

/** A mapping, in insertion order. */
export interface MapNode extends NodeBase {
  readonly kind: 'map'
  entries: Map<Key, ConfigNode>
}

export type ContainerNode = ListNode | MapNode
export type ConfigNode = ScalarNode | ContainerNode
