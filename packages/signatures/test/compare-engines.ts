import type { DefaultValue, Param, Property, Signature, TypeModel } from '../src/model.ts'

/** Where two engines disagree on one place of a signature. */
export interface Difference {
  readonly place: string
  /**
   * `unread`: the fast engine says that it does not know. `beyond`: only the fast engine looks there.
   * `different`: both claim something, and not the same.
   */
  readonly kind: 'unread' | 'beyond' | 'different'
  readonly fast: string
  readonly deep: string
}

/** Compares what two engines say of the same exports. Texts, names of types and order of unions do not count. */
export function differences(fast: ReadonlyMap<string, Signature>, deep: ReadonlyMap<string, Signature>): Difference[] {
  const found: Difference[] = []
  for (const name of new Set([...fast.keys(), ...deep.keys()])) {
    const a = fast.get(name)
    const b = deep.get(name)
    if (a === undefined || b === undefined) {
      found.push(difference(name, a === undefined ? 'unread' : 'beyond', a?.kind, b?.kind))
    } else compareSignature(name, a, b, found)
  }
  return found
}

function compareSignature(place: string, a: Signature, b: Signature, found: Difference[]): void {
  if (a.kind !== b.kind) found.push(difference(place, 'different', a.kind, b.kind))
  compareLists(place, a.params, b.params, found)
  compareLists(`${place}#fields`, a.fields ?? [], b.fields ?? [], found)
  // The checker joins the docs of all overloads, and fetches inherited ones; the fast engine reads what stands there.
  const docs = a.overloads === undefined && a.doc !== undefined ? (['doc'] as const) : []
  for (const key of ['overloads', 'abstract', 'hidden', ...docs] as const) {
    if (squeezed(a[key]) !== squeezed(b[key])) found.push(difference(`${place}#${key}`, 'different', a[key], b[key]))
  }
  const statics = new Map((b.statics ?? []).map((each) => [each.name, each]))
  for (const each of a.statics ?? []) {
    const other = statics.get(each.name)
    if (other) compareSignature(`${place}.${each.name}`, each, other, found)
  }
}

type Named = Param | Property

function compareLists(place: string, a: readonly Named[], b: readonly Named[], found: Difference[]): void {
  const names = (list: readonly Named[]): string => list.map((each) => each.name).join(',')
  if (names(a) !== names(b)) {
    const unread = a.length === 0
    found.push(difference(place, unread ? 'unread' : 'different', names(a), names(b)))
    return
  }
  for (const [index, each] of a.entries()) {
    const other = b[index]
    if (other) compareNamed(`${place}(${each.name})`, each, other, found, 0)
  }
}

function compareNamed(place: string, a: Named, b: Named, found: Difference[], depth: number): void {
  if (a.optional !== b.optional) found.push(difference(`${place}?`, 'different', a.optional, b.optional))
  if ('kind' in a && 'kind' in b && a.kind !== b.kind) found.push(difference(place, 'different', a.kind, b.kind))
  if (defaultText(a.default) !== defaultText(b.default)) {
    const deeper = depth > 0 && b.default === undefined // the deep engine looks into the outermost pattern only
    found.push(difference(`${place}=`, deeper ? 'beyond' : 'different', defaultText(a.default), defaultText(b.default)))
  }
  compareType(place, a.type, b.type, found, depth)
}

function compareType(place: string, a: TypeModel, b: TypeModel, found: Difference[], depth: number): void {
  if (depth > 3 || b.k === 'other' || b.k === 'any') return
  if (a.k === 'any' || a.k === 'other' || a.k === 'external') {
    found.push(difference(place, 'unread', text(a), text(b)))
    return
  }
  if (a.k === 'object' && b.k === 'object') {
    const names = (list: readonly Property[]): string =>
      list
        .map(({ name }) => name)
        .sort()
        .join(',')
    if (names(a.props) !== names(b.props)) {
      found.push(difference(place, a.open ? 'unread' : 'different', names(a.props), names(b.props)))
      return
    }
    for (const property of a.props) {
      const other = b.props.find(({ name }) => name === property.name)
      if (other) compareNamed(`${place}.${property.name}`, property, other, found, depth + 1)
    }
    return
  }
  if ((a.k === 'array' && b.k === 'array') || (a.k === 'record' && b.k === 'record')) {
    compareType(`${place}[]`, a.of, b.of, found, depth + 1)
    return
  }
  if (text(a) === text(b)) return
  found.push(difference(place, hasUnread(a, 0) || hasUnread(b, 0) ? 'unread' : 'different', text(a), text(b)))
}

/** Whether a part of the type was not looked through. */
function hasUnread(type: TypeModel, depth: number): boolean {
  if (depth > 5) return false
  switch (type.k) {
    case 'any':
    case 'other':
    case 'external':
      return true
    case 'array':
    case 'record':
      return hasUnread(type.of, depth + 1)
    case 'tuple':
      if (type.rest && hasUnread(type.rest, depth + 1)) return true
      return type.of.some((each) => hasUnread(each, depth + 1))
    case 'union':
      return type.of.some((each) => hasUnread(each, depth + 1))
    case 'object':
      return type.open === true || type.props.some((each) => hasUnread(each.type, depth + 1))
    default:
      return false
  }
}

/** A type without what only one engine can know: names of objects, texts, order of unions. */
function text(type: TypeModel): string {
  return JSON.stringify(plain(type, 0))
}

function plain(type: TypeModel, depth: number): unknown {
  if (depth > 3) return '…'
  switch (type.k) {
    case 'object': {
      const props = type.props.map(({ name, type: inner, optional }) => [
        name,
        optional ?? false,
        plain(inner, depth + 1),
      ])
      return { k: type.k, props: props.sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)) }
    }
    case 'union': {
      // `'a' | (string & {})` keeps its literals for editors; it takes any string all the same.
      const wide = new Set<string>(type.of.map(({ k }) => k))
      if (wide.has('unknown')) return { k: 'unknown' }
      const of = type.of.filter((each) => each.k !== 'literal' || !wide.has(typeof each.value))
      const [only] = of
      if (of.length === 1 && only) return plain(only, depth)
      const distinct = [...new Set(of.map((each) => JSON.stringify(plain(each, depth))))]
      return distinct.length === 1 ? JSON.parse(distinct[0] ?? '') : { k: type.k, of: distinct.sort() }
    }
    case 'array':
    case 'record':
      return { k: type.k, of: plain(type.of, depth + 1) }
    case 'tuple':
      return { ...type, of: type.of.map((each) => plain(each, depth + 1)) }
    case 'class':
      return { k: type.k, name: type.name }
    case 'other':
      return { k: type.k }
    case 'never': // an optional `never` is `undefined` to the checker
      return { k: 'undefined' }
    default:
      return type
  }
}

function defaultText(value: DefaultValue | undefined): string {
  if (value === undefined) return ''
  if ('expr' in value) return `expr ${squeezed(value.expr)}`
  if ('ref' in value) return `ref ${value.ref}`
  return JSON.stringify(value)
}

function squeezed(value: unknown): string {
  return String(value ?? '')
    .replace(/\s+/g, ' ')
    .replace(/ \}/g, '}')
    .trim()
}

function difference(place: string, kind: Difference['kind'], fast: unknown, deep: unknown): Difference {
  return { place, kind, fast: String(fast), deep: String(deep) }
}
