// Reads the transcripts in a Markdown file and holds them against what the commands really print.
//
// A transcript is a fenced `console` block: `$ ` starts a command (a line that ends in `\` goes on), what follows is
// its output. `<date>`, `<time>`, `<path>` and `<n>` match anything of their kind, `…` alone on a line any lines.
// A command that ends in `# exit 1` must end with that code, any other with 0.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

export interface Command {
  readonly line: number
  readonly text: string
  readonly expected: string
}

export interface Outcome {
  readonly output: string
  readonly status: number | null
}

const bin = resolve(import.meta.dirname, '../node_modules/.bin')

/** The commands of all `console` blocks, in order. */
export function commandsOf(markdown: string): Command[] {
  const commands: Command[] = []
  const lines = markdown.split('\n')
  let inside = false
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line.startsWith('```')) inside = !inside && line.trim() === '```console'
    else if (inside && line.startsWith('$ ')) {
      const start = at
      let text = line.slice(2)
      while (text.endsWith('\\')) text += `\n${lines[++at] ?? ''}`
      const output: string[] = []
      while (!/^(\$ |```)/.test(lines[at + 1] ?? '```')) output.push(lines[++at] ?? '')
      commands.push({ line: start + 1, text, expected: output.join('\n') })
    }
  }
  return commands
}

/** Runs one command with bash in `cwd`; `npx tool` is the tool of this repository. */
export function run(command: string, cwd: string, env: Readonly<Record<string, string>> = {}): Outcome {
  const script = `npx() { "$@"; }\n${command}`
  const result = spawnSync('bash', ['-c', script], {
    cwd,
    encoding: 'utf8',
    timeout: 60_000,
    env: {
      PATH: `${bin}:${process.env.PATH}`,
      HOME: process.env.HOME,
      USER: 'me',
      LANG: 'C.UTF-8',
      COLUMNS: '100',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: false,
  })
  const output = `${result.stdout}${result.stderr}`.replace(/\s+$/, '')
  return { output, status: result.status }
}

/** The exit code that a command promises in its comment. */
export function promisedStatus(command: string): number {
  return Number(/#.*\bexit (\d+)\s*$/.exec(command)?.[1] ?? 0)
}

/** Whether `output` is what the transcript shows. */
export function matches(expected: string, output: string): boolean {
  const pattern = expected
    .trim()
    .split('\n')
    .map((line) => (line.trim() === '…' ? '[\\s\\S]*?' : patternOf(line.trimEnd())))
    .join('\n')
  return new RegExp(`^${pattern}$`).test(plain(output))
}

/** The output as it is written into a transcript: what changes from run to run becomes a placeholder. */
export function generalised(output: string, cwd: string): string {
  return plain(output)
    .replaceAll(resolve(cwd), '<path>')
    .replaceAll(resolve(import.meta.dirname, '..'), '<path>')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}/g, '<date>')
    .replace(/\d{4}-\d\d-\d\d\/\d\d-\d\d-\d\d/g, '<date>/<time>')
    .replace(/\b\d+(\.\d+)? ?(seconds|s|ms)\b/g, '<n> $2')
    .replace(/\b(FAILED|COMPLETED)( +)\d+\.\d\d\b/g, '$1$2<n>')
}

/** Rewrites the transcripts of a file with what the commands print now. */
export function rewrite(file: string, cwd: string): void {
  let markdown = readFileSync(file, 'utf8')
  for (const { text, expected } of commandsOf(markdown)) {
    const shown = generalised(run(text, cwd).output, cwd)
    const before = `$ ${text}\n${expected}${expected === '' ? '' : '\n'}`
    markdown = markdown.replace(before, () => `$ ${text}\n${shown}${shown === '' ? '' : '\n'}`)
  }
  writeFileSync(file, markdown)
}

/** The directory a file's transcripts run in: its own, or the one named by `<!-- run in: examples/… -->`. */
export function directoryOf(file: string, markdown: string): string {
  const named = /<!-- run in: (\S+) -->/.exec(markdown)?.[1]
  return named ? resolve(import.meta.dirname, '..', named) : join(file, '..')
}

function patternOf(line: string): string {
  return line
    .replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    .replace(/<(date|time|path|n)>/g, (_, kind: string) => placeholders[kind] ?? '.*?')
}

const placeholders: Readonly<Record<string, string>> = {
  date: '\\d{4}-\\d\\d-\\d\\d(?: \\d\\d:\\d\\d:\\d\\d,\\d{3})?',
  time: '\\d\\d-\\d\\d-\\d\\d',
  path: '[^\\s:]*?',
  n: '\\d+(?:\\.\\d+)?',
}

function plain(output: string): string {
  return stripVTControlCharacters(output)
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim()
}
