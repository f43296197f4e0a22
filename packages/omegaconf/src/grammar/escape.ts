import { CHAR_ESCAPABLE, charFlags } from './lexical.ts'

/** `text` as it has to be written without quotes: each character with a meaning of its own after a backslash. */
export function escapePlain(text: string): string {
  let escaped = ''
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code >= 128 || ((charFlags[code] as number) & CHAR_ESCAPABLE) === 0) continue
    escaped += `${text.slice(from, at)}\\`
    from = at
  }
  return from === 0 && escaped === '' ? text : escaped + text.slice(from)
}
