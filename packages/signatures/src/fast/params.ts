import type { BindingPattern, Expression, ObjectPattern, ParamPattern, TSType } from 'oxc-parser'
import type { DefaultValue, Param, Property, TypeModel } from '../model.ts'
import type { Doc } from './docs.ts'
import { defaultOf, keyName } from './fold.ts'
import { inferred } from './infer.ts'
import type { Scope } from './scope.ts'
import type { TypeContext } from './type-context.ts'

/** A parameter's pattern with what was written around it taken off. */
interface Bare {
  readonly target: BindingPattern
  readonly annotation: TSType | undefined
  readonly init: Expression | undefined
  readonly rest: boolean
  readonly optional: boolean
}

/** The parameters of a function as written; `this` is none. */
export function paramsOf(patterns: readonly ParamPattern[], scope: Scope, context: TypeContext, doc: Doc): Param[] {
  const params: Param[] = []
  for (const pattern of patterns) {
    const bare = bareParam(pattern)
    if (bare.target.type === 'Identifier' && bare.target.name === 'this') continue
    params.push(paramOf(bare, scope, context, doc))
  }
  return params
}

function bareParam(pattern: ParamPattern): Bare {
  const inner = pattern.type === 'TSParameterProperty' ? pattern.parameter : pattern
  if (inner.type === 'RestElement') {
    const annotation = inner.typeAnnotation?.typeAnnotation
    return { target: inner.argument, annotation, init: undefined, rest: true, optional: true }
  }
  const target: BindingPattern = inner.type === 'AssignmentPattern' ? inner.left : inner
  const init = inner.type === 'AssignmentPattern' ? inner.right : undefined
  const written = 'typeAnnotation' in target ? target.typeAnnotation?.typeAnnotation : undefined
  const optional = init !== undefined || ('optional' in target && Boolean(target.optional))
  return { target, annotation: written, init, rest: false, optional }
}

function paramOf(
  { target, annotation, init, rest, optional }: Bare,
  scope: Scope,
  context: TypeContext,
  doc: Doc,
): Param {
  const isOptions = target.type === 'ObjectPattern'
  const name = target.type === 'Identifier' ? target.name : isOptions ? '{}' : '[]'
  const declared = annotation && context.typeOf(annotation, scope)
  const guessed = (): TypeModel =>
    isOptions
      ? boundType(target, scope, context)
      : rest
        ? anyList
        : init
          ? inferred(init, scope, context)
          : { k: 'any' }
  let type = declared ?? guessed()
  if (isOptions) type = withBindings(type, target, init, scope, context)
  type = withParamDocs(type, name, doc)
  const byDefault = init && defaultOf(init, scope, context.graph)
  const said = doc.params.get(name)
  return {
    name,
    kind: rest ? 'rest' : isOptions ? 'options' : 'positional',
    type: fromUndefined(type),
    ...(optional ? { optional: true } : {}),
    ...(byDefault === undefined ? {} : { default: byDefault }),
    ...(said ? { doc: said } : {}),
  }
}

const anyList: TypeModel = { k: 'array', of: { k: 'any' } }

/** `x = undefined` says nothing of the type. */
function fromUndefined(type: TypeModel): TypeModel {
  return type.k === 'undefined' ? { k: 'any' } : type
}

/** The type of a destructured parameter that has none of its own: what it binds. */
function boundType(pattern: ObjectPattern, scope: Scope, context: TypeContext): TypeModel {
  const props: Property[] = []
  for (const property of pattern.properties) {
    if (property.type === 'RestElement') continue
    const name = keyName(property.key, property.computed)
    if (name === undefined) continue
    const { value } = property
    const target = value.type === 'AssignmentPattern' ? value.left : value
    const guessed: TypeModel = value.type === 'AssignmentPattern' ? inferred(value.right, scope, context) : { k: 'any' }
    const type = target.type === 'ObjectPattern' ? nestedType(target, scope, context) : guessed
    props.push({ name, type: fromUndefined(type) })
  }
  const open = pattern.properties.some(({ type }) => type === 'RestElement')
  return { k: 'object', props, ...(open ? { open: true } : {}) }
}

function nestedType(pattern: ObjectPattern, scope: Scope, context: TypeContext): TypeModel {
  return withBindings(boundType(pattern, scope, context), pattern, undefined, scope, context)
}

/**
 * The type with the defaults of a destructuring: `{ a = 1 }`, and those of the whole parameter, `= { a: 1 }`.
 */
function withBindings(
  type: TypeModel,
  pattern: ObjectPattern,
  whole: Expression | undefined,
  scope: Scope,
  context: TypeContext,
): TypeModel {
  if (type.k !== 'object') return type
  const defaults = new Map<string, { default: DefaultValue | undefined }>()
  if (whole?.type === 'ObjectExpression') {
    for (const property of whole.properties) {
      const name = property.type === 'Property' ? keyName(property.key, property.computed) : undefined
      if (name === undefined || property.type !== 'Property') continue
      // Only where the whole is left out: the property is not optional because of it.
      const known = defaultOf(property.value, scope, context.graph)
      if (type.props.some((each) => each.name === name && each.optional)) defaults.set(name, { default: known })
    }
  }
  for (const property of pattern.properties) {
    if (property.type === 'RestElement' || property.value.type !== 'AssignmentPattern') continue
    const name = keyName(property.key, property.computed)
    if (name !== undefined) defaults.set(name, { default: defaultOf(property.value.right, scope, context.graph) })
  }
  const props = type.props.map((property): Property => {
    const found = defaults.get(property.name)
    if (found === undefined) return property
    return { ...property, optional: true, ...(found.default === undefined ? {} : { default: found.default }) }
  })
  return { ...type, props }
}

/** `@param options.lr the rate`: docs of properties in the doc comment of the function. */
function withParamDocs(type: TypeModel, name: string, doc: Doc): TypeModel {
  if (type.k !== 'object' || doc.params.size === 0) return type
  const props = type.props.map((property) => {
    for (const [path, text] of doc.params) {
      const fits = path.endsWith(`.${property.name}`) && (name === '{}' || path.startsWith(`${name}.`))
      if (fits || (name === '{}' && path === property.name)) return { ...property, doc: text }
    }
    return property
  })
  return { ...type, props }
}
