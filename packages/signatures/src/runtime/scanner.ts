/**
 * Finds its way through the text of JavaScript without parsing it: over strings, templates, comments, brackets.
 *
 * Gives up (`-1`) where only a parser could tell, as with a slash that may divide or begin a regular expression.
 */

const SPACE = /[\s\u200b\ufeff]/

/** The next place that is neither blank nor comment. */
export function skipBlank(text: string, from: number): number {
  let at = from
  for (;;) {
    const code = text.charCodeAt(at)
    if (code === 32 || (code >= 9 && code <= 13)) at++
    else if (code === 47 && text.charCodeAt(at + 1) === 47) {
      const end = text.indexOf('\n', at)
      if (end === -1) return text.length
      at = end + 1
    } else if (code === 47 && text.charCodeAt(at + 1) === 42) {
      const end = text.indexOf('*/', at + 2)
      if (end === -1) return text.length
      at = end + 2
    } else if (code > 127 && SPACE.test(text.charAt(at))) at++
    else return at
  }
}

/** The place after the identifier at `from`; `from` itself where there is none. */
export function skipName(text: string, from: number): number {
  let at = from
  while (at < text.length && isNamePart(text.charCodeAt(at))) at++
  return at
}

/** Letters, digits, `$`, `_`, and whatever is not ASCII. Escapes in names are left to the parser. */
export function isNamePart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 36 ||
    code === 95 ||
    code > 127
  )
}

/** The place after the quoted text at `from` (its first character is the quote). */
export function skipQuoted(text: string, from: number): number {
  const quote = text.charCodeAt(from)
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 92) at++
    else if (code === quote) return at + 1
  }
  return -1
}

/** The place after the template at `from`, its expressions included. */
export function skipTemplate(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 92) at++
    else if (code === 96) return at + 1
    else if (code === 36 && text.charCodeAt(at + 1) === 123) {
      const end = skipUntil(text, at + 2, '}')
      if (end === -1) return -1
      at = end
    }
  }
  return -1
}

const beforeRegExp = '(,=:[!&|?{;+-*%<>~^'

/** The place after the slash at `from`: after one sign where it divides, after the expression where it begins one. */
export function skipSlash(text: string, from: number, previous: number): number {
  const next = text.charCodeAt(from + 1)
  if (next === 47 || next === 42) return skipBlank(text, from)
  const before = text.charAt(previous)
  if (isNamePart(before.charCodeAt(0)) || before === ']') {
    let start = previous
    while (start > 0 && isNamePart(text.charCodeAt(start - 1))) start--
    const word = text.slice(start, previous + 1)
    if (!/^(?:return|typeof|case|in|of|instanceof|delete|void|throw|new|do|else|yield|await)$/.test(word))
      return from + 1
  } else if (before !== '' && !beforeRegExp.includes(before)) return -1
  let inClass = false
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 10) return -1
    if (code === 92) at++
    else if (code === 91) inClass = true
    else if (code === 93) inClass = false
    else if (code === 47 && !inClass) return skipName(text, at + 1)
  }
  return -1
}

/** The place of the first of `ends` outside brackets, strings and comments, from `from` on; -1 where nobody can tell. */
export function skipUntil(text: string, from: number, ends: string): number {
  let depth = 0
  let previous = from - 1
  let at = from
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === 32 || (code >= 9 && code <= 13)) {
      at++
      continue
    }
    if (depth === 0 && ends.includes(text.charAt(at))) return at
    let next = at + 1
    if (code === 34 || code === 39) next = skipQuoted(text, at)
    else if (code === 96) next = skipTemplate(text, at)
    else if (code === 47) {
      next = skipSlash(text, at, previous)
      if (next > at && (text.charCodeAt(at + 1) === 47 || text.charCodeAt(at + 1) === 42)) {
        at = next
        continue
      }
    } else if (code === 40 || code === 91 || code === 123) depth++
    else if (code === 41 || code === 93 || code === 125) {
      if (depth === 0) return -1
      depth--
    }
    if (next === -1) return -1
    previous = next - 1
    at = next
  }
  return -1
}
