import { type FlagSpec, flagSpecs } from './flags.ts'

const WIDTH = 80

/** `usage: app.js [--help] [--cfg {job,hydra,all}] … [overrides …]`, wrapped. */
export function usage(program: string): string {
  const first = `usage: ${program}`
  const indent = ' '.repeat(Math.min(first.length, 20))
  const lines: string[] = []
  let line = first
  for (const piece of [...flagSpecs.map((spec) => `[${spec.names[0]}${valuePart(spec)}]`), '[overrides ...]']) {
    if (line.length + 1 + piece.length > WIDTH) {
      lines.push(line)
      line = indent
    }
    line += ` ${piece}`
  }
  return `${[...lines, line].join('\n')}\n`
}

/** ` DIR`, ` {job,hydra,all}`, `[={text,json}]`: what follows a flag in the usage. */
export function valuePart({ takes, choices, placeholder = 'VALUE' }: FlagSpec): string {
  const value = choices === undefined ? placeholder : `{${choices.join(',')}}`
  return takes === 'nothing' ? '' : takes === 'value' ? ` ${value}` : ` [${value}]`
}
