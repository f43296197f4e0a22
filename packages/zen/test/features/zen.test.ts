// The rows of "zen" and of "launch", one test each.
import { AsyncLocalStorage } from 'node:async_hooks'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import * as OmegaConf from '@hydra-zen/omegaconf'
import {
  builds,
  fbuilds,
  launch,
  list,
  makeConfig,
  named,
  required,
  sweep,
  validate,
  type WrapTarget,
  ZenTask,
  zen,
} from 'hydra-zen'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { add, Holder, Point, twice } from './targets-under-test.ts'

const runDir = (): string => `hydra.run.dir=${mkdtempSync(join(tmpdir(), 'zen-'))}`

describe('zen', () => {
  test('extraction: each parameter is read, built and handed over; other keys are left alone', async () => {
    const task = zen(({ x, point }: { x: number; point: Point }) => x + point.norm())
    const unused = builds(never)
    expect(
      await task(makeConfig({ x: '${base}', base: 1, point: builds(Point, { x: 3, y: 4 }), unused }) as never),
    ).toBe(6)
    expect(await zen(add)({ x: 1 })).toBe(3)
    expect(await zen(async ({ x }: { x: number }) => x)({ x: 1 })).toBe(1)
  })

  test('accepted configs: configs, plain data, views, YAML text; lists are refused', async () => {
    const task = zen(add)
    expect(await task(fbuilds(add, { x: 1 }) as never)).toBe(3)
    expect(await task(OmegaConf.create({ x: 2, y: 2 }) as never)).toBe(4)
    expect(await task('x: 1\ny: 5\n')).toBe(6)
    await expect(task([1, 2] as never)).rejects.toThrow(/is a mapping/)
  })

  test('missing values are named together, with how to set them', async () => {
    const task = zen(function sum({ x, y }: { x: number; y: number }) {
      return x + y
    })
    await expect(task({ x: '???', z: 1 } as never)).rejects.toThrowErrorMatchingInlineSnapshot(`
      [MissingMandatoryValue: Missing mandatory values: x, y, which sum needs.
      hint: give them on the command line: x=… +y=…]
    `)
  })

  test('exclude: parameters that are not read, as names or as text', async () => {
    expect(await zen(add, { exclude: ['y'] })({ x: 1, y: 100 })).toBe(3)
    expect(await zen(add, { exclude: 'y, z' })({ x: 1, y: 100 })).toBe(3)
  })

  test('preCall: called in order before anything is built, awaited, with interpolations resolved unless told', async () => {
    const seen: unknown[] = []
    const later = async (config: { seed: number }): Promise<void> => void seen.push(await config.seed)
    const sooner = zen(({ seed }: { seed: number }) => seen.push(`zen ${seed}`))
    const build = ({ point }: { point: Point }): number => seen.push(point)
    await zen(build, { preCall: [later, sooner] })({ seed: 1, point: builds(Point, { x: '${seed}' }) } as never)
    expect(seen).toEqual([1, 'zen 1', new Point(1)])
    const raw = OmegaConf.create({ a: 1, b: '${a}' })
    const look = (config: never): void => void seen.push(OmegaConf.isInterpolation(config, 'b'))
    await zen(({ b }: { b: number }) => b, { preCall: look, resolvePreCall: false })(raw as never)
    await zen(({ b }: { b: number }) => b, { preCall: look })(raw as never)
    expect(seen.slice(3)).toEqual([true, false])
    expect(() => zen(add, { preCall: ((a: number, b: number) => a + b) as never })).toThrow(/function of one value/)
  })

  test('unpackRest: other keys too, for a task whose options take any', async () => {
    const task = ({ a, ...rest }: { a: number; [key: string]: unknown }): unknown => ({ a, rest })
    expect(await zen(task, { unpackRest: true })({ a: 1, b: 2 })).toEqual({ a: 1, rest: { b: 2 } })
    expect(await zen(task)({ a: 1, b: 2 })).toEqual({ a: 1, rest: {} })
  })

  test('zenCfg: the parameter that receives the whole config; cfgName renames it', async () => {
    const task = ({ x, zenCfg }: { x: number; zenCfg?: { other: number } }): unknown => [x, zenCfg?.other]
    expect(await zen(task)({ x: 1, other: 5 } as never)).toEqual([1, 5])
    const renamed = ({ whole }: { whole?: { other: number } }): unknown => whole?.other
    expect(await zen(renamed, { cfgName: 'whole' })({ other: 5 } as never)).toBe(5)
  })

  test('runInContext: what the task enters does not leak', async () => {
    const storage = new AsyncLocalStorage<number>()
    const task = ({ x }: { x: number }): void => storage.enterWith(x)
    await zen(task, { runInContext: true })({ x: 1 })
    expect(storage.getStore()).toBeUndefined()
  })

  test('wrapTarget: around the task and around all that is built for it, behind zen:process too', async () => {
    const called: string[] = []
    const note: WrapTarget =
      (target) =>
      (...args: never[]) => {
        called.push(target.name)
        return Reflect.apply(target as never, undefined, args)
      }
    const task = zen(({ x, y }: { x: number; y: number }) => x + y, { wrapTarget: note })
    const config = { x: builds(add, { x: 1 }), y: builds(add, { x: 1 }, { wrappers: twice as never }) }
    expect(await task(config)).toBe(9)
    expect(called).toEqual(['add', 'add', expect.any(String)])
  })

  test('validate with schemas and with the types of the source', async () => {
    const schema = z.object({ x: z.coerce.number().positive(), y: z.number().default(2) })
    expect(await zen(add, { wrapTarget: validate([[add, schema]]) })({ x: '5' } as never)).toBe(7)
    await expect(zen(add, { wrapTarget: validate({ add: schema }) })({ x: -1, y: 'a' } as never)).rejects.toThrow(
      /2 values do not fit \S+\.add:\n {2}x: .*\n {2}y: /,
    )
    await expect(zen(add, { wrapTarget: validate() })({ x: 'a' } as never)).rejects.toThrow(
      /x must be a number; it is the text 'a'/,
    )
  })

  test('ZenTask can be extended', async () => {
    class Loud extends ZenTask {
      override async call(config: unknown, how?: never): Promise<unknown> {
        return `${await super.call(config, how)}!`
      }
    }
    expect(await zen(add, { Zen: Loud })({ x: 1 })).toBe('3!')
  })

  test('validate: every problem of a config at once, through preCalls that are tasks', () => {
    const task = zen(manyNeeds, { preCall: zen(seeded) })
    expect(() => task.validate({ seed: 'a' })).toThrow(/seed must be a number; it is the text 'a'/)
    expect(() => task.validate({ seed: 1, x: 'a', z: [1, 'b'] })).toThrowErrorMatchingInlineSnapshot(`
      [ZenValidationError: 3 problems with the config of manyNeeds:
        y is missing
        x must be a number; it is the text 'a'
        z[1] must be a number; it is the text 'b'
      hint: it takes: x, y, z]
    `)
    task.validate({ seed: 1, x: '${seed}', y: 'b', z: [1] })
  })

  test('fn, address and a readable text', () => {
    expect([zen(add).fn, zen(add).address, inspect(zen(add))]).toEqual([
      add,
      'test.features.targets-under-test.add',
      'zen[add(x, y)](cfg)',
    ])
    expect(() => zen(Math.max)).toThrow(/parameters cannot be read/)
  })

  test('tasks get plain data, not views', async () => {
    const task = zen(({ data }: { data: unknown }) => data)
    const data = (await task({ data: { a: [1, { b: '${...x}' }], x: 1 } } as never)) as object
    expect(OmegaConf.isConfig(data)).toBe(false)
  })

  test('main: does nothing where the module is merely imported', async () => {
    expect(await zen(add).main(import.meta, { configName: 'task' })).toBeUndefined()
    await expect(zen(add).main({ configName: 'task' } as never)).rejects.toThrow('main(import.meta, {')
  })
})

describe('launch', () => {
  test('stores, composes, runs, and gives what the job returned', async () => {
    const conf = makeConfig({ x: required('int'), y: 2 })
    const job = await launch(conf, zen(add), { overrides: ['x=5', runDir()] })
    expect([job.returnValue, job.status, job.overrides]).toEqual([7, 'COMPLETED', ['x=5']])
  })

  test('overrides as values: sweeps, lists, null, text that looks like something else', async () => {
    const conf = { x: 1, y: null, z: 'a' }
    const seen = (config: { x: unknown; y: unknown; z: unknown }): unknown => OmegaConf.toContainer(config as never)
    const dir = mkdtempSync(join(tmpdir(), 'zen-'))
    const jobs = await launch(conf, seen, {
      overrides: { x: sweep([1, 2]), y: list([1, 'a b']), z: 'true', 'hydra.sweep.dir': dir },
      multirun: true,
    })
    expect(jobs.map(({ returnValue }) => returnValue)).toEqual([
      { x: 1, y: [1, 'a b'], z: 'true' },
      { x: 2, y: [1, 'a b'], z: 'true' },
    ])
    await expect(launch(conf, seen, { overrides: { x: () => 1 } })).rejects.toThrow(/override of `x` holds a function/)
  })

  test('a job that fails says so in its return', async () => {
    const job = await launch({ x: 1 }, () => Promise.reject(new Error('no')), { overrides: [runDir()] })
    expect(job.status).toBe('FAILED')
    expect(() => job.returnValue).toThrow('no')
  })
})

export function seeded({ seed }: { seed: number }): number {
  return seed
}

export function manyNeeds({ x, y, z: depth }: { x: number; y: string; z: number[] }): unknown {
  return [x, y, depth]
}

/** Nobody may build this. */
export function never(): never {
  throw new Error('built')
}

describe('what a task is given', () => {
  test('parameters share instances by reference, in either order', async () => {
    const same = zen(({ a, b }: { a: Holder; b: Holder }) => [a.value === b, b.value === a])
    const holder = builds(Holder, { value: 1 })
    expect(await same({ a: builds(Holder, { value: '${ref:b}' }), b: holder })).toEqual([true, false])
    expect(await same({ a: holder, b: builds(Holder, { value: '${ref:a}' }) })).toEqual([false, true])
  })

  test('what was made before a failure is disposed of', async () => {
    const open = { a: builds(Open), b: builds(never) }
    const task = zen(({ a, b }: { a: Open; b: unknown }) => [a, b])
    Open.ended.length = 0
    await expect(task(open)).rejects.toThrow(/never/)
    expect(Open.ended).toEqual(['ended'])
  })
})

/** Ends. */
export class Open {
  [Symbol.asyncDispose](): Promise<void> {
    Open.ended.push('ended')
    return Promise.resolve()
  }

  static readonly ended: string[] = []
}

describe('what a task is given wrongly', () => {
  test('an object where a config of it is wanted is refused with what to hand over', async () => {
    const run = zen(({ db }: { db: object }) => db)
    await expect(run({ db: new Date(0) })).rejects.toMatchObject({
      code: 'ZEN_UNSUPPORTED_VALUE',
      details: { hint: 'hand over how it is made: builds(…), or just(…) for functions, dates and the like' },
    })
  })

  test('values by position count, and no more than there are parameters', async () => {
    const run = zen(named((x: number, y: string | null = null, ...tags: string[]) => [x, y, tags], 'x', 'y'))
    expect(await run('_args_: [1, null, a, b]')).toEqual([1, null, ['a', 'b']])
    expect(await zen(tagged)('x: 1\ntags: [a, b]')).toEqual([1, 'a', 'b'])
    await expect(zen(add)('_args_: [1, 2, 3]')).rejects.toThrow('_args_ has 3 values; add takes 2 by position.')
    expect(() => zen(add).validate('_args_: [1, 2, 3]')).toThrow(/_args_ has 3 values, and there are 2 parameters/)
  })

  test('overrides of launch that no config can hold are refused', async () => {
    const run = (x: unknown) => launch({ x: 1 }, zen(add), { overrides: { x } })
    await expect(run(new Date(0))).rejects.toThrow(/override of `x` holds an instance of Date.\nhint: .*just\(…\)/)
    await expect(run(sweep([]))).rejects.toThrow(/override of `x` is a sweep over nothing/)
    await expect(launch({ x: 1 }, zen(add), { overrides: 'x=2' as never })).rejects.toThrow(/overrides: \['x=2'\]/)
    await expect(launch({ x: 1 }, undefined as never)).rejects.toThrow(/the task is a function, or zen\(task\)/)
  })

  test('what is no function is refused, and so is an option that does not exist', () => {
    expect(() => zen(5 as never)).toThrow('zen: the task is a function; this is a number.')
    expect(() => zen(add, { excude: ['x'] } as never)).toThrow(/no option `excude`.\nhint: did you mean `exclude`/)
    expect(() => zen(add, { pre_call: [] } as never)).toThrow(/no option `pre_call`.\nhint: here it is `preCall`/)
  })
})

export function tagged(x: number, ...tags: string[]): unknown {
  return [x, ...tags]
}
