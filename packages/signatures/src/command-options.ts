/** What reads sources. `deep` asks the type checker (seconds); `auto`, only where syntax does not tell; `fast`, never. */
export type Engine = 'auto' | 'fast' | 'deep'

/** What `signatures scan` reads and writes. */
export interface ScanOptions {
  readonly root: string
  /** Files, and directories for the sources in them, absolute or relative to `root`; all below `root` unless given. */
  readonly files?: readonly string[]
  /** `deep` asks the type checker (seconds); `auto`, only for files with types that syntax does not tell; `fast`, never. */
  readonly engine?: Engine
  /** Where to write the manifest, if anywhere. */
  readonly out?: string
}

/** What `signatures check` compares. */
export interface CheckOptions {
  /** The written manifest. */
  readonly manifest: string
  /** What reads the sources anew; as for `scan`. */
  readonly engine?: Engine
}

/** What `signatures check` found. */
export interface CheckReport {
  readonly upToDate: boolean
  /** One line for each difference. */
  readonly problems: readonly string[]
}

/** What `signatures declare` reads and writes. */
export interface DeclareOptions {
  /** The module whose `ByMember` and `ByShape` are augmented; `hydra-zen` unless given. */
  readonly module?: string
}

/** Where a command reads and writes. */
export interface CommandIo {
  readonly cwd: string
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
}
