import type { DefaultValue, Param, Property, TypeModel } from '../model.ts'
import { defaultFromText } from './literal.ts'
import { isNamePart, skipBlank, skipName, skipQuoted, skipSlash, skipTemplate, skipUntil } from './scanner.ts'

const any: TypeModel = { k: 'any' }

/** What the text of a callable tells at a glance. */
export type Glance =
  | { readonly kind: 'params'; readonly params: readonly Param[] }
  /** A class without a constructor of its own. */
  | { readonly kind: 'inherited' }
  /** Native code: there is nothing to read. */
  | { readonly kind: 'native' }
  /** Only a parser can tell. */
  | { readonly kind: 'unclear' }

const unclear: Glance = { kind: 'unclear' }

/** Reads the parameters from the text of a class or function, without a parser; microseconds. */
export function glanceAt(text: string): Glance {
  const at = skipBlank(text, 0)
  if (text.startsWith('class', at) && !isNamePart(text.charCodeAt(at + 5))) return glanceAtClass(text, at + 5)
  if (text.endsWith('[native code] }') || /\{\s*\[native code\]\s*\}$/.test(text)) return { kind: 'native' }
  return glanceAtFunction(text, at)
}

function glanceAtClass(text: string, from: number): Glance {
  const body = skipUntil(text, from, '{')
  if (body === -1) return unclear
  if (text.indexOf('constructor', body) === -1) {
    return text.includes('\\u', body) ? unclear : { kind: 'inherited' }
  }
  return findConstructor(text, body)
}

/** Walks the members of a class body up to its constructor. */
function findConstructor(text: string, body: number): Glance {
  let depth = 0
  let previous = body
  let at = body + 1
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === 32 || (code >= 9 && code <= 13)) {
      at++
    } else if (code === 34 || code === 39 || code === 96) {
      const end = code === 96 ? skipTemplate(text, at) : skipQuoted(text, at)
      if (end === -1 || (depth === 0 && text.slice(at + 1, end - 1) === 'constructor')) return unclear
      previous = end - 1
      at = end
    } else if (code === 47) {
      const isComment = text.charCodeAt(at + 1) === 47 || text.charCodeAt(at + 1) === 42
      const end = skipSlash(text, at, previous)
      if (end === -1) return unclear
      if (!isComment) previous = end - 1
      at = end
    } else if (isNamePart(code)) {
      const end = skipName(text, at)
      if (depth === 0 && end - at === 11 && text.startsWith('constructor', at)) {
        const open = skipBlank(text, end)
        const before = text.charAt(previous)
        if (text.charAt(open) === '(') {
          if (before === '{' || before === '}' || before === ';') return paramsAt(text, open + 1)
          if (!precededByStatic(text, previous)) return unclear
        }
      }
      previous = end - 1
      at = end
    } else {
      if (code === 40 || code === 91 || code === 123) depth++
      else if (code === 41 || code === 93 || code === 125) {
        if (depth === 0) return { kind: 'inherited' } // the end of the class
        depth--
      } else if (code === 92) return unclear
      previous = at
      at++
    }
  }
  return unclear
}

function precededByStatic(text: string, end: number): boolean {
  return text.endsWith('static', end + 1) && !isNamePart(text.charCodeAt(end - 6))
}

/** `function name(…)`, `async name(…)`, `*[Symbol.iterator](…)`, `(a) => …`, `a => …`. */
function glanceAtFunction(text: string, from: number): Glance {
  let at = from
  let words = 0
  for (;;) {
    const char = text.charAt(at)
    if (char === '(') return paramsAt(text, at + 1)
    if (char === '*' || char === '#') at++
    else if (char === '[') {
      const end = skipUntil(text, at + 1, ']')
      if (end === -1) return unclear
      at = end + 1
    } else if (char === '"' || char === "'") {
      at = skipQuoted(text, at)
      if (at === -1) return unclear
    } else {
      const end = skipName(text, at)
      if (end === at || ++words > 4) return unclear
      const next = skipBlank(text, end)
      if (text.startsWith('=>', next)) return { kind: 'params', params: [positional(text.slice(at, end))] }
      at = end
    }
    at = skipBlank(text, at)
  }
}

function positional(name: string): Param {
  return { name, kind: 'positional', type: any }
}

/** The parameters from after the opening bracket on. */
function paramsAt(text: string, from: number): Glance {
  const params: Param[] = []
  let at = skipBlank(text, from)
  while (text.charCodeAt(at) !== 41) {
    const rest = text.startsWith('...', at)
    if (rest) at = skipBlank(text, at + 3)
    const code = text.charCodeAt(at)
    let name = '{}'
    let type: TypeModel = any
    let end: number
    if (code === 123) {
      const bound = bindingsAt(text, at + 1)
      if (bound === undefined) return unclear
      type = bound.type
      end = bound.end
    } else if (code === 91) {
      name = '[]'
      const close = skipUntil(text, at + 1, ']')
      if (close === -1) return unclear
      end = close + 1
    } else {
      end = skipName(text, at)
      if (end === at || text.charCodeAt(end) === 92) return unclear
      name = text.slice(at, end)
    }
    const init = initialiserAt(text, end, ',)')
    if (init === undefined) return unclear
    if (rest) params.push({ name, kind: 'rest', type: { k: 'array', of: any }, optional: true })
    else params.push(withDefault(name, code === 123 ? 'options' : 'positional', type, init))
    at = init.end
    if (text.charCodeAt(at) === 44) at = skipBlank(text, at + 1)
    else if (text.charCodeAt(at) !== 41) return unclear
  }
  return { kind: 'params', params }
}

function withDefault(name: string, kind: 'options' | 'positional', type: TypeModel, init: Initialiser): Param {
  if (!init.present) return { name, kind, type }
  return init.value === undefined
    ? { name, kind, type, optional: true }
    : { name, kind, type, optional: true, default: init.value }
}

interface Initialiser {
  readonly present: boolean
  readonly value: DefaultValue | undefined
  readonly end: number
}

/** What stands after a name: `= value`, or nothing, up to one of `ends`. */
function initialiserAt(text: string, from: number, ends: string): Initialiser | undefined {
  const at = skipBlank(text, from)
  if (text.charCodeAt(at) !== 61) return { present: false, value: undefined, end: at }
  const start = at + 1
  const end = skipUntil(text, start, ends)
  if (end === -1) return undefined
  const written = text.slice(start, end)
  const value = defaultFromText(written)
  // Where a comment hangs on to an expression, a parser says where that ends.
  if (value !== undefined && 'expr' in value && /\/[/*]/.test(written)) return undefined
  return { present: true, value, end }
}

/** The inside of `{ a = 1, b: c, ...rest }`, and the place after it. */
function bindingsAt(text: string, from: number): { type: TypeModel; end: number } | undefined {
  const props: Property[] = []
  let open = false
  let at = skipBlank(text, from)
  while (text.charCodeAt(at) !== 125) {
    if (text.startsWith('...', at)) {
      open = true
      at = skipUntil(text, at + 3, ',}')
      if (at === -1) return undefined
    } else {
      const quoted = text.charCodeAt(at) === 34 || text.charCodeAt(at) === 39
      const end = quoted ? skipQuoted(text, at) : skipName(text, at)
      if (end <= at || text.charCodeAt(end) === 92) return undefined
      const name = quoted ? text.slice(at + 1, end - 1) : text.slice(at, end)
      if (quoted && name.includes('\\')) return undefined
      let after = skipBlank(text, end)
      if (text.charCodeAt(after) === 58) {
        after = skipUntil(text, after + 1, ',}=')
        if (after === -1) return undefined
      }
      const init = initialiserAt(text, after, ',}')
      if (init === undefined) return undefined
      if (!init.present) props.push({ name, type: any })
      else if (init.value === undefined) props.push({ name, type: any, optional: true })
      else props.push({ name, type: any, optional: true, default: init.value })
      at = init.end
    }
    if (text.charCodeAt(at) === 44) at = skipBlank(text, at + 1)
    else if (text.charCodeAt(at) !== 125) return undefined
  }
  return { type: open ? { k: 'object', props, open } : { k: 'object', props }, end: at + 1 }
}
