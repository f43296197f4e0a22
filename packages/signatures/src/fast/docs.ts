import type { Syntax } from './syntax.ts'

/** What a doc comment says. */
export interface Doc {
  readonly text?: string
  /** By name: `@param options.lr - …` is under `options.lr`. */
  readonly params: ReadonlyMap<string, string>
  readonly default?: string
}

const none: Doc = { params: new Map() }

/** The doc comment that ends right before `start`. */
export function docAt(syntax: Syntax, start: number): Doc {
  let low = 0
  let high = syntax.comments.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((syntax.comments[middle]?.end ?? 0) <= start) low = middle + 1
    else high = middle
  }
  let from = start
  for (let index = low - 1; index >= 0; index--) {
    const comment = syntax.comments[index]
    if (comment === undefined || syntax.text.slice(comment.end, from).trim() !== '') return none
    if (comment.type === 'Block' && comment.value.startsWith('*')) return readDoc(comment.value.slice(1))
    from = comment.start
  }
  return none
}

/** A doc comment's text (without its slashes) taken apart. */
export function readDoc(comment: string): Doc {
  const lines = comment.split(/\r?\n/).map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
  const sections: string[][] = [[]]
  let fenced = false
  for (const line of lines) {
    if (line.trimStart().startsWith('```')) fenced = !fenced
    if (!fenced && /^\s*@[a-zA-Z]/.test(line)) sections.push([line.trimStart()])
    else sections.at(-1)?.push(line)
  }
  const [description = [], ...tags] = sections.map((section) => section.join('\n').trim())
  const params = new Map<string, string>()
  let docDefault: string | undefined
  for (const tag of tags) {
    const param =
      /^@(?:param|arg|argument|property|prop)\s+(?:\{[^}]*\}\s*)?\[?([\w$.]+)(?:=[^\]]*)?\]?\s*(?:-\s*)?([\s\S]*)$/.exec(
        tag,
      )
    if (param?.[1] !== undefined) params.set(param[1], (param[2] ?? '').trim())
    const given = /^@default(?:Value)?\s+([\s\S]+)$/.exec(tag)
    if (given?.[1] !== undefined) docDefault = given[1].trim().replace(/^`(.*)`$/s, '$1')
  }
  const text = typeof description === 'string' ? description : ''
  return { ...(text === '' ? {} : { text }), params, ...(docDefault === undefined ? {} : { default: docDefault }) }
}
