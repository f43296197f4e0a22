import { spanOf } from '@hydra-zen/omegaconf/nodes'
import { type HydraCode, InstantiationException } from '../errors.ts'
import type { TargetPlace } from './target-environment.ts'

/** What an error about a target says besides its summary. */
export interface TargetErrorDetails {
  readonly code: HydraCode
  readonly place?: TargetPlace | undefined
  readonly hint?: string | undefined
  readonly cause?: unknown
}

/** An `InstantiationException` that names the key, and shows where the config was written. */
export function targetError(summary: string, { code, place, hint, cause }: TargetErrorDetails): InstantiationException {
  const at = place?.origin === undefined ? undefined : spanOf({ origin: place.origin })
  return new InstantiationException(summary, { code, at, path: place?.path, hint, cause })
}

/** ` (at hydra.callbacks.upload)`, or nothing where there is no key. */
export function atKey(path: string | undefined): string {
  return path === undefined || path === '' ? '' : ` (at ${path})`
}
