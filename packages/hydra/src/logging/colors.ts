const base = ['black', 'red', 'green', 'yellow', 'blue', 'purple', 'cyan', 'white']
const styles: Readonly<Record<string, string>> = { reset: '0', bold: '01', thin: '02', italic: '03', underline: '04' }

/** What `hydra_colorlog` paints with unless its config says otherwise. */
export const defaultLogColors: ReadonlyMap<string, string> = new Map([
  ['DEBUG', 'white'],
  ['INFO', 'green'],
  ['WARNING', 'yellow'],
  ['ERROR', 'red'],
  ['CRITICAL', 'bold_red'],
])

/**
 * The terminal codes of colours in the words of Python's `colorlog`: `cyan`, `bold_red`, `bg_white`, `light_blue`,
 * several with commas. `undefined` for a word that is none.
 */
export function colorCode(words: string): string | undefined {
  let out = ''
  for (const word of words.split(',')) {
    const code = codeOf(word.trim())
    if (code === undefined) return undefined
    out += `\u001b[${code}m`
  }
  return out
}

function codeOf(word: string): string | undefined {
  if (word === '') return '0'
  const own = styles[word]
  if (own !== undefined) return own
  const style = /^(bold|thin|italic|underline)_(.+)$/.exec(word)
  if (style) {
    const rest = codeOf(style[2] as string)
    return rest === undefined ? undefined : `${styles[style[1] as string]};${rest}`
  }
  const ground = /^(?:(fg|bg)_)?(light_)?([a-z]+)$/.exec(word)
  const index = base.indexOf(ground?.[3] ?? '')
  if (!ground || index === -1) return undefined
  const first = (ground[1] === 'bg' ? 40 : 30) + (ground[2] ? 60 : 0)
  return String(first + index)
}
