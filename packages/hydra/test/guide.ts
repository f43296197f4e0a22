import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as omegaconf from '@hydra-zen/omegaconf'
import * as nodes from '@hydra-zen/omegaconf/nodes'
import { transformSync } from 'esbuild'
import { runCommandLine } from '../src/cli/main.ts'
import * as hydra from '../src/index.ts'
import { type ConfigTree, configTree } from '../src/testing/config-tree.ts'

/** One thing that a guide shows, with what it promises. */
export interface Shown {
  readonly line: number
  readonly run: (tree: ConfigTree) => Promise<string>
  readonly promised: string
  /** Where the promise stands in the text. */
  readonly start: number
  readonly end: number
}

/** A part of a guide with files of its own. */
export interface GuidePart {
  readonly title: string
  readonly files: Readonly<Record<string, string>>
  readonly shown: readonly Shown[]
}

/**
 * What a guide shows, part by part (a part begins with a heading of the second level and has files of its own):
 *
 * - a block of kind `yaml conf/config.yaml` is that file;
 * - in a `console` block, `$ node app.js …` runs an app on these files; what follows is what it prints;
 * - a `ts` block is run; what follows `// ` behind `console.log(…)` is what it prints.
 */
export function readGuide(text: string): GuidePart[] {
  const parts: { title: string; files: Record<string, string>; shown: Shown[] }[] = []
  const blocks = /^## (.+)$|^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm
  for (const match of text.matchAll(blocks)) {
    const [, title, kind, path, body = ''] = match
    if (title !== undefined || parts.length === 0) parts.push({ title: title ?? '', files: {}, shown: [] })
    const part = parts.at(-1)
    if (title !== undefined || !part) continue
    const from = match.index + match[0].indexOf('\n') + 1
    if (path !== undefined && (kind === 'yaml' || kind === 'json')) part.files[path] = body
    else if (kind === 'console') part.shown.push(...commands(text, body, from))
    else if (kind === 'ts') part.shown.push(program(text, body, from))
  }
  return parts
}

/** A part's files in a folder, with an app beside them. */
export function guideTree({ files }: GuidePart): ConfigTree {
  return configTree({ 'conf/.keep': '', ...files })
}

function commands(text: string, body: string, from: number): Shown[] {
  const found: Shown[] = []
  const lines = /^\$ node app\.js(.*)\n((?:(?!\$ ).*\n)*)/gm
  for (const match of body.matchAll(lines)) {
    const [whole, args = '', promised = ''] = match
    const start = from + match.index + whole.length - promised.length
    found.push({
      line: lineOf(text, from + match.index),
      run: (tree) => runApp(tree, words(args)),
      promised,
      start,
      end: start + promised.length,
    })
  }
  return found
}

async function runApp(tree: ConfigTree, argv: readonly string[]): Promise<string> {
  let output = ''
  const sink = { write: (text: string) => (output += text) }
  await runCommandLine(
    {
      entry: join(tree.path, 'app.js'),
      configPath: 'conf',
      configName: 'config',
      store: new hydra.ConfigStore(),
      task: () => 0,
    },
    {
      env: { USER: 'ada' },
      cwd: tree.path,
      argv,
      execPath: 'node',
      execArgv: [],
      now: () => new Date(0),
      stdout: sink,
      stderr: sink,
      chdir: () => undefined,
      onStop: () => () => undefined,
    },
  )
  return output.replaceAll(tree.path, '/app').replace(/\n{2,}$/, '\n')
}

function program(text: string, body: string, from: number): Shown {
  const promised = [...body.matchAll(/^(?!\s*\/\/).*console\.log\(.*\) \/\/ (.*)$/gm)]
    .map(([, said]) => said)
    .join('\n')
  return {
    line: lineOf(text, from),
    run: async (tree) => {
      const said: string[] = []
      const { code } = transformSync(body, { loader: 'ts', format: 'esm', target: 'node20' })
      const inside = code
        .replace(/^import \{([^}]*)\} from "([^"]+)";$/gm, (_, names, from) => `const {${names}} = modules["${from}"];`)
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(join(tree.path, 'app.js')).href))
      const modules = {
        '@hydra-zen/hydra': hydra,
        '@hydra-zen/omegaconf': omegaconf,
        '@hydra-zen/omegaconf/nodes': nodes,
      }
      const log = (value: unknown) => said.push(typeof value === 'string' ? value : JSON.stringify(value))
      const body_ = new Function('modules', 'console', `return (async () => {${inside}\n})()`)
      await body_(modules, { log })
      return said.join('\n')
    },
    promised,
    start: -1,
    end: -1,
  }
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length
}

/** A command line as a shell would split it. */
function words(line: string): string[] {
  return [...line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'),
  )
}
