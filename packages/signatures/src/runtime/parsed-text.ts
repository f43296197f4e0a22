import { createRequire } from 'node:module'
import type { Function as AcornFunction, Class, Expression, Node, Pattern, PropertyDefinition } from 'acorn'
import type { Param, Property, TypeModel } from '../model.ts'
import { defaultFromText } from './literal.ts'

/** What a parser reads from the text of a class or function. */
export interface ParsedText {
  readonly isClass: boolean
  /** Absent for a class without a constructor of its own. */
  readonly params?: readonly Param[]
  /** Public instance fields of a class, its own only. */
  readonly fields: readonly Property[]
}

const any: TypeModel = { k: 'any' }

/** Parses the text of a callable with acorn (loaded by the first call, 15–50 ms); nothing where it is no JavaScript. */
export function parseText(text: string): ParsedText | undefined {
  const node = parsed(text)
  if (node === undefined) return undefined
  if ('params' in node) return { isClass: false, params: node.params.map((param) => paramOf(param, text)), fields: [] }
  const { body } = node.body
  const made = body.find((member) => member.type === 'MethodDefinition' && member.kind === 'constructor')
  const fields = body
    .filter((member): member is PropertyDefinition => member.type === 'PropertyDefinition' && !member.static)
    .flatMap((member) => fieldOf(member, text))
  if (made?.type !== 'MethodDefinition') return { isClass: true, fields }
  return { isClass: true, params: made.value.params.map((param) => paramOf(param, text)), fields }
}

type Parsed = Class | AcornFunction

/** A method's text is no expression by itself: it is tried inside an object, then inside a class. */
function parsed(text: string): Parsed | undefined {
  const { parseExpressionAt } = createRequire(import.meta.url ?? __filename)('acorn') as typeof import('acorn')
  for (const [before, after] of [
    ['(', ')'],
    ['({', '})'],
    ['(class extends Object {', '})'],
  ] as const) {
    try {
      const node = parseExpressionAt(before + text + after, 0, { ecmaVersion: 'latest', allowSuperOutsideMethod: true })
      const found = callableIn(node)
      if (found !== undefined) return shifted(found, before.length)
    } catch {
      // not this form
    }
  }
  return undefined
}

function callableIn(node: Expression): Parsed | undefined {
  switch (node.type) {
    case 'ClassExpression':
      if (node.start > 1) return undefined
      return node
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return node as AcornFunction
    case 'ObjectExpression': {
      const [only] = node.properties
      return only?.type === 'Property' ? callableIn(only.value) : undefined
    }
    default:
      return undefined
  }
}

/** Moves every offset back by what was put in front. */
function shifted<T extends Node>(node: T, by: number): T {
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) {
      for (const item of value) visit(item)
      return
    }
    const record = value as Record<string, unknown>
    if (typeof record['start'] === 'number') record['start'] -= by
    if (typeof record['end'] === 'number') record['end'] -= by
    for (const key in record) if (key !== 'start' && key !== 'end') visit(record[key])
  }
  visit(node)
  return node
}

function paramOf(pattern: Pattern, text: string): Param {
  if (pattern.type === 'RestElement') {
    return { name: nameOf(pattern.argument), kind: 'rest', type: { k: 'array', of: any }, optional: true }
  }
  const target = pattern.type === 'AssignmentPattern' ? pattern.left : pattern
  const name = nameOf(target)
  const type = target.type === 'ObjectPattern' ? boundType(target, text) : any
  const kind = target.type === 'ObjectPattern' ? 'options' : 'positional'
  if (pattern.type !== 'AssignmentPattern') return { name, kind, type }
  const byDefault = defaultFromText(text.slice(pattern.right.start, pattern.right.end))
  return byDefault === undefined
    ? { name, kind, type, optional: true }
    : { name, kind, type, optional: true, default: byDefault }
}

function nameOf(pattern: Pattern): string {
  if (pattern.type === 'Identifier') return pattern.name
  return pattern.type === 'ObjectPattern' ? '{}' : '[]'
}

function boundType(pattern: Extract<Pattern, { type: 'ObjectPattern' }>, text: string): TypeModel {
  const props: Property[] = []
  let open = false
  for (const property of pattern.properties) {
    if (property.type === 'RestElement') open = true
    else {
      const name = keyOf(property.key, property.computed)
      if (name === undefined) continue
      const { value } = property
      if (value.type !== 'AssignmentPattern') props.push({ name, type: any })
      else props.push(withInitialiser(name, text.slice(value.right.start, value.right.end)))
    }
  }
  return { k: 'object', props, ...(open ? { open: true } : {}) }
}

function fieldOf({ key, computed, value }: PropertyDefinition, text: string): Property[] {
  const name = key.type === 'PrivateIdentifier' ? undefined : keyOf(key, computed)
  if (name === undefined) return []
  return [value ? withInitialiser(name, text.slice(value.start, value.end)) : { name, type: any }]
}

function withInitialiser(name: string, text: string): Property {
  const byDefault = defaultFromText(text)
  return byDefault === undefined
    ? { name, type: any, optional: true }
    : { name, type: any, optional: true, default: byDefault }
}

function keyOf(key: Expression | { type: 'PrivateIdentifier' }, computed: boolean): string | undefined {
  if (key.type === 'Identifier' && !computed) return key.name
  return key.type === 'Literal' && (typeof key.value === 'string' || typeof key.value === 'number')
    ? String(key.value)
    : undefined
}
