import { spawn } from 'node:child_process'
import type { Writable } from 'node:stream'

/**
 * Seconds between the end of a sweep's process and that of the jobs' processes that still run: a job that listens ends
 * by itself before.
 */
const MERCY = 6

/** Keeps the process groups it is told of, and ends them when whoever tells is gone: the pipe is closed then. */
const SCRIPT = `
trap '' HUP INT TERM
live=' '
while read -r what group; do
  case $what in
    +) live="$live$group " ;;
    -) live="\${live%% $group *} \${live#* $group }" ;;
    .) exit ;;
  esac
done
sleep ${MERCY}
for group in $live; do kill -9 "-$group"; done
`

/**
 * Ends the processes of jobs whose sweep was killed. A job that computes cannot notice by itself that nobody waits for
 * it any longer, and would go on for hours beside the one that resumes it. A shell watches over all jobs of a sweep: it
 * costs less than a thread in each of them. Where there is none (Windows), nobody watches.
 */
export class OrphanGuard {
  readonly #pipe: Writable | undefined

  constructor() {
    if (process.platform === 'win32') return
    const shell = spawn('/bin/sh', ['-c', SCRIPT], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true, // nor does Ctrl-C reach it, or the end of the terminal
      cwd: '/',
      env: { PATH: '/usr/bin:/bin' },
    })
    shell.on('error', () => {}) // no shell, no guard
    shell.unref()
    this.#pipe = shell.stdin ?? undefined
    this.#pipe?.on('error', () => {})
    ;(this.#pipe as { unref?: () => void } | undefined)?.unref?.()
  }

  /** A job's process leads the process group of this number. */
  started(group: number | undefined): void {
    if (group !== undefined) this.#pipe?.write(`+ ${group}\n`)
  }

  /** The group is gone: its number may soon be somebody else's. */
  ended(group: number | undefined): void {
    if (group !== undefined) this.#pipe?.write(`- ${group}\n`)
  }

  /** All jobs are through, or ended. */
  close(): void {
    this.#pipe?.end('.\n')
  }
}
