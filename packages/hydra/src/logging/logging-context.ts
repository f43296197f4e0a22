import type { ConfigNode } from '@hydra-zen/omegaconf/nodes'

/** As much of the world as logging touches. */
export interface LogWorld {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
  /** What relative file names are relative to. */
  readonly cwd: string
  now(): Date
}

/** What `configureLogging` is asked for. */
export interface LoggingRequest {
  /** `hydra.job_logging` or `hydra.hydra_logging`, still in its tree: interpolations are followed. */
  readonly config: ConfigNode | undefined
  /** `hydra.verbose` */
  readonly verbose: ConfigNode | undefined
  readonly world: LogWorld
  /** What was configured before: a job's logging stands on the driver's. */
  readonly base?: LoggingContext | undefined
}

/** Loggers with levels and handlers: of the driver, or of one job. */
export interface LoggingContext {
  /** Writes what is held back and closes the files. Logging after it opens them again. */
  close(): void
}

/**
 * The logging that a config describes, in the shape of Python's `logging.config.dictConfig`.
 *
 * Files without `delay: true` exist from here on; all else is worked out when the first line is logged.
 *
 * @throws HydraException `LOGGING_CONFIG` for an unknown class, level, formatter or handler
 */
export declare function configureLogging(request: LoggingRequest): LoggingContext

/** Runs `body` with this logging, in everything it awaits. Jobs that overlap each keep to their own. */
export declare function withLogging<T>(context: LoggingContext, body: () => T): T
