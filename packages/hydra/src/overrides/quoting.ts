/**
 * The text between quotes as it is meant: half of the backslashes before a quote or at the end, and all others.
 *
 * @param inner - Without the quotes; an even number of backslashes at its end, an odd one before each quote.
 */
export function unescapeQuoted(inner: string, quote: string): string {
  let text = ''
  let slashes = 0
  for (let at = 0; at < inner.length; at++) {
    const character = inner[at] as string
    if (character === quote) text = text.slice(0, text.length - ((slashes + 1) >> 1))
    slashes = character === '\\' ? slashes + 1 : 0
    text += character
  }
  return slashes === 0 ? text : text.slice(0, text.length - (slashes >> 1))
}

/** `text` in quotes, so that `unescapeQuoted` gives it back. */
export function quoteText(text: string, quote: string): string {
  if (!text.includes(quote) && !text.endsWith('\\')) return quote + text + quote
  let inner = ''
  let slashes = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string
    if (character === quote) inner += '\\'.repeat(slashes + 1)
    slashes = character === '\\' ? slashes + 1 : 0
    inner += character
  }
  return quote + inner + '\\'.repeat(slashes) + quote
}
