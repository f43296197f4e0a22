/** Characters that no usual shell gives a meaning to, in any place of a word. */
const SAFE = /^[\w%+,./:=@^-]+$/

/** `text` as one word of a POSIX shell's command line. */
export function shellQuote(text: string): string {
  if (SAFE.test(text)) return text
  return `'${text.replaceAll("'", `'\\''`)}'`
}
