/** What the script of a shell is made for. */
export interface ShellRequest {
  /** The commands to complete: the app's own name, or the programs that run its file. */
  readonly commands: readonly string[]
  /** A command that answers without starting the app, where there is one; the app's file is its last argument. */
  readonly helper: readonly string[] | undefined
}

/** One shell: its scripts, and how it wants its answers. */
export interface Shell {
  /** The script that switches completion on. */
  install(request: ShellRequest): string
  /** The script that switches it off again. */
  uninstall(request: ShellRequest): string
  /** What the query prints. */
  answer(candidates: readonly string[]): string
  /** How a user takes the script in, `APP` being the command that starts the app. */
  readonly usage: { readonly install: string; readonly uninstall: string }
}

/** Programs that start the app's file: completion is switched on for them where the app has no command of its own. */
export const runners: readonly string[] = ['node', 'tsx', 'npx']

/** A text as one word of a POSIX shell. */
export function quoted(text: string): string {
  return /^[\w./@:+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
