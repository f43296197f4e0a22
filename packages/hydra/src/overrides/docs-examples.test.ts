import { readFileSync } from 'node:fs'
import { type Scalar, toContainer, WholeFloat } from '@hydra-zen/omegaconf/nodes'
import { expect, test } from 'vitest'
import { composeConfig } from '../compose/compose-config.ts'
import { OverrideParseException } from '../errors.ts'
import { ConfigStore } from '../sources/config-store.ts'
import { createRepository } from '../sources/repository.ts'
import { createSearchPath } from '../sources/search-path.ts'
import { expandJobList } from './expand-jobs.ts'
import { expandSweep } from './expand-sweep.ts'
import { type NodeData, toNodeData } from './node-data.ts'
import { parseOverride, parseOverrides } from './parse.ts'

const overridesGuide = readGuide('overrides')
const sweepsGuide = readGuide('sweeps')
const optionsOf = (group: string) => (group === 'db' ? ['mysql', 'postgresql', 'sqlite'] : [])

function readGuide(name: string): string {
  return readFileSync(new URL(`../../../../docs/${name}.md`, import.meta.url), 'utf8')
}

/** The rows of all tables that stand between `<!-- kind -->` and `<!-- /kind -->`: what is in code in each cell. */
function rows(guide: string, kind: string): string[][] {
  const tables = [...guide.matchAll(new RegExp(`<!-- ${kind} -->\n([\\s\\S]*?)<!-- /${kind} -->`, 'g'))]
  const lines = tables.flatMap(([, table = '']) => table.trim().split('\n').slice(2))
  return lines.map((line) => line.split(' | ').map((cell) => cell.replace(/^\|\s?|\s?\|$/g, '').trim()))
}

/** Without the backticks. */
function code(cell: string | undefined): string {
  return /^`(.*)`$/.exec(cell ?? '')?.[1] ?? `no code: ${cell}`
}

/** Data in YAML's flow style, text in quotes unless it is a key. */
function flow(data: NodeData): string {
  if (data instanceof WholeFloat) return data.value.toFixed(1)
  if (Array.isArray(data)) return `[${data.map(flow).join(', ')}]`
  if (data instanceof Map) return `{${[...data].map(([key, item]) => `${flowKey(key)}: ${flow(item)}`).join(', ')}}`
  return typeof data === 'string' ? JSON.stringify(data) : String(data)
}

function flowKey(key: Scalar | null): string {
  return typeof key === 'string' && /^\w+$/.test(key) ? key : JSON.stringify(key)
}

const read = rows(overridesGuide, 'reads')
test.each(read.map(([text, value]) => [code(text), code(value)]))('%s reads as %s', (text, value) => {
  expect(flow(toNodeData(parseOverride(`k=${text}`).value))).toBe(value)
})

const store = new ConfigStore()
store.store({ group: 'db', name: 'mysql', node: { driver: 'mysql' } })
store.store({ group: 'db', name: 'postgresql', node: { driver: 'postgresql' } })
store.store({
  name: 'config',
  node: {
    defaults: [{ db: 'mysql' }, '_self_'],
    name: 'demo',
    lr: 0.1,
    layers: [64, 32],
    opts: { debug: false, level: 3 },
  },
})
const repository = createRepository({ searchPath: createSearchPath({}).items, store })

function composed(override: string, key: string): string {
  const { config } = composeConfig({ repository, configName: 'config', overrides: [override] })
  const plain = toContainer(config) as Record<string, unknown>
  return `${key}: ${inFlow(plain[key])}`
}

/** Plain data in YAML's flow style. */
function inFlow(data: unknown): string {
  if (Array.isArray(data)) return `[${data.map(inFlow).join(', ')}]`
  if (typeof data !== 'object' || data === null) return String(data)
  const entries = Object.entries(data).map(([key, item]) => `${key}: ${inFlow(item)}`)
  return `{${entries.join(', ')}}`
}

test.each(rows(overridesGuide, 'applies').map(([override, config]) => [code(override), code(config)]))(
  '%s makes %s',
  (override, config) => {
    expect(composed(override, config.slice(0, config.indexOf(':')))).toBe(config)
  },
)

const refused = [...rows(overridesGuide, 'refused'), ...rows(sweepsGuide, 'refused')]
test.each(refused.map(([override, message]) => [code(override), message ?? '']))(
  '%s is refused: %s',
  (text, message) => {
    let summary = 'not refused'
    try {
      parseOverride(text)
    } catch (error) {
      if (!(error instanceof OverrideParseException)) throw error
      summary = error.summary
    }
    expect(summary).toBe(message)
  },
)

test('the message for several wrong overrides is as shown', () => {
  const [, texts = '', message] = /<!-- message: (.*?) -->\n```text\n([\s\S]*?)\n```/.exec(overridesGuide) ?? []
  expect(() => parseOverrides(texts.split(' '))).toThrow(message)
})

test.each(rows(sweepsGuide, 'sweeps').map(([override, values]) => [code(override), values ?? '']))(
  '%s gives %s',
  (text, values) => {
    const shown = [...expandSweep(parseOverride(text), { optionsOf })].map((value) => `\`${value}\``)
    expect(shown.join(' ')).toBe(values)
  },
)

test('the jobs of each command are as shown', () => {
  const params = new Map<string, string>()
  let blocks = 0
  for (const [, kind, block = ''] of sweepsGuide.matchAll(/<!-- (jobs|params) -->\n```\w+\n([\s\S]*?)\n```/g)) {
    if (kind === 'params') {
      for (const [, key = '', value = ''] of block.matchAll(/^ {6}(\w+): (.*)$/gm)) params.set(key, value)
      continue
    }
    const [command = '', ...lines] = block.split('\n')
    const overrides = [...command.replace('$ node train.js -m ', '').matchAll(/'([^']*)'|(\S+)/g)]
    const texts = overrides.map(([, quoted, bare]) => quoted ?? bare ?? '')
    const jobs = [...expandJobList(texts, { params, optionsOf })]
    expect(jobs.map((job, index) => `#${index} : ${job.join(' ')}`)).toEqual(lines)
    blocks++
  }
  expect(blocks).toBe(4)
})

test('there are examples at all', () => {
  expect(read.length).toBeGreaterThan(20)
  expect(refused.length).toBeGreaterThan(12)
})
