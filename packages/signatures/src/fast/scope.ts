import type {
  Class,
  Expression,
  Function as FunctionNode,
  TSEnumDeclaration,
  TSInterfaceDeclaration,
  TSTypeAliasDeclaration,
} from 'oxc-parser'
import type { TypeModel } from '../model.ts'
import type { Syntax } from './syntax.ts'

/** What a name stands for in its file. `start` is where the whole statement begins: comments stand before it. */
export type Declared =
  | { readonly kind: 'class'; readonly node: Class; readonly scope: Scope; readonly start: number }
  | { readonly kind: 'function'; readonly node: FunctionNode; readonly scope: Scope; readonly start: number }
  | {
      readonly kind: 'variable'
      readonly init: Expression | null
      readonly annotation: import('oxc-parser').TSType | undefined
      readonly constant: boolean
      readonly scope: Scope
      readonly start: number
    }
  | { readonly kind: 'interface'; readonly node: TSInterfaceDeclaration; readonly scope: Scope; readonly start: number }
  | { readonly kind: 'alias'; readonly node: TSTypeAliasDeclaration; readonly scope: Scope; readonly start: number }
  | { readonly kind: 'enum'; readonly node: TSEnumDeclaration; readonly scope: Scope; readonly start: number }
  | { readonly kind: 'namespace'; readonly body: Scope; readonly scope: Scope; readonly start: number }
  | { readonly kind: 'import'; readonly from: string; readonly name: string; readonly scope: Scope }

/** A name given to others: a local one, or one of another module (`*` for the whole of it). */
export type Exported = { readonly local: string } | { readonly from: string; readonly name: string }

/** The names of a file, a namespace or a block. Lookups go outwards. */
export interface Scope {
  readonly syntax: Syntax
  readonly parent: Scope | undefined
  readonly names: Map<string, Declared[]>
  readonly exports: Map<string, Exported>
  /** Modules of `export * from`. */
  readonly stars: string[]
  /** Type parameters and what they stand for here. */
  readonly types: ReadonlyMap<string, TypeModel> | undefined
}

/** The name under which an anonymous default export is declared: no identifier looks like it. */
export const ANONYMOUS = '*default*'

/** An empty scope inside `parent`. */
export function innerScope(syntax: Syntax, parent?: Scope, types?: ReadonlyMap<string, TypeModel>): Scope {
  return { syntax, parent, names: new Map(), exports: new Map(), stars: [], types }
}
