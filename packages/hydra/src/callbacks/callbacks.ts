import {
  type ConfigNode,
  childOf,
  fullKey,
  MapNode,
  printScalar,
  readValue,
  resolved,
  type Scalar,
  ScalarNode,
} from '@hydra-zen/omegaconf/nodes'
import type { TargetEnvironment } from '../instantiate/target-environment.ts'
import { targetError } from '../instantiate/target-error.ts'
import type { CallbackEventName, CallbackLike } from '../plugins/callback.ts'
import { ready, type Steps, stepwise } from '../stepwise.ts'

/** One entry of `hydra.callbacks`. */
interface Entry {
  /** `hydra.callbacks.upload` */
  readonly path: string
  /** What messages call it: the name of its class. */
  readonly name: string
  /** `undefined` for an entry from which nothing could be made, which is no error: see `why`. */
  readonly callback: CallbackLike | undefined
  readonly why: string
}

/** Where an event goes: to callbacks built from the config, in order. */
export interface Callbacks {
  /** Whether anybody listens at all. */
  readonly any: boolean
  /**
   * Tells `event` to every callback that has a method for it, one after another, promises awaited: end events from last
   * to first. What a callback throws becomes a warning. Gives nothing, instead of a promise, where none has to wait.
   */
  notify<Event extends object>(name: CallbackEventName, event: Event): Promise<void> | void
}

/** Nobody listens. */
export const noCallbacks: Callbacks = { any: false, notify: () => undefined }

/** What callbacks are built with. */
export interface CallbackParts {
  readonly targets: TargetEnvironment
  /** Told one text for each thing that went wrong at an event. */
  readonly warn: (text: string) => void
  /** Callbacks that are objects already, of whoever runs the app from code; they come after those of the config. */
  readonly extra?: readonly CallbackLike[] | undefined
}

/**
 * The callbacks of `hydra.callbacks`, built in the order of the composed config.
 *
 * An entry that is null, or says no `_target_`, is not refused: it causes a warning at each event, as in the reference.
 *
 * @throws InstantiationException where one cannot be built, or is a number or a text
 */
export async function createCallbacks(
  config: MapNode,
  { targets, warn, extra = [] }: CallbackParts,
): Promise<Callbacks> {
  const hydra = childOf(config, 'hydra')
  const given = hydra instanceof MapNode ? childOf(hydra, 'callbacks') : undefined
  const node = given && resolved(given)
  const entries: Entry[] = []
  if (node instanceof MapNode && node.state === 'value') {
    for (const child of node.entries.values()) entries.push(await entryOf(child, targets))
  }
  for (const callback of extra) {
    entries.push({ path: `callbacks[${entries.length}]`, name: nameOf(callback), callback, why: '' })
  }
  for (const { callback, name, path } of entries) {
    for (const wrong of callback === undefined ? [] : misspelt(callback)) warn(`Callback ${name} (${path}): ${wrong}`)
  }
  return entries.length === 0 ? noCallbacks : new LiveCallbacks(entries, warn)
}

async function entryOf(child: ConfigNode, targets: TargetEnvironment): Promise<Entry> {
  const path = fullKey(child)
  const node = resolved(child)
  const nothing = (why: string): Entry => ({ path, name: path, callback: undefined, why })
  if (node.state === 'null') return nothing('it is null')
  if (node instanceof ScalarNode) {
    const what = node.state === 'missing' ? 'missing (???)' : `\`${printScalar(readValue(node) as Scalar)}\``
    throw targetError(`\`${path}\` is ${what}, which is no callback.`, {
      code: 'INSTANTIATE_CONFIG',
      place: { path, origin: node.origin },
      hint: 'a callback is a mapping with a _target_; to leave one out, write null',
    })
  }
  if (!(node instanceof MapNode) || childOf(node, '_target_') === undefined) return nothing('it has no _target_')
  const { instantiate } = await import('../instantiate/instantiate.ts')
  const callback = await instantiate(child, { targets })
  if (typeof callback !== 'object' || callback === null) return nothing(`it is ${typeof callback}`)
  return { path, name: nameOf(callback), callback: callback as CallbackLike, why: '' }
}

const EVENTS: readonly string[] = [
  'onComposeConfig',
  'onRunStart',
  'onRunEnd',
  'onMultirunStart',
  'onMultirunEnd',
  'onJobStart',
  'onJobEnd',
] satisfies CallbackEventName[]

/** Methods that look like an event and are none, so that nobody ever calls them: `on_job_end`, `onJobEnded`. */
function misspelt(callback: object): readonly string[] {
  const found = new Set<string>()
  for (let at: object | null = callback; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const key of Object.getOwnPropertyNames(at)) if (/^on[A-Z_]/.test(key) && !EVENTS.includes(key)) found.add(key)
  }
  return [...found].flatMap((key) => {
    const plain = key.replaceAll('_', '').toLowerCase()
    const meant = EVENTS.find((event) => plain.replace(/(?<=start|end)ed$/, '') === event.toLowerCase())
    return meant === undefined ? [] : [`nothing calls \`${key}\`, did you mean \`${meant}\`?`]
  })
}

function nameOf(callback: object): string {
  const { name } = callback.constructor ?? {}
  return name === undefined || name === '' ? 'Object' : name
}

class LiveCallbacks implements Callbacks {
  readonly any = true
  readonly #entries: readonly Entry[]
  readonly #warn: (text: string) => void

  constructor(entries: readonly Entry[], warn: (text: string) => void) {
    this.#entries = entries
    this.#warn = warn
  }

  notify<Event extends object>(name: CallbackEventName, event: Event): Promise<void> | void {
    return stepwise(() => this.#tell(name, event))
  }

  *#tell(name: CallbackEventName, event: object): Steps<void> {
    const entries = name.endsWith('End') ? this.#entries.toReversed() : this.#entries
    for (const entry of entries) {
      if (entry.callback === undefined) {
        // this event came after the reference that we follow: an entry that is no callback misses nothing
        if (name !== 'onComposeConfig') this.#warn(`${entry.path} cannot be told ${name}: ${entry.why}`)
        continue
      }
      try {
        yield* ready((entry.callback[name] as ((event: object) => unknown) | undefined)?.call(entry.callback, event))
      } catch (error) {
        this.#warn(`Callback ${entry.name}.${name} (${entry.path}) raised ${described(error)}`)
      }
    }
  }
}

function described(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
