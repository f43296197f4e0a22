import type { Expression, TSEnumDeclaration, TSEnumMember } from 'oxc-parser'
import type { DefaultValue, Json } from '../model.ts'
import type { EnumMember, ModuleGraph } from './module-graph.ts'
import type { Declared, Scope } from './scope.ts'

/** A value known without running anything; `member` is the enum member it was written as. */
interface Known {
  readonly value: unknown
  readonly member?: string | undefined
}

const MOST_HOPS = 8

const constants: ReadonlyMap<string, number> = new Map([
  ['Infinity', Number.POSITIVE_INFINITY],
  ['NaN', Number.NaN],
  ...(['MAX_SAFE_INTEGER', 'MIN_SAFE_INTEGER', 'MAX_VALUE', 'MIN_VALUE', 'EPSILON', 'NaN'] as const).map(
    (name) => [`Number.${name}`, Number[name]] as const,
  ),
  ['Number.POSITIVE_INFINITY', Number.POSITIVE_INFINITY],
  ['Number.NEGATIVE_INFINITY', Number.NEGATIVE_INFINITY],
  ...(['PI', 'E', 'SQRT2', 'LN2', 'LN10', 'LOG2E', 'LOG10E', 'SQRT1_2'] as const).map(
    (name) => [`Math.${name}`, Math[name]] as const,
  ),
])

/** The default that an initialiser gives; nothing for `undefined`, which is no default. */
export function defaultOf(node: Expression, scope: Scope, graph: ModuleGraph): DefaultValue | undefined {
  const known = fold(node, scope, graph, 0)
  if (known !== undefined) {
    if (known.value === undefined) return undefined
    const told = asDefault(known)
    if (told !== undefined) return told
  }
  return reference(node, scope, graph) ?? { expr: textOf(node, scope) }
}

/** The value of an expression where it is known; `undefined` where it is not. */
export function foldValue(node: Expression, scope: Scope, graph: ModuleGraph): { value: unknown } | undefined {
  return fold(node, scope, graph, 0)
}

/** The members of an enum with their values; those that only running would tell are left out. */
export function enumMembers(node: TSEnumDeclaration, scope: Scope, graph: ModuleGraph): readonly EnumMember[] {
  const known = graph.enums.get(node)
  if (known !== undefined) return known
  graph.enums.set(node, []) // while a member's value names the enum itself
  const members = readMembers(node, scope, graph)
  graph.enums.set(node, members)
  return members
}

function readMembers(node: TSEnumDeclaration, scope: Scope, graph: ModuleGraph): EnumMember[] {
  const members: EnumMember[] = []
  const known = new Map<string, string | number>()
  let next: number | undefined = 0
  for (const member of node.body.members) {
    const name = memberName(member)
    const value: unknown = member.initializer
      ? fold(substituted(member.initializer, known), scope, graph, 0)?.value
      : next
    next = typeof value === 'number' ? value + 1 : undefined
    if (name === undefined || (typeof value !== 'string' && typeof value !== 'number')) continue
    known.set(name, value)
    members.push([name, value])
  }
  return members
}

/** Inside an enum its own earlier members are names: `Both = Left | Right`. */
function substituted(node: Expression, known: ReadonlyMap<string, string | number>): Expression {
  if (node.type === 'Identifier') {
    const value = known.get(node.name)
    if (value === undefined) return node
    return { ...node, type: 'Literal', value, raw: null } as unknown as Expression
  }
  if (node.type === 'BinaryExpression') {
    return { ...node, left: substituted(node.left as Expression, known), right: substituted(node.right, known) }
  }
  return node
}

function memberName({ id }: TSEnumMember): string | undefined {
  if (id.type === 'Identifier') return id.name
  return id.type === 'Literal' ? id.value : undefined
}

/** The source of a node on one line, cut where it gets long. */
export function textOf(node: { start: number; end: number }, scope: Scope): string {
  const text = scope.syntax.text.slice(node.start, node.end).replace(/\s+/g, ' ')
  return text.length > 120 ? `${text.slice(0, 119)}…` : text
}

function fold(node: Expression, scope: Scope, graph: ModuleGraph, hops: number): Known | undefined {
  if (hops > MOST_HOPS) return undefined
  switch (node.type) {
    case 'Literal':
      if ('regex' in node) return undefined
      return { value: 'bigint' in node && typeof node.bigint === 'string' ? BigInt(node.bigint) : node.value }
    case 'TemplateLiteral':
      return foldTemplate(node, scope, graph, hops)
    case 'UnaryExpression':
      return foldUnary(node, scope, graph, hops)
    case 'BinaryExpression':
      return foldBinary(node, scope, graph, hops)
    case 'ArrayExpression': {
      const values: unknown[] = []
      for (const element of node.elements) {
        if (element === null || element.type === 'SpreadElement') return undefined
        const known = fold(element, scope, graph, hops)
        if (known === undefined) return undefined
        values.push(known.value)
      }
      return { value: values }
    }
    case 'ObjectExpression':
      return foldObject(node, scope, graph, hops)
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'TSNonNullExpression':
    case 'ParenthesizedExpression':
      return fold(node.expression, scope, graph, hops)
    case 'MemberExpression':
      return foldMember(node, scope, graph, hops)
    case 'CallExpression': // `Object.freeze([…])`
      if (memberPath(node.callee)?.join('.') === 'Object.freeze' && node.arguments.length === 1) {
        const [only] = node.arguments
        return only === undefined || only.type === 'SpreadElement' ? undefined : fold(only, scope, graph, hops)
      }
      return undefined
    case 'Identifier':
      return foldName(node.name, scope, graph, hops)
    default:
      return undefined
  }
}

function foldTemplate(
  node: Extract<Expression, { type: 'TemplateLiteral' }>,
  scope: Scope,
  graph: ModuleGraph,
  hops: number,
): Known | undefined {
  let text = ''
  for (const [index, quasi] of node.quasis.entries()) {
    text += quasi.value.cooked ?? quasi.value.raw
    const expression = node.expressions[index]
    if (expression === undefined) continue
    const known = fold(expression, scope, graph, hops)
    if (known === undefined || (typeof known.value === 'object' && known.value !== null)) return undefined
    text += String(known.value)
  }
  return { value: text }
}

function foldUnary(
  node: Extract<Expression, { type: 'UnaryExpression' }>,
  scope: Scope,
  graph: ModuleGraph,
  hops: number,
): Known | undefined {
  const { operator } = node
  if (operator === 'void') return { value: undefined }
  const known = fold(node.argument, scope, graph, hops)
  if (known === undefined) return undefined
  const { value } = known
  if (operator === '!') return { value: !value }
  if (typeof value === 'bigint') return operator === '-' ? { value: -value } : undefined
  if (typeof value !== 'number') return undefined
  if (operator === '-') return { value: -value }
  if (operator === '+') return { value }
  return operator === '~' ? { value: ~value } : undefined
}

function foldBinary(
  node: Extract<Expression, { type: 'BinaryExpression' }>,
  scope: Scope,
  graph: ModuleGraph,
  hops: number,
): Known | undefined {
  const left = fold(node.left as Expression, scope, graph, hops + 1)?.value
  const right = fold(node.right, scope, graph, hops + 1)?.value
  if (node.operator === '+' && (typeof left === 'string' || typeof right === 'string')) {
    const plain = [left, right].every((side) => typeof side === 'string' || typeof side === 'number')
    return plain ? { value: `${left}${right}` } : undefined
  }
  if (typeof left !== 'number' || typeof right !== 'number') return undefined
  const value = arithmetic(node.operator, left, right)
  return value === undefined ? undefined : { value }
}

function arithmetic(operator: string, left: number, right: number): number | undefined {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return left / right
    case '%':
      return left % right
    case '**':
      return left ** right
    case '<<':
      return left << right
    case '>>':
      return left >> right
    case '>>>':
      return left >>> right
    case '|':
      return left | right
    case '&':
      return left & right
    case '^':
      return left ^ right
    default:
      return undefined
  }
}

function foldObject(
  node: Extract<Expression, { type: 'ObjectExpression' }>,
  scope: Scope,
  graph: ModuleGraph,
  hops: number,
): Known | undefined {
  const entries: [string, unknown][] = []
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      const spread = fold(property.argument, scope, graph, hops + 1)?.value
      if (typeof spread !== 'object' || spread === null || Array.isArray(spread)) return undefined
      entries.push(...Object.entries(spread))
      continue
    }
    const name = keyName(property.key, property.computed)
    if (name === undefined || property.kind !== 'init' || property.method) return undefined
    const known = fold(property.value, scope, graph, hops)
    if (known === undefined) return undefined
    entries.push([name, known.value])
  }
  return { value: Object.fromEntries(entries) }
}

/** The text of a property's key where it is one. */
export function keyName(key: { readonly type: string }, computed: boolean): string | undefined {
  const node = key as { type: string; name?: string; value?: unknown }
  if (node.type === 'Identifier' && !computed) return node.name
  if (node.type === 'Literal' && (typeof node.value === 'string' || typeof node.value === 'number'))
    return String(node.value)
  return undefined
}

function foldMember(
  node: Extract<Expression, { type: 'MemberExpression' }>,
  scope: Scope,
  graph: ModuleGraph,
  hops: number,
): Known | undefined {
  const path = memberPath(node)
  if (path !== undefined) {
    const last = path.at(-1) ?? ''
    const found = graph.lookupPath(path.slice(0, -1), scope)
    if (found === undefined) {
      const value = constants.get(path.join('.'))
      if (value !== undefined) return { value }
    }
    const declared = found?.kind === 'declared' ? found.declared.find(({ kind }) => kind === 'enum') : undefined
    if (declared?.kind === 'enum') {
      const member = enumMembers(declared.node, declared.scope, graph).find(([name]) => name === last)
      return member && { value: member[1], member: last }
    }
    const whole = graph.lookupPath(path, scope)
    if (whole?.kind === 'declared') return foldDeclared(whole.declared, graph, hops + 1)
  }
  const key = node.computed ? fold(node.property as Expression, scope, graph, hops + 1)?.value : undefined
  const name = node.computed ? key : (node.property as { name?: string }).name
  const object = fold(node.object, scope, graph, hops + 1)?.value
  if (typeof object !== 'object' || object === null || (typeof name !== 'string' && typeof name !== 'number')) return
  return Object.hasOwn(object, name) ? { value: (object as Record<string, unknown>)[name] } : undefined
}

/** `a.b.c` as its names; nothing for what is computed. */
export function memberPath(node: { readonly type: string }): string[] | undefined {
  const member = node as {
    type: string
    name: string
    computed: boolean
    object: { type: string }
    property: { type: string; name: string }
  }
  if (member.type === 'Identifier') return [member.name]
  if (member.type !== 'MemberExpression' || member.computed || member.property.type !== 'Identifier') return undefined
  const object = memberPath(member.object)
  return object && [...object, member.property.name]
}

function foldName(name: string, scope: Scope, graph: ModuleGraph, hops: number): Known | undefined {
  const found = graph.lookup(name, scope)
  if (found === undefined) {
    if (name === 'undefined') return { value: undefined }
    const value = constants.get(name)
    return value === undefined ? undefined : { value }
  }
  return found.kind === 'declared' ? foldDeclared(found.declared, graph, hops + 1) : undefined
}

function foldDeclared(declared: readonly Declared[], graph: ModuleGraph, hops: number): Known | undefined {
  const [first] = declared
  if (first?.kind !== 'variable' || !first.constant || first.init === null) return undefined
  return fold(first.init, first.scope, graph, hops)
}

function asDefault({ value, member }: Known): DefaultValue | undefined {
  if (typeof value === 'bigint') return { bigint: String(value) }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return { float: Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf' }
  }
  if (!isJson(value)) return undefined
  return member === undefined ? { value } : { value, enumMember: member }
}

function isJson(value: unknown): value is Json {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return ['string', 'boolean', 'object'].includes(typeof value)
  return Object.values(value).every(isJson)
}

/** A default that is a class or a function by name. */
function reference(node: Expression, scope: Scope, graph: ModuleGraph): DefaultValue | undefined {
  const path = memberPath(node)
  const found = path && graph.lookupPath(path, scope)
  if (found?.kind !== 'declared') return undefined
  const callable = found.declared.find(
    (each) =>
      each.kind === 'class' ||
      each.kind === 'function' ||
      (each.kind === 'variable' &&
        (each.init?.type === 'ArrowFunctionExpression' || each.init?.type === 'ClassExpression')),
  )
  return callable && { ref: found.name, file: callable.scope.syntax.file }
}
