// One piece: a model is read by one recursive walk over the kinds of type nodes, and its cases need each other.
import type {
  Class,
  ParamPattern,
  TSImportTypeQualifier,
  TSInterfaceDeclaration,
  TSMappedType,
  TSSignature,
  TSTupleElement,
  TSType,
  TSTypeName,
  TSTypeParameterDeclaration,
} from 'oxc-parser'
import type { Property, TypeModel } from '../model.ts'
import { docAt } from './docs.ts'
import { enumMembers, keyName, memberPath, textOf } from './fold.ts'
import { inferred, valueType } from './infer.ts'
import { isLibraryClass } from './library.ts'
import type { Found, ModuleGraph } from './module-graph.ts'
import { type Declared, innerScope, type Scope } from './scope.ts'
import type { TypeContext } from './type-context.ts'
import {
  filtered,
  indexed,
  intersectionOf,
  isOpaque,
  keysOf,
  literalKeys,
  type ObjectModel,
  other,
  picked,
  unionOf,
  withOptional,
} from './type-models.ts'

/** How far one type is followed: objects inside objects, and steps in all. Beyond, it is left as it is written. */
interface Limits {
  readonly depth: number
  readonly steps: number
}

/** For sources of a project: deeper than this nobody writes configs, and some types are trees. */
const sourceLimits: Limits = { depth: 6, steps: 4_000 }

/** For declarations of a package, which may have hundreds of exports of which one is wanted. */
const declarationLimits: Limits = { depth: 3, steps: 300 }

/** Reads types as they are written, following names across files. */
export class TypeReader implements TypeContext {
  readonly graph: ModuleGraph
  readonly #open = new Set<object>()
  readonly #limits: Limits
  #depth = 0
  #steps = 0

  constructor(graph: ModuleGraph, { isDeclaration = false }: { readonly isDeclaration?: boolean } = {}) {
    this.graph = graph
    this.#limits = isDeclaration ? declarationLimits : sourceLimits
  }

  typeOf(node: TSType, scope: Scope): TypeModel {
    if (this.#open.size === 0 && this.#depth === 0) this.#steps = 0
    if (++this.#steps > this.#limits.steps) return other(textOf(node, scope))
    switch (node.type) {
      case 'TSStringKeyword':
      case 'TSTemplateLiteralType':
        return { k: 'string' }
      case 'TSNumberKeyword':
        return { k: 'number' }
      case 'TSBooleanKeyword':
      case 'TSTypePredicate':
        return { k: 'boolean' }
      case 'TSBigIntKeyword':
        return { k: 'bigint' }
      case 'TSNullKeyword':
        return { k: 'null' }
      case 'TSUndefinedKeyword':
      case 'TSVoidKeyword':
        return { k: 'undefined' }
      case 'TSAnyKeyword':
        return { k: 'any' }
      case 'TSUnknownKeyword':
        return { k: 'unknown' }
      case 'TSNeverKeyword':
        return { k: 'never' }
      case 'TSSymbolKeyword':
        return { k: 'symbol' }
      case 'TSObjectKeyword':
        return { k: 'object', props: [], open: true }
      case 'TSLiteralType':
        return this.#literal(node.literal, scope)
      case 'TSArrayType':
        return { k: 'array', of: this.typeOf(node.elementType, scope) }
      case 'TSTupleType':
        return this.#tuple(node.elementTypes, scope)
      case 'TSUnionType':
        return unionOf(node.types.map((member) => this.typeOf(member, scope)))
      case 'TSIntersectionType':
        return intersectionOf(
          node.types.map((member) => this.typeOf(member, scope)),
          textOf(node, scope),
        )
      case 'TSParenthesizedType':
        return this.typeOf(node.typeAnnotation, scope)
      case 'TSFunctionType':
      case 'TSConstructorType':
        return { k: 'function' }
      case 'TSTypeLiteral':
        return this.#nested(node, textOf(node, scope), () => this.#members(node.members, scope))
      case 'TSTypeOperator':
        if (node.operator === 'unique') return { k: 'symbol' }
        if (node.operator === 'readonly') return this.typeOf(node.typeAnnotation, scope)
        return keysOf(this.expanded(this.typeOf(node.typeAnnotation, scope)), textOf(node, scope))
      case 'TSIndexedAccessType': {
        const object = this.expanded(this.typeOf(node.objectType, scope))
        return indexed(object, this.typeOf(node.indexType, scope), textOf(node, scope))
      }
      case 'TSMappedType':
        return this.#nested(node, textOf(node, scope), () => this.#mapped(node, scope))
      case 'TSTypeQuery': {
        const path = node.exprName.type === 'TSImportType' ? undefined : entityPath(node.exprName)
        return (path && valueType(path, scope, this)) ?? other(textOf(node, scope))
      }
      case 'TSTypeReference':
        return this.#reference(node, scope)
      case 'TSImportType': {
        const file = this.graph.resolve(node.source.value, scope.syntax.file)
        const module = file === undefined ? undefined : this.graph.module(file)
        const path = node.qualifier ? entityPath(node.qualifier) : []
        if (path === undefined) return other(textOf(node, scope))
        if (module === undefined) return { k: 'external', name: path.join('.') || '*', from: node.source.value }
        const found =
          path.length === 1 ? this.graph.exported(path[0] ?? '', module) : this.graph.lookupPath(path, module)
        const args = node.typeArguments?.params.map((each) => this.typeOf(each, scope)) ?? []
        return this.#named(found, args, textOf(node, scope))
      }
      default:
        return other(textOf(node, scope))
    }
  }

  /** A scope in which type parameters stand for `args` and their defaults; without `args`, for what they extend. */
  withTypeParameters(
    parameters: TSTypeParameterDeclaration | null | undefined,
    scope: Scope,
    args?: readonly TypeModel[],
  ): Scope {
    if (!parameters) return scope
    const types = new Map<string, TypeModel>()
    const inner = innerScope(scope.syntax, scope, types)
    for (const [index, { name, constraint, default: byDefault }] of parameters.params.entries()) {
      const given = args?.[index]
      if (given !== undefined) types.set(name.name, given)
      else {
        types.set(name.name, { k: 'unknown' }) // while a constraint names itself: `T extends Tree<T>`
        const bound = args === undefined ? constraint : (byDefault ?? constraint)
        const type = bound && this.typeOf(bound, inner)
        // what extends an object may have more keys than that
        if (type) types.set(name.name, type.k === 'object' && args === undefined ? { ...type, open: true } : type)
      }
    }
    return inner
  }

  /** The public face of a class, or the members of an enum's object: what `keyof` and `Pick` see. Others stay. */
  expanded(model: TypeModel): TypeModel {
    if (model.k !== 'class' || model.file === 'lib') return model
    const scope = this.graph.module(model.file)
    const found = scope && (this.graph.lookup(model.name, scope) ?? this.graph.exported(model.name, scope))
    const declared = found?.kind === 'declared' ? found.declared.find(({ kind }) => kind === 'class') : undefined
    if (declared?.kind !== 'class') return model
    return this.#nested(declared.node, model.name, () => this.#classMembers(declared.node, declared.scope))
  }

  /** The class that an `extends` clause names, with its scope, type arguments bound. */
  baseClass(node: Class, scope: Scope): { node: Class; scope: Scope } | undefined {
    const path = node.superClass && memberPath(node.superClass)
    const found = path ? this.graph.lookupPath(path, scope) : undefined
    if (found?.kind !== 'declared') return undefined
    let declared: Declared | undefined = found.declared.find(({ kind }) => kind === 'class')
    const alias = found.declared[0]
    if (declared === undefined && alias?.kind === 'variable' && alias.init?.type === 'ClassExpression') {
      declared = { kind: 'class', node: alias.init, scope: alias.scope, start: alias.start }
    }
    if (declared?.kind !== 'class' || declared.node === node) return undefined
    const args = node.superTypeArguments?.params.map((each) => this.typeOf(each, scope)) ?? []
    return { node: declared.node, scope: this.withTypeParameters(declared.node.typeParameters, declared.scope, args) }
  }

  #literal(node: Extract<TSType, { type: 'TSLiteralType' }>['literal'], scope: Scope): TypeModel {
    if (node.type === 'TemplateLiteral') return { k: 'string' }
    return inferred(node, scope, this, true)
  }

  #tuple(elements: readonly TSTupleElement[], scope: Scope): TypeModel {
    const of: TypeModel[] = []
    let optional = 0
    let rest: TypeModel | undefined
    for (const element of elements) {
      if (element.type === 'TSRestType') {
        const inner = element.typeAnnotation
        const list = this.typeOf(inner.type === 'TSNamedTupleMember' ? (inner.elementType as TSType) : inner, scope)
        if (list.k === 'tuple') of.push(...list.of)
        else rest = list.k === 'array' ? list.of : { k: 'any' }
      } else if (element.type === 'TSNamedTupleMember') {
        if (element.optional) optional++
        of.push(this.typeOf(element.elementType as TSType, scope))
      } else if (element.type === 'TSOptionalType') {
        optional++
        of.push(this.typeOf(element.typeAnnotation, scope))
      } else of.push(this.typeOf(element, scope))
    }
    return { k: 'tuple', of, ...(optional > 0 ? { optional } : {}), ...(rest === undefined ? {} : { rest }) }
  }

  /** Runs `read` one level deeper, unless the type is being read already or lies too deep. */
  #nested(key: object, text: string, read: () => TypeModel): TypeModel {
    if (this.#depth >= this.#limits.depth || this.#open.has(key)) return other(text)
    this.#open.add(key)
    this.#depth++
    try {
      return read()
    } finally {
      this.#depth--
      this.#open.delete(key)
    }
  }

  #reference(node: Extract<TSType, { type: 'TSTypeReference' }>, scope: Scope): TypeModel {
    const path = entityPath(node.typeName)
    if (path === undefined) return other(textOf(node, scope))
    const found = this.graph.lookupPath(path, scope)
    const given = node.typeArguments?.params ?? []
    const name = path.join('.')
    if (found === undefined) return this.#memberOfEnum(path, scope) ?? this.#builtin(name, given, node, scope)
    const args = given.map((each) => this.typeOf(each, scope))
    return this.#named(found, args, textOf(node, scope))
  }

  /** `Color.Red` as a type. */
  #memberOfEnum(path: readonly string[], scope: Scope): TypeModel | undefined {
    if (path.length < 2) return undefined
    const owner = this.graph.lookupPath(path.slice(0, -1), scope)
    const declared = owner?.kind === 'declared' ? owner.declared.find(({ kind }) => kind === 'enum') : undefined
    if (declared?.kind !== 'enum') return undefined
    const member = enumMembers(declared.node, declared.scope, this.graph).find(([name]) => name === path.at(-1))
    return member && { k: 'literal', value: member[1] }
  }

  #named(found: Found | undefined, args: readonly TypeModel[], text: string): TypeModel {
    if (found === undefined || found.kind === 'module') return other(text)
    if (found.kind === 'type') return found.type
    if (found.kind === 'external') return { k: 'external', name: found.name, from: found.from }
    const { declared, name } = found
    for (const each of declared) {
      if (each.kind === 'class') return { k: 'class', name, file: each.scope.syntax.file }
      if (each.kind === 'enum') return { k: 'enum', name, members: enumMembers(each.node, each.scope, this.graph) }
      if (each.kind === 'alias') {
        const { typeParameters, typeAnnotation } = each.node
        if (this.#open.has(each.node)) return other(name)
        this.#open.add(each.node)
        try {
          const model = this.typeOf(typeAnnotation, this.withTypeParameters(typeParameters, each.scope, args))
          return model.k === 'object' && model.name === undefined ? { ...model, name } : model
        } finally {
          this.#open.delete(each.node)
        }
      }
      if (each.kind === 'interface') return this.#interface(declared, name, args)
    }
    return other(text)
  }

  #interface(declared: readonly Declared[], name: string, args: readonly TypeModel[]): TypeModel {
    const parts = declared.filter((each) => each.kind === 'interface')
    const [first] = parts
    if (first === undefined) return other(name)
    return this.#nested(first.node, name, () => {
      const read = parts.map(({ node, scope }) =>
        this.#interfaceMembers(node, this.withTypeParameters(node.typeParameters, scope, args)),
      )
      // Whatever properties it has: its value is something that one calls.
      const callable = read.find(({ k }) => k === 'function')
      const lists = read.find(({ k }) => k !== 'object' && k !== 'record' && k !== 'function')
      if (lists !== undefined) return lists
      const objects = read.filter((model) => model.k === 'object')
      if (objects.length === 0) return callable ?? read[0] ?? other(name)
      const merged = overridden(objects)
      if (callable !== undefined) return callable
      const [only] = read
      return only?.k === 'record' ? only : { ...merged, name }
    })
  }

  #interfaceMembers(node: TSInterfaceDeclaration, scope: Scope): TypeModel {
    const own = this.#members(node.body.body, scope)
    if (node.extends.length === 0 || own.k !== 'object') return own
    const bases = node.extends.map(({ expression, typeArguments }): TypeModel => {
      const path = memberPath(expression)
      const args = typeArguments?.params.map((each) => this.typeOf(each, scope)) ?? []
      const found = path && this.graph.lookupPath(path, scope)
      if (path !== undefined && found === undefined) return this.#library(path.join('.'), args, path.join('.'))
      return this.expanded(this.#named(found, args, textOf(expression, scope)))
    })
    if (bases.every(isOpaque) && bases.length > 0 && own.props.length === 0) return bases[0] ?? own
    const list = bases.find(({ k }) => k === 'array' || k === 'tuple')
    if (list !== undefined) return list
    const known = bases.filter((base) => base.k === 'object')
    const open = known.length < bases.length
    return overridden([...known, own, ...(open ? [{ k: 'object', props: [], open: true } as const] : [])])
  }

  /** The members of an interface or a type literal. */
  #members(members: readonly TSSignature[], scope: Scope): TypeModel {
    const props = new Map<string, Property>()
    let record: TypeModel | undefined
    let callable = false
    for (const member of members) {
      if (member.type === 'TSCallSignatureDeclaration' || member.type === 'TSConstructSignatureDeclaration') {
        callable = true
      } else if (member.type === 'TSIndexSignature') {
        record = this.typeOf(member.typeAnnotation.typeAnnotation, scope)
      } else {
        const name = keyName(member.key, member.computed)
        if (name === undefined) continue
        const isMethod = member.type === 'TSMethodSignature' && member.kind === 'method'
        const annotation = member.type === 'TSMethodSignature' ? member.returnType : member.typeAnnotation
        const setter =
          member.type === 'TSMethodSignature' && member.kind === 'set' ? annotationOf(member.params[0]) : null
        const written = setter ?? annotation?.typeAnnotation
        const type: TypeModel = isMethod ? { k: 'function' } : written ? this.typeOf(written, scope) : { k: 'any' }
        if (props.has(name) && isMethod) continue
        props.set(name, withDoc({ name, type, ...(member.optional ? { optional: true } : {}) }, scope, member.start))
      }
    }
    if (callable) return { k: 'function' }
    if (record !== undefined && props.size === 0) return { k: 'record', of: record }
    return { k: 'object', props: [...props.values()], ...(record === undefined ? {} : { open: true }) }
  }

  #classMembers(node: Class, scope: Scope): TypeModel {
    const inner = scope
    const props = new Map<string, Property>()
    const base = this.baseClass(node, scope)
    if (base !== undefined) {
      const inherited = this.#nested(base.node, 'base', () => this.#classMembers(base.node, base.scope))
      if (inherited.k === 'object') for (const property of inherited.props) props.set(property.name, property)
    }
    for (const member of node.body.body) {
      if (member.type === 'StaticBlock' || member.type === 'TSIndexSignature' || member.static) continue
      if (member.accessibility === 'private' || member.accessibility === 'protected') continue
      if ('kind' in member && member.kind === 'constructor') {
        for (const param of member.value.params) {
          if (param.type !== 'TSParameterProperty' || (param.accessibility ?? 'public') !== 'public') continue
          const target = param.parameter.type === 'AssignmentPattern' ? param.parameter.left : param.parameter
          if (target.type !== 'Identifier') continue
          const type = target.typeAnnotation ? this.typeOf(target.typeAnnotation.typeAnnotation, inner) : anyType
          props.set(target.name, { name: target.name, type, ...(target.optional ? { optional: true } : {}) })
        }
        continue
      }
      const name = keyName(member.key, member.computed)
      if (name === undefined) continue
      const optional = 'optional' in member && member.optional ? { optional: true as const } : {}
      if ('kind' in member) {
        const returned = member.kind === 'get' ? member.value.returnType?.typeAnnotation : undefined
        const type: TypeModel =
          member.kind === 'method' ? { k: 'function' } : returned ? this.typeOf(returned, inner) : anyType
        if (member.kind !== 'set' || !props.has(name)) props.set(name, { name, type, ...optional })
      } else {
        const written = member.typeAnnotation?.typeAnnotation
        const type = written
          ? this.typeOf(written, inner)
          : member.value
            ? inferred(member.value, inner, this)
            : anyType
        props.set(name, { name, type, ...optional })
      }
    }
    return { k: 'object', props: [...props.values()] }
  }

  #mapped(node: TSMappedType, scope: Scope): TypeModel {
    const text = textOf(node, scope)
    if (node.nameType !== null || node.typeAnnotation === null) return other(text)
    const { constraint, typeAnnotation } = node
    const optional = node.optional === true || node.optional === '+'
    const source =
      constraint.type === 'TSTypeOperator' && constraint.operator === 'keyof'
        ? this.expanded(this.typeOf(constraint.typeAnnotation, scope))
        : undefined
    const keys = source === undefined ? this.typeOf(constraint, scope) : keysOf(source, text)
    if (keys.k === 'string' || keys.k === 'number') return { k: 'record', of: this.typeOf(typeAnnotation, scope) }
    const names = literalKeys(keys)
    if (names === undefined) return other(text)
    const props = names.map((name): Property => {
      const types = new Map<string, TypeModel>([[node.key.name, { k: 'literal', value: name }]])
      const type = this.typeOf(typeAnnotation, innerScope(scope.syntax, scope, types))
      const before = source?.k === 'object' ? source.props.find((property) => property.name === name) : undefined
      const left = node.optional === '-' ? false : optional || before?.optional === true
      return {
        name,
        type,
        ...(left ? { optional: true } : {}),
        ...(before?.doc === undefined ? {} : { doc: before.doc }),
      }
    })
    return { k: 'object', props }
  }

  #builtin(name: string, given: readonly TSType[], node: TSType, scope: Scope): TypeModel {
    const text = textOf(node, scope)
    const [argument] = given
    if (name === 'InstanceType' && argument?.type === 'TSTypeQuery' && argument.exprName.type !== 'TSImportType') {
      const path = entityPath(argument.exprName)
      const found = path && this.graph.lookupPath(path, scope)
      const isClass = found?.kind === 'declared' && found.declared.some(({ kind }) => kind === 'class')
      return isClass ? this.#named(found, [], text) : other(text)
    }
    return this.#library(
      name,
      given.map((each) => this.typeOf(each, scope)),
      text,
    )
  }

  /** A name that nobody declares: TypeScript's own types, then the classes of JavaScript and Node. */
  #library(name: string, args: readonly TypeModel[], text: string): TypeModel {
    const [first = anyType, second = anyType] = args
    switch (name) {
      case 'Array':
      case 'ReadonlyArray':
        return { k: 'array', of: first }
      case 'Record': {
        const names = literalKeys(first)
        if (names === undefined) return { k: 'record', of: second }
        return { k: 'object', props: names.map((each) => ({ name: each, type: second })) }
      }
      case 'Partial':
        return withOptional(this.expanded(first), true)
      case 'Required':
        return withOptional(this.expanded(first), false)
      case 'Readonly':
      case 'NoInfer':
        return first
      case 'Pick':
      case 'Omit': {
        const object = this.expanded(first)
        const names = literalKeys(second)
        return object.k === 'object' && names ? picked(object, names, name === 'Pick') : other(text)
      }
      case 'Exclude':
        return filtered(first, second, false, text)
      case 'Extract':
        return filtered(first, second, true, text)
      case 'NonNullable':
        return filtered(first, { k: 'null' }, false, text)
      case 'Awaited':
        return first.k === 'class' || isOpaque(first) ? other(text) : first
      case 'Uppercase':
      case 'Lowercase':
      case 'Capitalize':
      case 'Uncapitalize':
        return { k: 'string' }
      case 'PropertyKey':
        return unionOf([{ k: 'string' }, { k: 'number' }, { k: 'symbol' }])
      case 'Function':
        return { k: 'function' }
      case 'const':
        return anyType
      default:
        return isLibraryClass(name) ? { k: 'class', name, file: 'lib' } : other(text)
    }
  }
}

const anyType: TypeModel = { k: 'any' }

/** Later properties replace earlier ones of the same name, in their place. */
function overridden(objects: readonly ObjectModel[]): ObjectModel {
  const props = new Map<string, Property>()
  for (const object of objects) for (const property of object.props) props.set(property.name, property)
  return { k: 'object', props: [...props.values()], ...(objects.some(({ open }) => open) ? { open: true } : {}) }
}

/** The property with what its doc comment says. */
export function withDoc(property: Property, scope: Scope, start: number): Property {
  const doc = docAt(scope.syntax, start)
  if (doc.text === undefined && doc.default === undefined) return property
  return {
    ...property,
    ...(doc.text === undefined ? {} : { doc: doc.text }),
    ...(doc.default === undefined ? {} : { docDefault: doc.default }),
  }
}

function annotationOf(param: ParamPattern | undefined): TSType | undefined {
  return param && 'typeAnnotation' in param ? param.typeAnnotation?.typeAnnotation : undefined
}

/** `A.B.C` in a type as its names; nothing for `this`. */
function entityPath(node: TSTypeName | TSImportTypeQualifier): string[] | undefined {
  if (node.type === 'Identifier') return [node.name]
  if (node.type !== 'TSQualifiedName') return undefined
  const left = entityPath(node.left)
  return left && [...left, node.right.name]
}
