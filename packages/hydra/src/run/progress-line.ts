import type { Runtime, TextSink } from './runtime.ts'

/** What a progress line tells. */
export interface ProgressFacts {
  readonly done: number
  readonly failed: number
  readonly running: number
  /** How many there will be; `undefined` while that is not known. */
  readonly total: number | undefined
}

/** One line on a terminal that says how far a sweep is. Nothing at all where nobody looks. */
export class ProgressLine {
  readonly #sink: TextSink
  readonly #now: () => number
  readonly #startedAt: number
  readonly #beforeOutput: Runtime['beforeOutput']
  #shown = ''
  #shownAt = 0
  #writing = false
  #unhook: (() => void) | undefined

  constructor({ stderr, beforeOutput }: Pick<Runtime, 'stderr' | 'beforeOutput'>, now: () => number = Date.now) {
    this.#sink = stderr
    this.#beforeOutput = beforeOutput
    this.#now = now
    this.#startedAt = now()
  }

  /** Shows the facts, ten times a second at most. */
  show(facts: ProgressFacts): void {
    if (!this.#sink.isTTY) return
    const now = this.#now()
    if (now - this.#shownAt < 100) return
    this.#shownAt = now
    const text = progressText(facts, (now - this.#startedAt) / 1000).slice(0, (this.#sink.columns || 80) - 1)
    // what a job writes would stand behind the line otherwise
    this.#unhook ??= this.#beforeOutput?.(() => this.clear())
    this.#write(`\r${text}\u001b[K`)
    this.#shown = text
  }

  /** Takes the line away, so that something else can be written. */
  clear(): void {
    if (this.#shown === '' || this.#writing) return
    this.#write('\r\u001b[K')
    this.#shown = ''
    this.#shownAt = 0
  }

  /** The last line is taken away, and no other comes. */
  close(): void {
    this.clear()
    this.#unhook?.()
    this.#unhook = undefined
  }

  #write(text: string): void {
    this.#writing = true
    this.#sink.write(text)
    this.#writing = false
  }
}

/** `12 of 200 done, 1 failed, 2 running, 3.4/s, 0:55 left` */
export function progressText({ done, failed, running, total }: ProgressFacts, seconds: number): string {
  const rate = seconds > 0 ? done / seconds : 0
  const parts = [`${done}${total === undefined ? '' : ` of ${total}`} done`]
  if (failed > 0) parts.push(`${failed} failed`)
  parts.push(`${running} running`)
  if (rate > 0) parts.push(rate >= 1 ? `${rate.toFixed(1)}/s` : `${(rate * 60).toFixed(1)}/min`)
  if (rate > 0 && total !== undefined) parts.push(`${clock((total - done) / rate)} left`)
  return parts.join(', ')
}

function clock(seconds: number): string {
  const whole = Math.ceil(seconds)
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}
