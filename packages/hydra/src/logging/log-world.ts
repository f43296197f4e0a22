/** As much of the world as logging touches. */
export interface LogWorld {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
  /** What relative file names are relative to. */
  readonly cwd: string
  /** `NO_COLOR` is heeded. */
  readonly env?: Readonly<Record<string, string | undefined>>
  now(): Date
}
