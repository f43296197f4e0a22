import type { TSType } from 'oxc-parser'
import type { TypeModel } from '../model.ts'
import type { ModuleGraph } from './module-graph.ts'
import type { Scope } from './scope.ts'

/** What reading a part of a type may ask of the whole. */
export interface TypeContext {
  readonly graph: ModuleGraph
  /** The model of a type as written in `scope`. */
  typeOf(node: TSType, scope: Scope): TypeModel
}
