import type { JobStatus } from '../plugins/job.ts'

/** Where the command line said that configs are. */
export interface SweptPlaces {
  /** `--config-path`, as typed: it counts from the app's file. */
  readonly configPath?: string | undefined
  /** `--config-dir`, absolute. */
  readonly configDir?: string | undefined
}

/** The first line: what was swept, so that it can be swept again. */
export interface LedgerSweep {
  readonly kind: 'sweep'
  readonly version: 1
  readonly startedAt: number
  readonly configName: string | null
  /** Absent where the command line said nothing of it. */
  readonly places?: SweptPlaces
  /** The overrides of the command line, as typed. */
  readonly overrides: readonly string[]
  /** Digest of the base config: what no job of the sweep changes. */
  readonly base: string
}

/** A later process went on with the sweep. */
export interface LedgerResumed {
  readonly kind: 'resumed'
  readonly at: number
  readonly base: string
}

/** A job got its directory and starts. */
export interface LedgerStart {
  readonly kind: 'start'
  readonly num: number
  readonly overrides: readonly string[]
  /** Relative to the sweep's directory where it is inside. */
  readonly dir: string
  /** Digest of the job's composed config. */
  readonly config: string
  readonly at: number
}

/** A job ended. */
export interface LedgerEnd {
  readonly kind: 'end'
  readonly num: number
  readonly overrides: readonly string[]
  readonly status: JobStatus
  /** The job's value as JSON has it; absent where it has no such form. */
  readonly value?: unknown
  readonly error?: { readonly name: string; readonly message: string }
  /** It failed because somebody stopped the sweep: a resumed one runs it again. */
  readonly stopped?: true
  readonly dir: string | undefined
  readonly config: string
  readonly startedAt: number
  readonly endedAt: number
  readonly attempts: number
}

/** The sweep came to its end: nothing is missing but what failed. */
export interface LedgerDone {
  readonly kind: 'done'
  readonly at: number
  readonly jobs: number
}

/** One line of a ledger. */
export type LedgerEntry = LedgerSweep | LedgerResumed | LedgerStart | LedgerEnd | LedgerDone
