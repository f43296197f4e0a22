import { quoteText } from './quoting.ts'

/** Closers in the order in which an unfinished text wants them, at most this many. */
const CLOSERS = [']', '}', ')', ']}', '}]', '])', '})', '))', "'", '"', "']", '"]', "')", '")']

export interface Advice {
  readonly hint?: string | undefined
  readonly correction?: string | undefined
}

/**
 * What the user most likely meant by a text that does not parse, tried in order of likelihood: only a text that
 * parses is ever suggested.
 *
 * @param at - Where parsing failed.
 */
export function suggestCorrection(text: string, at: number, parses: (text: string) => boolean): Advice {
  if (text.length > 2000) return {}
  const equal = text.indexOf('=')
  if (equal === -1) return withoutEqual(text, parses)
  const key = text.slice(0, equal)
  const value = text.slice(equal + 1)
  const trimmed = `${key.trim()}=${value.trim()}`
  if (trimmed !== text && parses(trimmed)) return { hint: 'leave out the spaces around it', correction: trimmed }
  if (at < equal) return badKey(key, value, parses)
  const opened = /^\s*(["'])/.exec(value)
  if (opened !== null && at === equal + opened[0].length) {
    const closed = `${key}=${quote(value.slice(opened[0].length).trim())}`
    if (parses(closed)) return { correction: closed }
  }
  for (const closer of CLOSERS) if (parses(text + closer)) return { correction: text + closer }
  const tidy = text.replace(/,\s*([\])}]|$)/g, '$1')
  if (tidy !== text && parses(tidy)) return { hint: 'leave out the last comma', correction: tidy }
  // {"a": 1}, as JSON and Python write it; only keys of which nothing is lost
  const unquoted = text.replace(/([{,]\s*)(["'])([A-Za-z_][\w.-]*)\2(\s*:)/g, '$1$3$4')
  if (unquoted !== text && parses(unquoted))
    return { hint: 'the keys of a mapping have no quotes', correction: unquoted }
  const bare = value.trim()
  const quoted = `${key}=${quote(bare)}`
  return bare !== '' && parses(quoted) ? { hint: 'put a text with such characters in quotes', correction: quoted } : {}
}

/** In double quotes where possible: they survive within the single quotes of a shell. */
function quote(text: string): string {
  return quoteText(text, text.includes('"') ? "'" : '"')
}

function withoutEqual(text: string, parses: (text: string) => boolean): Advice {
  const dash = /^--?([\w./@-]+)$/.exec(text)
  if (dash) return { hint: 'overrides are written without dashes, as `key=value`' }
  for (const separator of [':', ' ']) {
    const place = text.indexOf(separator)
    if (place <= 0) continue
    const correction = `${text.slice(0, place).trim()}=${text.slice(place + 1).trim()}`
    if (parses(correction)) return { correction }
  }
  if (!parses(`${text}=value`)) return {}
  if (text.startsWith('+')) return { hint: `to add it write \`${text}=…\`` }
  return { hint: `to set it write \`${text}=…\`, to delete it \`~${text}\`` }
}

function badKey(key: string, value: string, parses: (text: string) => boolean): Advice {
  const candidates: [text: string, hint?: string][] = [
    [key.replace(/^-+/, ''), 'overrides are written without dashes'],
    [
      key
        .trim()
        .replace(/\s*([./@])\s*/g, '$1')
        .replace(/\s+/g, '.'),
      'a key has no spaces',
    ],
    [key.replace(/\[(\w+)\]/g, '.$1'), 'an item of a list is reached with a dot'],
    [key.replace(/:$/, '')],
    [key.replace(/^\//, ''), 'a group is named without a slash in front'],
    [key.replace(/^\+\++/, '++')],
    [key.replace(/@([^:]*):.*$/, '@$1'), 'a package cannot be renamed in an override: delete the one, add the other'],
  ]
  for (const [better, hint] of candidates) {
    const correction = `${better}=${value}`
    if (better !== key && parses(correction)) return { hint, correction }
  }
  return /^[+~]*[^\w$]/.test(key) || /^\d/.test(key) ? { hint: 'a key begins with a letter, `_` or `$`' } : {}
}
