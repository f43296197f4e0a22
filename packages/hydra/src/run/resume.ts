import { join, resolve } from 'node:path'
import type { MapNode } from '@hydra-zen/omegaconf/nodes'
import type { Composition } from '../compose/composition.ts'
import { HydraException } from '../errors.ts'
import type { LedgerEnd, SweptPlaces } from '../ledger/ledger-entry.ts'
import { readLedger, readSwept } from '../ledger/read-ledger.ts'
import type { JobResult } from '../plugins/job.ts'
import type { MultirunRequest } from './app.ts'
import { changesSince } from './changed-keys.ts'
import { readAt } from './config-access.ts'
import { ledgerPath } from './sweep-dir.ts'
import { configDigest, type FrozenPlan } from './sweep-plan.ts'
import { resultFrom } from './sweep-session.ts'

/** A sweep of an earlier process that is to go on. */
export interface EarlierSweep {
  readonly dir: string
  readonly startedAt: Date
  /** What it was asked for then, with what is asked for now added. */
  readonly request: MultirunRequest
  /** Refuses to go on with a base config that is not what it was. */
  check(base: Composition): void
  /** The result of a job that need not run again; `undefined` where it is to run. */
  resultOf(plan: FrozenPlan): JobResult | undefined
}

/**
 * Reads what the sweep in `dir` was and how far it came.
 *
 * @throws HydraException `LEDGER_UNREADABLE`
 */
export function readEarlier(dir: string, request: MultirunRequest): EarlierSweep {
  const { sweep, ended } = readLedger(ledgerPath(dir))
  const force = request.force === true
  return {
    dir,
    startedAt: new Date(sweep.startedAt),
    request: {
      ...request,
      composition: undefined,
      configName: sweep.configName,
      overrides: [...sweep.overrides, ...request.overrides],
    },
    check({ config }) {
      if (force || configDigest(config) === sweep.base) return
      const { overrides } = request
      const changes = changesSince(join(dir, 'multirun.yaml'), config)
      const why = overrides.length > 0 ? `\`${overrides.join(' ')}\` was not asked for then` : changes
      throw new HydraException(`The config of this sweep is not what it was.\n  ${dir}`, {
        code: 'LEDGER_MISMATCH',
        hint: `${why ?? 'a file of its configs was changed, or the app composes others now'}\n      its results would not go together: sweep anew, or go on all the same with --accept-changes`,
      })
    },
    resultOf(plan) {
      const end = ended.get(plan.spec.num)
      if (end === undefined || end.stopped || (end.status === 'FAILED' && request.retryFailed === true))
        return undefined
      if (!force) checkJob(plan, end, dir)
      return resultFrom(end, dir)
    },
  }
}

/** Where the configs of the sweep in `dir` were, as far as its command line said it. */
export function placesOf(dir: string): SweptPlaces {
  return readSwept(ledgerPath(dir))?.places ?? {}
}

function checkJob({ spec, config }: FrozenPlan, end: LedgerEnd, dir: string): void {
  const sameOverrides = spec.overrides.join('\n') === end.overrides.join('\n')
  if (sameOverrides && (end.config === '' || configDigest(config) === end.config)) return
  const what = sameOverrides ? 'has another config now' : `was \`${end.overrides.join(' ')}\``
  const changes =
    sameOverrides && end.dir !== undefined ? changesSince(fileOf(resolve(dir, end.dir), config), config) : ''
  throw new HydraException(`Job ${spec.num} (${spec.overrides.join(' ')}) ${what}.`, {
    code: 'LEDGER_MISMATCH',
    hint: `${changes ? `${changes}\n      ` : ''}its result would not go with the others; sweep anew, or go on all the same with --accept-changes`,
  })
}

/** Where a job wrote its config down. */
function fileOf(dir: string, config: MapNode): string {
  return join(dir, String(readAt(config, ['hydra', 'output_subdir'])), 'config.yaml')
}
