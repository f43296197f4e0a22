import { CodedError } from '@hydra-zen/diagnostics'
import { toYaml } from '@hydra-zen/omegaconf/nodes'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ComposeIn, composeIn, jobOf } from '../testing/compose-in.ts'

const groups = ['db', 'ui', 'db/inner'] as const
const options = ['a', 'b', 'c'] as const

const group = fc.constantFrom(...groups, '/db', '/ui', 'nothing')
const option = fc.constantFrom(...options, '???', 'nope', '${db}', '_self_', '../a')
const place = fc.constantFrom('', '', '', '@x', '@_global_', '@_here_', '@x.y', '@_group_.z', '@')
const keyword = fc.constantFrom('', '', '', 'optional ', 'override ', 'overide ')
const choice = fc.oneof(
  { weight: 5, arbitrary: option },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.array(option, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.anything() },
)
const entry = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(keyword, group, place, choice).map(([k, g, p, value]) => ({ [`${k}${g}${p}`]: value })),
  },
  { weight: 2, arbitrary: fc.constant('_self_') },
  { weight: 2, arbitrary: fc.tuple(group, option).map(([g, o]) => `${g}/${o}`) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.constantFrom('v=1', '~v', '+n=2', 'l=append(3)', 'x y', '_global_.v=7'))
      .map((p) => ({ _patch_: p })),
  },
  { weight: 1, arbitrary: fc.anything() },
)
const content = fc.dictionary(
  fc.constantFrom('v', 'l', 'db', 'ui', '__proto__', 'hydra', '_merge_', '0'),
  fc.oneof(
    fc.integer(),
    fc.constantFrom('x', '${v}', '${db.v}', '???', null),
    fc.array(fc.integer(), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('v', 'w'), fc.integer()),
  ),
  { maxKeys: 4 },
)
const config = fc
  .tuple(
    fc.option(fc.array(entry, { maxLength: 4 })),
    content,
    fc.constantFrom('', '', '# @package _global_\n', '# @package a.b\n', '# @package\n'),
  )
  .map(([defaults, data, header]) => `${header}${json({ ...(defaults ? { defaults } : {}), ...data })}\n`)
const paths = ['config', ...groups.flatMap((name) => options.map((one) => `${name}/${one}`))]
const files = fc.record(Object.fromEntries(paths.map((path) => [path, config])))
const override = fc.oneof(
  fc.tuple(fc.constantFrom('', '+', '++', '~'), group, place, option).map(([p, g, at, o]) => `${p}${g}${at}=${o}`),
  fc.constantFrom(
    'v=1',
    '+w=2',
    '~v',
    '~db',
    'l=append(1)',
    'v=a,b',
    'hydra.verbose=true',
    'hydra/launcher=x',
    'db={v: 1}',
  ),
)

describe('composing any tree of configs', () => {
  it('ends in a config or in an error of ours', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(files, fc.array(override, { maxLength: 3 }), (tree, overrides) => {
        const first = outcome({ files: tree, overrides })
        expect(outcome({ files: tree, overrides })).toEqual(first)
      }),
      { numRuns: 150 },
    )
  })
})

describe('composing', () => {
  const plain = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer(), { minKeys: 1 })
  it('gives the later of two configs its way, key by key', () => {
    fc.assert(
      fc.property(plain, plain, (one, two) => {
        const composed = composeIn({ files: { config: 'defaults: [one, two]', one: json(one), two: json(two) } })
        expect(jobOf(composed)).toEqual({ ...one, ...two })
      }),
      { numRuns: 30 },
    )
  })
  it('a config twice is composing it once', () => {
    fc.assert(
      fc.property(plain, (one) => {
        const composed = composeIn({ files: { config: 'defaults: [one, two]', one: json(one), two: json(one) } })
        expect(jobOf(composed)).toEqual(one)
      }),
      { numRuns: 30 },
    )
  })
})

function outcome(request: ComposeIn): string {
  try {
    return toYaml(composeIn({ ...request, env: {} }).config).replaceAll(/config-tree-\w+/g, '')
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    return `${error.name} ${error.code}`
  }
}

/** JSON is YAML; what JSON lacks becomes text. */
function json(value: unknown): string {
  return JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? String(item) : item)) ?? 'null'
}
