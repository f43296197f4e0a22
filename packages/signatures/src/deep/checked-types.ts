import type { ts } from 'ts-morph'
import type { Property, TypeModel } from '../model.ts'
import type { Compiler } from './compiler.ts'

/** As in the fast engine. */
const MOST_DEPTH = 6

/** Turns the checker's types into models. */
export class CheckedTypes {
  readonly #ts: Compiler
  readonly #program: ts.Program
  readonly #checker: ts.TypeChecker

  constructor(compiler: Compiler, program: ts.Program) {
    this.#ts = compiler
    this.#program = program
    this.#checker = program.getTypeChecker()
  }

  /** The model of `type`, seen from `at`. */
  modelOf(type: ts.Type, at: ts.Node, depth = 0, open: readonly ts.Type[] = []): TypeModel {
    return this.#primitive(type) ?? this.#compound(type, at, depth, open)
  }

  #primitive(type: ts.Type): TypeModel | undefined {
    const { TypeFlags } = this.#ts
    const { flags } = type
    if (flags & TypeFlags.Any) return { k: 'any' }
    if (flags & TypeFlags.Unknown) return { k: 'unknown' }
    if (flags & TypeFlags.Never) return { k: 'never' }
    if (flags & (TypeFlags.Undefined | TypeFlags.Void)) return { k: 'undefined' }
    if (flags & TypeFlags.Null) return { k: 'null' }
    if (flags & TypeFlags.ESSymbolLike) return { k: 'symbol' }
    if (flags & TypeFlags.EnumLike && !(flags & TypeFlags.EnumLiteral && !type.isUnion())) return this.#enum(type)
    if (type.isStringLiteral() || type.isNumberLiteral()) return { k: 'literal', value: type.value }
    if (flags & TypeFlags.BooleanLiteral) return { k: 'literal', value: this.#checker.typeToString(type) === 'true' }
    if (flags & TypeFlags.StringLike) return { k: 'string' }
    if (flags & TypeFlags.NumberLike) return { k: 'number' }
    if (flags & TypeFlags.Boolean) return { k: 'boolean' }
    if (flags & TypeFlags.BigIntLike) return { k: 'bigint' }
    return flags & TypeFlags.NonPrimitive ? { k: 'object', props: [], open: true } : undefined
  }

  #enum(type: ts.Type): TypeModel {
    const { symbol } = type
    const members = [...(symbol.exports ?? [])].flatMap(([name, member]): [string, string | number][] => {
      const { valueDeclaration } = member
      if (!valueDeclaration || !this.#ts.isEnumMember(valueDeclaration)) return []
      const value = this.#checker.getConstantValue(valueDeclaration)
      return value === undefined ? [] : [[String(name), value]]
    })
    return { k: 'enum', name: symbol.name, members }
  }

  #compound(type: ts.Type, at: ts.Node, depth: number, open: readonly ts.Type[]): TypeModel {
    const checker = this.#checker
    const text = checker.typeToString(type)
    if (depth > MOST_DEPTH * 2 || open.includes(type)) return { k: 'other', text }
    if (type.isUnion()) return this.#union(type, at, depth, open)
    if (type.flags & this.#ts.TypeFlags.TypeParameter) {
      const constraint = checker.getBaseConstraintOfType(type)
      return constraint && constraint !== type
        ? this.modelOf(constraint, at, depth + 1, [...open, type])
        : { k: 'unknown' }
    }
    if (checker.isTupleType(type)) return this.#tuple(type as ts.TupleTypeReference, at, depth, open)
    if (checker.isArrayType(type)) {
      const [element] = checker.getTypeArguments(type as ts.TypeReference)
      const of = element ? this.modelOf(element, at, depth + 1, open) : ({ k: 'any' } as const)
      return { k: 'array', of: of.k === 'never' ? { k: 'any' } : of }
    }
    if (type.isIntersection()) {
      const primitive = type.types
        .map((member) => this.#primitive(member))
        .find((model) => model && model.k !== 'object')
      if (primitive !== undefined) return primitive
    }
    const declared = this.#declaredAs(type)
    if (declared !== undefined) return declared
    const properties = checker.getPropertiesOfType(type)
    const callable = type.getCallSignatures().length + type.getConstructSignatures().length > 0
    if (callable) return { k: 'function' }
    const index =
      checker.getIndexInfoOfType(type, this.#ts.IndexKind.String) ??
      checker.getIndexInfoOfType(type, this.#ts.IndexKind.Number)
    if (index && properties.length === 0) return { k: 'record', of: this.modelOf(index.type, at, depth + 1, open) }
    if (!(type.flags & (this.#ts.TypeFlags.Object | this.#ts.TypeFlags.Intersection))) return { k: 'other', text }
    if (depth >= MOST_DEPTH) return { k: 'other', text }
    const props = properties
      .filter(
        ({ name, flags }) =>
          !name.startsWith('__@') && !name.startsWith('__#') && !(flags & this.#ts.SymbolFlags.Prototype),
      )
      .map((property) => this.#property(property, at, depth + 1, [...open, type]))
    const name = type.aliasSymbol?.name ?? type.symbol?.name
    const named = name === undefined || name.startsWith('__') ? {} : { name }
    return { k: 'object', ...named, props, ...(index ? { open: true } : {}) }
  }

  /** Classes, the `typeof` of one, and what JavaScript and Node bring. */
  #declaredAs(type: ts.Type): TypeModel | undefined {
    const declaration = type.symbol?.declarations?.[0]
    if (declaration === undefined) return undefined
    const constructs = type.getConstructSignatures().length > 0
    const isClass = this.#ts.isClassLike(declaration)
    if (isClass && constructs) return { k: 'function' }
    if (this.#ts.isFunctionDeclaration(declaration)) return { k: 'function' }
    const source = declaration.getSourceFile()
    const library =
      this.#program.isSourceFileDefaultLibrary(source) ||
      /[\\/]node_modules[\\/]@types[\\/]node[\\/]/.test(source.fileName)
    const named = isClass || this.#ts.isInterfaceDeclaration(declaration)
    if (library && named) {
      return type.symbol.name === 'Function' ? { k: 'function' } : { k: 'class', name: type.symbol.name, file: 'lib' }
    }
    return isClass ? { k: 'class', name: type.symbol.name, file: source.fileName } : undefined
  }

  #union(type: ts.UnionType, at: ts.Node, depth: number, open: readonly ts.Type[]): TypeModel {
    const { TypeFlags } = this.#ts
    const present = type.types.filter(({ flags }) => !(flags & (TypeFlags.Undefined | TypeFlags.Void)))
    const [first] = present
    if (first === undefined) return { k: 'undefined' }
    const models: TypeModel[] = []
    const enums = new Set<ts.Symbol>()
    for (const member of present) {
      if (member.flags & TypeFlags.EnumLiteral) {
        const whole = this.#checker.getBaseTypeOfLiteralType(member)
        const size = whole.isUnion() ? whole.types.length : 1
        const all = present.filter((each) => this.#checker.getBaseTypeOfLiteralType(each) === whole).length === size
        if (all && whole.symbol) {
          if (!enums.has(whole.symbol)) models.push(this.#enum(whole))
          enums.add(whole.symbol)
          continue
        }
      }
      models.push(this.modelOf(member, at, depth + 1, [...open, type]))
    }
    const flags = models.filter((model) => model.k === 'literal' && typeof model.value === 'boolean')
    const of =
      flags.length < 2 ? models : [...models.filter((model) => !flags.includes(model)), { k: 'boolean' } as const]
    const [only] = of
    return of.length === 1 && only ? only : { k: 'union', of }
  }

  #tuple(type: ts.TupleTypeReference, at: ts.Node, depth: number, open: readonly ts.Type[]): TypeModel {
    const { ElementFlags } = this.#ts
    const { elementFlags } = type.target
    const of: TypeModel[] = []
    let rest: TypeModel | undefined
    for (const [index, element] of this.#checker.getTypeArguments(type).entries()) {
      const model = this.modelOf(element, at, depth + 1, open)
      if ((elementFlags[index] ?? 0) & ElementFlags.Variable) rest = model
      else of.push(model)
    }
    const optional = elementFlags.filter((flag) => flag & ElementFlags.Optional).length
    return { k: 'tuple', of, ...(optional > 0 ? { optional } : {}), ...(rest === undefined ? {} : { rest }) }
  }

  #property(symbol: ts.Symbol, at: ts.Node, depth: number, open: readonly ts.Type[]): Property {
    const type = this.modelOf(this.#checker.getTypeOfSymbolAtLocation(symbol, at), at, depth, open)
    const doc = this.#ts.displayPartsToString(symbol.getDocumentationComment(this.#checker))
    return {
      name: symbol.name,
      type,
      ...(symbol.flags & this.#ts.SymbolFlags.Optional ? { optional: true } : {}),
      ...(doc === '' ? {} : { doc }),
    }
  }
}
