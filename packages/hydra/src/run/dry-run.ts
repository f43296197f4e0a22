import { relative, resolve } from 'node:path'
import { setContext } from '@hydra-zen/omegaconf/nodes'
import type { HydraApp, MultirunRequest } from './app.ts'
import { composeFor, configNameOf } from './compose-for.ts'
import { JobFiles } from './job-files.ts'
import { JobPlanner } from './job-planner.ts'
import type { JobScope } from './job-scope.ts'
import { openSweeper } from './open-sweeper.ts'
import { keyAndValue, resultTable } from './result-table.ts'
import { readEarlier } from './resume.ts'
import { createRunResolvers } from './run-resolvers.ts'
import { configDigest, plannedSweepDir } from './sweep-plan.ts'
import { UncaughtErrors } from './uncaught.ts'

/** One job that would run. */
export interface DryJob {
  readonly num: number
  readonly overrides: readonly string[]
  /** Where its output would go, relative to where the app runs. A directory in use gets another name by then. */
  readonly dir: string
  /** The first job with the same config, where there is one. */
  readonly duplicateOf: number | undefined
}

/** What a sweep would do. */
export interface DryRun {
  readonly sweepDir: string
  readonly jobs: readonly DryJob[]
  /** Jobs that an earlier process brought to their end, where the sweep is to be gone on with. */
  readonly through: number
  /** Jobs beyond those that were looked at. */
  readonly more: number
}

/** Most jobs that are composed to be shown. */
const MOST = 10_000

/**
 * What a multirun would do: every job is composed and checked, nothing is started, nothing is written, no callback is
 * built. A sweeper that waits for results is asked only for what it proposes without any.
 *
 * @throws HydraException as the sweep itself would before its first job
 */
export async function dryRun(app: HydraApp, given: MultirunRequest): Promise<DryRun> {
  const earlier = given.resume === undefined ? undefined : readEarlier(resolve(app.runtime.cwd, given.resume), given)
  const request = earlier?.request ?? given
  const base = composeFor(app, request, 'multirun')
  earlier?.check(base)
  const { config } = base
  const now = earlier?.startedAt ?? app.runtime.now()
  const resolvers = createRunResolvers({ now: () => now })
  setContext(config, { resolvers: resolvers.registry, env: app.runtime.env })
  const scope: JobScope = {
    app,
    configName: configNameOf(app, request),
    callbacks: { any: false, notify: () => undefined },
    resolvers,
    files: new JobFiles(),
    logging: undefined,
    overlapping: false,
    uncaught: new UncaughtErrors(app.runtime),
  }
  const sweeper = await openSweeper(scope, base, { startedAt: now, signal: new AbortController().signal })
  const planned = plannedSweepDir(scope, config)
  const place = { planned, got: earlier?.dir ?? planned }
  const planner = new JobPlanner(scope, base, { place, sweeper })
  const jobs: DryJob[] = []
  const seen = new Map<string, number>()
  let total: number | undefined
  let through = 0
  try {
    for (;;) {
      const batch = await sweeper.ask(MOST - jobs.length)
      if (batch === null || batch.jobs.length === 0) break
      total = batch.total ?? total
      for (const plan of planner.planAll(batch.jobs)) {
        if (jobs.length === MOST) break
        const { num, overrides } = plan.spec
        const known = earlier?.resultOf(plan)
        if (known !== undefined) {
          through++
          await sweeper.tell?.(known)
          continue
        }
        const print = configDigest(plan.config)
        const duplicateOf = seen.get(print)
        if (duplicateOf === undefined) seen.set(print, num)
        jobs.push({ num, overrides, dir: relative(app.runtime.cwd, plan.dir), duplicateOf })
        // a sweeper that gives batches waits for the end of one: it is told that each job would be well
        await sweeper.tell?.({ ...NOTHING, ...plan.spec })
      }
      if (jobs.length === MOST) break
    }
  } finally {
    await sweeper.close?.()
  }
  const sweepDir = relative(app.runtime.cwd, place.got)
  return { sweepDir, jobs, through, more: Math.max(0, (total ?? 0) - jobs.length - through) }
}

const NOTHING = {
  status: 'COMPLETED',
  value: undefined,
  error: undefined,
  outputDir: undefined,
  startedAt: 0,
  endedAt: 0,
  attempts: 0,
} as const

/** A dry run as text: a table of what varies, and how much there is of it. */
export function printDryRun({ jobs, more, sweepDir, through }: DryRun, most = 100): string {
  const { keys, rows } = resultTable(jobs.map(({ num, overrides }) => ({ ...NOTHING, num, id: '', overrides })))
  const lines = [
    ['#', ...keys, 'directory', ''],
    ...rows.slice(0, most).map(({ values }, at) => {
      const { num, dir, duplicateOf } = jobs[at] as DryJob
      return [String(num), ...values, dir, duplicateOf === undefined ? '' : `as #${duplicateOf}`]
    }),
  ]
  const widths = (lines[0] as string[]).map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length)),
  )
  const table = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const hidden = jobs.length - Math.min(jobs.length, most) + more
  const twins = jobs.filter(({ duplicateOf }) => duplicateOf !== undefined).length
  const done = through > 0 ? ` ${through} are through already.` : ''
  const count = `${jobs.length + more} jobs in ${sweepDir}, nothing was started.${done}`
  return [
    ...table,
    ...(hidden > 0 ? [`… and ${hidden} more`] : []),
    '',
    twins > 0 ? `${count} ${twins} have the config of another.` : count,
    '',
  ].join('\n')
}

/** A dry run for programs: one JSON text. */
export function dryRunJson({ jobs, more, sweepDir, through }: DryRun): string {
  return `${JSON.stringify(
    {
      sweep_dir: sweepDir,
      count: jobs.length + more,
      ...(through > 0 && { through }),
      jobs: jobs.map(({ num, overrides, dir, duplicateOf }) => ({
        num,
        overrides: Object.fromEntries(overrides.map(keyAndValue)),
        argv: overrides,
        dir,
        ...(duplicateOf !== undefined && { duplicate_of: duplicateOf }),
      })),
    },
    null,
    2,
  )}\n`
}
