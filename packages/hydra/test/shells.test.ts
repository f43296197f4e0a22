import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { bundledApp } from './bundled-app.ts'

const source = `
import { hydraMain } from './src/index.ts'
await hydraMain({ task: () => {}, entry: import.meta.url, configPath: 'conf', configName: 'config' })
`
let folder: string
const env = { ...process.env, HYDRA_ZEN_CACHE: 'off', HISTFILE: '' }

beforeAll(() => {
  folder = bundledApp(source, 'defaults:\n- db: mysql\n- _self_\nname: x\n')
  mkdirSync(join(folder, 'conf/db'))
  writeFileSync(join(folder, 'conf/db/mysql.yaml'), 'driver: mysql\nport: 3306\n')
  writeFileSync(join(folder, 'conf/db/postgresql.yaml'), 'driver: postgresql\nschema: public\n')
  writeFileSync(join(folder, 'conf/other.yaml'), 'only: here\n')
  writeFileSync(join(folder, 'data.csv'), '')
})

function missing(program: string): string | false {
  return spawnSync(program, ['--version']).error === undefined && `${program} is here`
    ? false
    : `${program} is not installed`
}

const lines: readonly (readonly [line: string, candidates: readonly string[]])[] = [
  ['node app.mjs d', ['db.', 'db=']],
  ['node app.mjs db=', ['db=mysql', 'db=postgresql']],
  ['node app.mjs db=p', ['db=postgresql']],
  ['node app.mjs db=postgresql db.', ['db.driver=', 'db.schema=']],
  ['node app.mjs -m +d', ['+db=']],
  ['node app.mjs -cn other o', ['only=']],
  ['node app.mjs name=./da', ['name=./data.csv']],
]

const noBash = missing('bash')
describe.skipIf(noBash)(`bash${noBash ? ` (${noBash})` : ''}`, () => {
  function complete(line: string): string[] {
    const script = `eval "$(node app.mjs -sc install=bash)"
COMP_LINE=$1; COMP_POINT=\${#1}; _hydra_zen_complete; printf '%s\\n' "\${COMPREPLY[@]}"`
    const out = execFileSync('bash', ['--norc', '-c', script, 'bash', line], { cwd: folder, env, encoding: 'utf8' })
    return out.split('\n').filter(Boolean)
  }

  test.each(lines)('%s', (line, candidates) => {
    const word = line.slice(line.lastIndexOf(' ') + 1)
    // the words of bash end at `=`, so that what stands before it is not given again
    const lead = word.slice(0, word.lastIndexOf('=') + 1)
    expect(complete(line)).toEqual(candidates.map((candidate) => candidate.slice(lead.length)))
  })

  it('leaves other programs alone, and the name of the app while it is typed', () => {
    writeFileSync(join(folder, 'plain.js'), 'console.log(1)\n')
    expect(complete('node plain.js d')).toEqual([])
    expect(complete('node app.m')).toEqual([])
  })

  it('can be switched off', () => {
    const script =
      'eval "$(node app.mjs -sc install=bash)"; eval "$(node app.mjs -sc uninstall=bash)"; complete -p node'
    const { status, stderr } = spawnSync('bash', ['--norc', '-c', script], { cwd: folder, env, encoding: 'utf8' })
    expect([status, stderr]).toEqual([1, expect.stringContaining('no completion specification')])
  })
})

const noFish = missing('fish')
describe.skipIf(noFish)(`fish${noFish ? ` (${noFish})` : ''}`, () => {
  function complete(line: string): string[] {
    const script = 'node app.mjs -sc install=fish | source; complete -C $argv[1]'
    const out = execFileSync('fish', ['--no-config', '-c', script, line], { cwd: folder, env, encoding: 'utf8' })
    return out.split('\n').filter(Boolean)
  }

  test.each(lines)('%s', (line, candidates) => {
    expect(complete(line)).toEqual(candidates)
  })

  it('leaves other programs alone', () => {
    writeFileSync(join(folder, 'plain.js'), 'console.log(1)\n')
    expect(complete('node plain.js db=')).not.toContain('db=mysql')
  })
})

/** Milliseconds that a shell is waited for: long, as a busy machine starts the program of each Tab late. */
const PATIENCE = 40_000

const noTerminal = missing('zsh') || (spawnSync('tmux', ['-V']).error ? 'tmux is not installed' : false)
describe.skipIf(noTerminal)(`zsh, with real keys${noTerminal ? ` (${noTerminal})` : ''}`, () => {
  const socket = `hydra-zen-${process.pid}`
  const tmux = (...args: string[]): string => execFileSync('tmux', ['-L', socket, ...args], { env, encoding: 'utf8' })

  beforeAll(async () => {
    tmux('-f', '/dev/null', 'new-session', '-d', '-x', '120', '-y', '40', '-c', folder, 'zsh', '-f')
    const setup = 'PS1=\'> \'; autoload -U compinit; compinit -u -D; eval "$(node app.mjs -sc install=zsh)"; clear'
    await type([`${setup}; echo ready $((6 * 7))`, 'Enter'], 'ready 42')
  }, PATIENCE)

  afterAll(() => void spawnSync('tmux', ['-L', socket, 'kill-server']))

  /** Presses keys and waits until the screen shows all of `wanted`; gives the screen as it is then, or in the end. */
  async function type(keys: readonly string[], ...wanted: string[]): Promise<string> {
    tmux('send-keys', ...keys)
    const end = Date.now() + PATIENCE - 5000
    for (;;) {
      const screen = tmux('capture-pane', '-p').trimEnd()
      if (wanted.every((text) => screen.includes(text)) || Date.now() > end) return screen
      await sleep(100)
    }
  }

  it(
    'completes an option as far as it is sure',
    async () => {
      const whole = '> node app.mjs db=postgresql'
      expect(await type(['C-u', 'node app.mjs db=p', 'Tab'], whole)).toContain(whole)
    },
    PATIENCE,
  )

  it(
    'shows the candidates where there are several',
    async () => {
      const screen = await type(['C-u', 'node app.mjs db.', 'Tab'], 'db.driver=', 'db.port=')
      expect(screen).toContain('db.driver=')
      expect(screen).toContain('db.port=')
    },
    PATIENCE,
  )
})
