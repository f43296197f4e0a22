import type { Expression } from 'oxc-parser'
import type { Property, TypeModel } from '../model.ts'
import { enumMembers, foldValue, keyName, memberPath } from './fold.ts'
import { isLibraryClass } from './library.ts'
import type { Found } from './module-graph.ts'
import type { Scope } from './scope.ts'
import type { TypeContext } from './type-context.ts'
import { unionOf } from './type-models.ts'

const any: TypeModel = { k: 'any' }

/**
 * The type of an initialiser where it is obvious; `any` where it is not.
 *
 * @param constant - literals keep their value, as in `as const`
 */
export function inferred(node: Expression, scope: Scope, context: TypeContext, constant = false): TypeModel {
  switch (node.type) {
    case 'Literal':
      return literal(node, constant)
    case 'TemplateLiteral':
      return { k: 'string' }
    case 'ArrayExpression': {
      const elements = node.elements.map((element) =>
        element === null || element.type === 'SpreadElement' ? any : inferred(element, scope, context, constant),
      )
      if (constant) return { k: 'tuple', of: elements }
      return { k: 'array', of: elements.length === 0 ? any : unionOf(elements) }
    }
    case 'ObjectExpression':
      return objectLiteral(node, scope, context, constant)
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'ClassExpression':
      return { k: 'function' }
    case 'NewExpression': {
      const path = memberPath(node.callee)
      return path === undefined ? any : instanceOf(path, scope, context)
    }
    case 'TSAsExpression':
    case 'TSTypeAssertion':
      if (isConst(node.typeAnnotation)) return inferred(node.expression, scope, context, true)
      return context.typeOf(node.typeAnnotation, scope)
    case 'TSNonNullExpression': // `null!`: filled in later
      if (node.expression.type === 'Literal' && node.expression.value === null) return any
      return inferred(node.expression, scope, context, constant)
    case 'TSSatisfiesExpression':
    case 'ParenthesizedExpression':
      return inferred(node.expression, scope, context, constant)
    case 'UnaryExpression':
    case 'BinaryExpression':
      return operation(node, scope, context, constant)
    case 'ConditionalExpression':
      return unionOf([
        inferred(node.consequent, scope, context, constant),
        inferred(node.alternate, scope, context, constant),
      ])
    case 'CallExpression': {
      const [only] = node.arguments
      const frozen = memberPath(node.callee)?.join('.') === 'Object.freeze'
      return frozen && only && only.type !== 'SpreadElement' ? inferred(only, scope, context, constant) : any
    }
    case 'Identifier':
    case 'MemberExpression': {
      const path = memberPath(node)
      if (path === undefined) return folded(node, scope, context)
      if (path.join('.') === 'undefined') return { k: 'undefined' }
      return valueType(path, scope, context, true) ?? folded(node, scope, context)
    }
    default:
      return any
  }
}

/**
 * The type of the value that a dotted name stands for: `typeof path`. Nothing where it is not declared in sight.
 *
 * @param widened - as the type of something that the value is assigned to: `const x = 3` makes it a number
 */
export function valueType(
  path: readonly string[],
  scope: Scope,
  context: TypeContext,
  widened = false,
): TypeModel | undefined {
  const found = context.graph.lookupPath(path, scope)
  if (found?.kind === 'declared') return declaredType(found, context, widened)
  if (path.length < 2) return undefined
  const last = path.at(-1) ?? ''
  const owner = context.graph.lookupPath(path.slice(0, -1), scope)
  if (owner?.kind !== 'declared') return undefined
  const declared = owner.declared.find(({ kind }) => kind === 'enum')
  if (declared?.kind === 'enum') {
    const members = enumMembers(declared.node, declared.scope, context.graph)
    return members.some(([name]) => name === last) ? { k: 'enum', name: declared.node.id.name, members } : undefined
  }
  const object = declaredType(owner, context, widened)
  if (object?.k !== 'object') return undefined
  return object.props.find(({ name }) => name === last)?.type
}

function declaredType(
  found: Extract<Found, { kind: 'declared' }>,
  context: TypeContext,
  widened: boolean,
): TypeModel | undefined {
  for (const declared of found.declared) {
    if (declared.kind === 'class' || declared.kind === 'function') return { k: 'function' }
    if (declared.kind === 'enum') {
      const members = enumMembers(declared.node, declared.scope, context.graph)
      return { k: 'object', props: members.map(([name, value]) => ({ name, type: { k: 'literal', value } })) }
    }
    if (declared.kind !== 'variable') continue
    if (declared.annotation !== undefined) return context.typeOf(declared.annotation, declared.scope)
    if (declared.init === null) return any
    const kept =
      declared.constant && !widened && (declared.init.type === 'Literal' || declared.init.type === 'UnaryExpression')
    return inferred(declared.init, declared.scope, context, kept)
  }
  return undefined
}

/** An instance of the class behind a dotted name. */
function instanceOf(path: readonly string[], scope: Scope, context: TypeContext): TypeModel {
  const found = context.graph.lookupPath(path, scope)
  if (found?.kind === 'declared') {
    const declared = found.declared.find(({ kind }) => kind === 'class')
    return declared?.kind === 'class' ? { k: 'class', name: found.name, file: declared.scope.syntax.file } : any
  }
  if (found?.kind === 'external') return { k: 'external', name: found.name, from: found.from }
  const [name = ''] = path
  if (found !== undefined || path.length > 1 || !isLibraryClass(name)) return any
  return name === 'Array' ? { k: 'array', of: any } : { k: 'class', name, file: 'lib' }
}

function literal(node: Extract<Expression, { type: 'Literal' }>, constant: boolean): TypeModel {
  if ('regex' in node) return { k: 'class', name: 'RegExp', file: 'lib' }
  if ('bigint' in node && typeof node.bigint === 'string') return { k: 'bigint' }
  const { value } = node
  if (value === null) return { k: 'null' }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return constant ? { k: 'literal', value } : { k: typeof value as 'string' | 'number' | 'boolean' }
  }
  return any
}

function objectLiteral(
  node: Extract<Expression, { type: 'ObjectExpression' }>,
  scope: Scope,
  context: TypeContext,
  constant: boolean,
): TypeModel {
  const props: Property[] = []
  let open = false
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      const spread = inferred(property.argument, scope, context, constant)
      if (spread.k === 'object') props.push(...spread.props)
      else open = true
      continue
    }
    const name = keyName(property.key, property.computed)
    if (name === undefined) open = true
    else
      props.push({
        name,
        type: property.method ? { k: 'function' } : inferred(property.value, scope, context, constant),
      })
  }
  return { k: 'object', props, ...(open ? { open } : {}) }
}

function operation(
  node: Extract<Expression, { type: 'UnaryExpression' | 'BinaryExpression' }>,
  scope: Scope,
  context: TypeContext,
  constant: boolean,
): TypeModel {
  if (constant && node.type === 'UnaryExpression') {
    const value = foldValue(node, scope, context.graph)?.value
    if (typeof value === 'number' || typeof value === 'boolean') return { k: 'literal', value }
  }
  if (node.type === 'UnaryExpression') {
    if (node.operator === 'void') return { k: 'undefined' }
    if (node.operator === '!' || node.operator === 'delete') return { k: 'boolean' }
    if (node.operator === 'typeof') return { k: 'string' }
    const type = inferred(node.argument, scope, context)
    return type.k === 'bigint' ? type : { k: 'number' }
  }
  if (/^(?:[=!]==?|[<>]=?|in|instanceof)$/.test(node.operator)) return { k: 'boolean' }
  const left = inferred(node.left as Expression, scope, context)
  const right = inferred(node.right, scope, context)
  if (node.operator !== '+') return left.k === 'bigint' ? left : { k: 'number' }
  if (left.k === 'string' || right.k === 'string') return { k: 'string' }
  return left.k === 'number' && right.k === 'number' ? left : any
}

function folded(node: Expression, scope: Scope, context: TypeContext): TypeModel {
  const known = foldValue(node, scope, context.graph)
  if (known === undefined) return any
  const { value } = known
  if (value === null) return { k: 'null' }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return { k: typeof value as 'string' | 'number' | 'boolean' | 'bigint' }
  return any
}

function isConst(node: { type: string; typeName?: unknown }): boolean {
  return node.type === 'TSTypeReference' && (node.typeName as { name?: string }).name === 'const'
}
