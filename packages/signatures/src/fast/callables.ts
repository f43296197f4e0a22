import type {
  ArrowFunctionExpression,
  Class,
  Expression,
  Function as FunctionNode,
  ParamPattern,
  TSType,
} from 'oxc-parser'
import type { Param, Property, Signature } from '../model.ts'
import { withOptionsType } from '../options-type.ts'
import { type Doc, docAt } from './docs.ts'
import { defaultOf, keyName } from './fold.ts'
import { inferred } from './infer.ts'
import { paramsOf } from './params.ts'
import { ANONYMOUS, type Declared, type Scope } from './scope.ts'
import { lineAt } from './syntax.ts'
import type { TypeReader } from './types.ts'

/** The signature of what a name stands for, if it can be called. */
export function signatureFrom(declared: readonly Declared[], name: string, reader: TypeReader): Signature | undefined {
  const said = name === ANONYMOUS || name.startsWith('*') ? 'default' : name
  for (const each of declared) {
    if (each.kind === 'class') return classSignature(each.node, each.scope, each.start, said, reader)
    if (each.kind === 'variable') return variableSignature(each, said, reader)
  }
  const functions = declared.filter((each) => each.kind === 'function')
  if (functions.length === 0) return undefined
  return functionSignature(
    functions.map(({ node, scope, start }) => ({ node, scope, start })),
    said,
    reader,
  )
}

function variableSignature(
  { init, annotation, scope, start }: Extract<Declared, { kind: 'variable' }>,
  name: string,
  reader: TypeReader,
): Signature | undefined {
  const value = init && unwrapped(init)
  const constant = { constant: true } as const
  if (value?.type === 'ClassExpression') {
    return { ...classSignature(value, scope, start, name, reader), ...ownName(value, name) }
  }
  if (value?.type === 'ArrowFunctionExpression' || value?.type === 'FunctionExpression') {
    const signature = functionSignature([{ node: value, scope, start }], name, reader)
    const contextual = annotation && calledType(annotation, scope, reader)
    const typed = contextual ? withContext(signature, contextual, reader) : signature
    return { ...typed, ...constant, ...ownName(value, name) }
  }
  const called = annotation && calledType(annotation, scope, reader)
  if (called === undefined) return undefined
  const params = paramsOf(called.params, called.scope, reader, docAt(scope.syntax, start))
  return { ...described({ kind: called.isNew ? 'class' : 'function', name, params, scope, start }), ...constant }
}

function ownName(
  node: Class | FunctionNode | ArrowFunctionExpression,
  name: string,
): { readonly runsAs: string } | undefined {
  const id = 'id' in node ? node.id?.name : undefined
  return id === undefined || id === name ? undefined : { runsAs: id }
}

/** An expression with casts and `Object.freeze`-like decoration taken off. */
function unwrapped(node: Expression): Expression {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'ParenthesizedExpression':
      return unwrapped(node.expression)
    default:
      return node
  }
}

interface Called {
  readonly params: readonly ParamPattern[]
  readonly scope: Scope
  readonly isNew: boolean
}

/** The last call signature of a function type, followed through aliases and interfaces. */
function calledType(node: TSType, scope: Scope, reader: TypeReader, hops = 0): Called | undefined {
  if (hops > 8) return undefined
  if (node.type === 'TSParenthesizedType') return calledType(node.typeAnnotation, scope, reader, hops + 1)
  if (node.type === 'TSFunctionType' || node.type === 'TSConstructorType') {
    const inner = reader.withTypeParameters(node.typeParameters, scope)
    return { params: node.params, scope: inner, isNew: node.type === 'TSConstructorType' }
  }
  if (node.type === 'TSTypeLiteral') return calledMember(node.members, scope, reader)
  if (node.type !== 'TSTypeReference' || node.typeName.type !== 'Identifier') return undefined
  const found = reader.graph.lookup(node.typeName.name, scope)
  if (found?.kind !== 'declared') return undefined
  const args = node.typeArguments?.params.map((each) => reader.typeOf(each, scope)) ?? []
  for (const each of found.declared) {
    if (each.kind !== 'alias' && each.kind !== 'interface') continue
    const inner = reader.withTypeParameters(each.node.typeParameters, each.scope, args)
    return each.kind === 'alias'
      ? calledType(each.node.typeAnnotation, inner, reader, hops + 1)
      : calledMember(each.node.body.body, inner, reader)
  }
  return undefined
}

function calledMember(
  members: readonly import('oxc-parser').TSSignature[],
  scope: Scope,
  reader: TypeReader,
): Called | undefined {
  let last: Called | undefined
  for (const member of members) {
    if (member.type !== 'TSCallSignatureDeclaration' && member.type !== 'TSConstructSignatureDeclaration') continue
    const isNew = member.type === 'TSConstructSignatureDeclaration'
    if (last?.isNew && !isNew) continue
    last = { params: member.params, scope: reader.withTypeParameters(member.typeParameters, scope), isNew }
  }
  return last
}

/** `const f: Task = (x) => …`: parameters without a type of their own take that of the annotation. */
function withContext(signature: Signature, { params, scope }: Called, reader: TypeReader): Signature {
  const typed = paramsOf(params, scope, reader, { params: new Map() })
  const merged = signature.params.map((param, index) => {
    const given = typed[index]
    if (given === undefined) return param
    if (param.type.k === 'any') return { ...param, type: given.type }
    if (param.kind !== 'options' || param.type.k !== 'object' || given.type.k !== 'object') return param
    const known = new Map(param.type.props.map((property) => [property.name, property]))
    const props = given.type.props.map((property): Property => {
      const bound = known.get(property.name)
      if (bound?.default === undefined) return property
      return { ...property, optional: true, default: bound.default }
    })
    return { ...param, type: { ...given.type, props } }
  })
  return { ...signature, params: merged }
}

interface FunctionPart {
  readonly node: FunctionNode | ArrowFunctionExpression
  readonly scope: Scope
  readonly start: number
}

function functionSignature(parts: readonly FunctionPart[], name: string, reader: TypeReader): Signature {
  const { params, overloads, doc, part } = lastOverload(parts, reader)
  return described({ kind: 'function', name, params, scope: part.scope, start: part.start, doc, overloads })
}

/** The parameters of the last overload, with the defaults of the implementation where their places agree. */
function lastOverload(
  parts: readonly FunctionPart[],
  reader: TypeReader,
  outer?: Doc,
): { params: Param[]; overloads: number; doc: Doc; part: FunctionPart } {
  const bodies = parts.filter(({ node }) => node.body !== null)
  const heads = parts.filter(({ node }) => node.body === null)
  const part = (heads.at(-1) ?? bodies.at(-1) ?? parts.at(-1)) as FunctionPart
  const own = docAt(part.scope.syntax, part.start)
  const first = parts[0]
  const fallback = own.text === undefined && first ? docAt(first.scope.syntax, first.start) : own
  const doc = outer === undefined ? fallback : { ...fallback, params: new Map([...outer.params, ...fallback.params]) }
  const scope = reader.withTypeParameters(part.node.typeParameters, part.scope)
  const params = withOptionsType(paramsOf(part.node.params, scope, reader, doc))
  const body = bodies.at(-1)
  if (body === undefined || heads.length === 0) return { params, overloads: heads.length, doc, part }
  const implemented = paramsOf(
    body.node.params,
    reader.withTypeParameters(body.node.typeParameters, body.scope),
    reader,
    doc,
  )
  const merged = params.map((param, index) => {
    const from = implemented[index]
    return from?.default !== undefined && from.name === param.name && param.optional
      ? { ...param, default: from.default }
      : param
  })
  return { params: merged, overloads: heads.length, doc, part }
}

/** The signature of a class: its own constructor's, else its nearest base's. */
export function classSignature(
  node: Class,
  declaredIn: Scope,
  start: number,
  name: string,
  reader: TypeReader,
): Signature {
  const scope = reader.withTypeParameters(node.typeParameters, declaredIn)
  const doc = docAt(declaredIn.syntax, start)
  const own = constructorOf(node, scope, reader, doc)
  const statics = staticsOf(node, scope, reader)
  const fields = fieldsIn(node, scope, reader)
  const members = memberNames(node, scope, reader)
  return {
    ...described({
      kind: 'class',
      name,
      params: own?.params ?? [],
      scope: declaredIn,
      start: node.id?.start ?? node.start,
      doc,
      overloads: own?.overloads ?? 0,
    }),
    ...(statics.length > 0 ? { statics } : {}),
    ...(fields.length > 0 ? { fields } : {}),
    ...(members.length > 0 ? { members } : {}),
    ...(node.abstract ? { abstract: true } : {}),
    ...(own?.hidden ? { hidden: true } : {}),
  }
}

interface Constructor {
  readonly params: Param[]
  readonly overloads: number
  readonly hidden: boolean
}

/** Most classes between a class and the constructor it inherits. */
const MOST_BASES = 20

function constructorOf(node: Class, scope: Scope, reader: TypeReader, doc: Doc): Constructor | undefined {
  let at: { node: Class; scope: Scope } | undefined = { node, scope }
  for (let hops = 0; at && hops < MOST_BASES; hops++) {
    const inside: Scope = at.scope
    const members = at.node.body.body.filter((member) => 'kind' in member && member.kind === 'constructor')
    const parts = members.flatMap((member): FunctionPart[] =>
      'kind' in member ? [{ node: member.value, scope: inside, start: member.start }] : [],
    )
    const [first] = members
    if (first !== undefined && 'accessibility' in first) {
      const { params, overloads } = lastOverload(parts, reader, doc)
      return { params, overloads, hidden: first.accessibility === 'private' || first.accessibility === 'protected' }
    }
    at = reader.baseClass(at.node, at.scope)
  }
  return undefined
}

function staticsOf(node: Class, scope: Scope, reader: TypeReader): Signature[] {
  const parts = new Map<string, FunctionPart[]>()
  for (const member of node.body.body) {
    if (member.type === 'StaticBlock' || member.type === 'TSIndexSignature' || !member.static) continue
    if (member.accessibility === 'private' || member.accessibility === 'protected') continue
    const name = keyName(member.key, member.computed)
    if (name === undefined) continue
    const value = 'kind' in member ? (member.kind === 'method' ? member.value : undefined) : member.value
    if (!value || !('params' in value)) continue
    const part = { node: value, scope, start: member.start }
    parts.set(name, [...(parts.get(name) ?? []), part])
  }
  return [...parts].map(([name, overloads]) => functionSignature(overloads, name, reader))
}

/** Public instance fields, inherited ones first; what the constructor's `public x` declares is among them. */
function fieldsIn(node: Class, scope: Scope, reader: TypeReader, hops = 0): Property[] {
  const fields = new Map<string, Property>()
  const base = hops < MOST_BASES ? reader.baseClass(node, scope) : undefined
  if (base) for (const field of fieldsIn(base.node, base.scope, reader, hops + 1)) fields.set(field.name, field)
  for (const member of node.body.body) {
    if (member.type !== 'PropertyDefinition' && member.type !== 'AccessorProperty') continue
    if (member.static || member.accessibility === 'private' || member.accessibility === 'protected') continue
    const name = keyName(member.key, member.computed)
    if (name === undefined) continue
    const written = member.typeAnnotation?.typeAnnotation
    const known = fields.get(name)
    const type = written
      ? reader.typeOf(written, scope)
      : member.value
        ? inferred(member.value, scope, reader)
        : (known?.type ?? ({ k: 'any' } as const))
    const byDefault = member.value && defaultOf(member.value, scope, reader.graph)
    const optional = member.value !== null || ('optional' in member && member.optional === true)
    const doc = docAt(scope.syntax, member.decorators[0]?.start ?? member.start)
    fields.set(name, {
      name,
      type,
      ...(optional ? { optional: true } : {}),
      ...(byDefault ? { default: byDefault } : {}),
      ...(doc.text === undefined ? {} : { doc: doc.text }),
      ...(doc.default === undefined ? {} : { docDefault: doc.default }),
    })
  }
  return [...fields.values()]
}

/** Public members of an instance by name, inherited ones and those of `constructor(public x)` included. */
function memberNames(node: Class, scope: Scope, reader: TypeReader): string[] {
  const names = new Set<string>()
  let at: { node: Class; scope: Scope } | undefined = { node, scope }
  for (let hops = 0; at && hops < MOST_BASES; hops++) {
    for (const member of at.node.body.body) {
      if (member.type === 'StaticBlock' || member.type === 'TSIndexSignature' || member.static) continue
      if ('kind' in member && member.kind === 'constructor') {
        for (const param of member.value.params) {
          if (param.type !== 'TSParameterProperty' || isHidden(param.accessibility)) continue
          const target = param.parameter.type === 'AssignmentPattern' ? param.parameter.left : param.parameter
          if (target.type === 'Identifier') names.add(target.name)
        }
        continue
      }
      const name = isHidden(member.accessibility) ? undefined : keyName(member.key, member.computed)
      if (name !== undefined) names.add(name)
    }
    at = reader.baseClass(at.node, at.scope)
  }
  return [...names]
}

function isHidden(accessibility: string | null | undefined): boolean {
  return accessibility === 'private' || accessibility === 'protected'
}

function described(parts: {
  readonly kind: 'class' | 'function'
  readonly name: string
  readonly params: readonly Param[]
  readonly scope: Scope
  readonly start: number
  readonly doc?: Doc
  readonly overloads?: number
}): Signature {
  const { kind, name, params, scope, start } = parts
  const { syntax } = scope
  const text = (parts.doc ?? docAt(syntax, start)).text
  return {
    kind,
    name,
    file: syntax.file,
    line: lineAt(syntax, start),
    ...(text === undefined ? {} : { doc: text }),
    params,
    ...(parts.overloads ? { overloads: parts.overloads } : {}),
    source: syntax.isDeclaration ? 'dts' : 'fast',
  }
}
