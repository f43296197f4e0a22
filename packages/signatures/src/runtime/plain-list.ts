import type { DefaultValue, Param, TypeModel } from '../model.ts'

const any: TypeModel = { k: 'any' }

const LITERAL = String.raw`-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?|"[^"\\\n]*"|'[^'\\\n]*'|true|false|null|!0|!1|\[\]|\{\}`

/** `class A extends B.C {`, fields with literals at most, `constructor(`. */
const CLASS = new RegExp(
  String.raw`^class(?:\s+[\w$]+)?(?:\s+extends\s+[\w$.]+)?\s*\{\s*(?:[\w$]+\s*(?:=\s*(?:${LITERAL})\s*)?;\s*)*constructor\s*\(\s*`,
)

/** `function name(`, `async function name(`, `async (`, `(`. A method's bare name is left to the scanner. */
const FUNCTION = /^(?:async\s+)?(?:function\b\s*\*?\s*[\w$]*\s*|(?=\())\(\s*/

/** A name, a literal default at most, and what ends it. */
const PARAM = new RegExp(String.raw`([A-Za-z_$][\w$]*)\s*(?:=\s*(${LITERAL})\s*)?([,)])\s*`, 'y')

/**
 * The parameters of a class or function whose list is all names and plain literals, as most are; nothing for any
 * other, which the scanner reads. Costs a microsecond, the first time too: regular expressions need no warming up.
 */
export function plainParams(text: string): Param[] | undefined {
  const head = text.charCodeAt(0) === 99 ? CLASS.exec(text) : FUNCTION.exec(text)
  if (head === null) return undefined
  const params: Param[] = []
  let at = head[0].length
  if (text.charCodeAt(at) === 41) return text.endsWith('[native code] }') ? undefined : params
  for (;;) {
    PARAM.lastIndex = at
    const found = PARAM.exec(text)
    if (found === null) return undefined
    const name = found[1] as string
    const literal = found[2]
    if (literal === undefined) params.push({ name, kind: 'positional', type: any })
    else params.push({ name, kind: 'positional', type: any, optional: true, default: plainDefault(literal) })
    if (found[3] === ')') return params
    at = PARAM.lastIndex
    if (text.charCodeAt(at) === 41) return params // a comma at the end
  }
}

const yes: DefaultValue = { value: true }
const no: DefaultValue = { value: false }
const nothing: DefaultValue = { value: null }

function plainDefault(literal: string): DefaultValue {
  switch (literal.charCodeAt(0)) {
    case 34:
    case 39:
      return { value: literal.slice(1, -1) }
    case 91:
      return { value: [] }
    case 123:
      return { value: {} }
    case 116:
      return yes
    case 102:
      return no
    case 110:
      return nothing
    case 33:
      return literal === '!0' ? yes : no
    default:
      return { value: Number(literal) }
  }
}
