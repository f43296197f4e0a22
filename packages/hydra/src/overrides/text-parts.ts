/** What stands before the first `=` of an override's text: `+db@backup`. All of it where there is none. */
export function keyPart(text: string): string {
  const equal = text.indexOf('=')
  return equal === -1 ? text : text.slice(0, equal)
}

/** What stands behind the first `=`. */
export function valuePart(text: string): string {
  return text.slice(text.indexOf('=') + 1)
}

/** The key of an override's text, without the signs that say how it is set. */
export function bareKey(text: string): string {
  return keyPart(text).replace(/^[+~]+/, '')
}
