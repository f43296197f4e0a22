import type { Override } from '../overrides/ast.ts'
import { parseOverrides } from '../overrides/parse.ts'
import { keyPart } from '../overrides/text-parts.ts'
import { type CompositionFrame, composeFrame, finishComposition, told, treeOf } from './compose-config.ts'
import type { ComposeFacts, ComposeRequest, Composition } from './composition.ts'
import { refuseSweeps } from './refuse-sweeps.ts'

/**
 * The composition of one job of a sweep: what `base` was composed from, with Hydra's own overrides kept and the
 * app's replaced by `jobOverrides`.
 *
 * Jobs that differ in values only share one merged tree, which is copied; jobs that differ in choices are merged
 * anew from configs that are read already. Reference: `ConfigLoader.load_sweep_config`.
 *
 * @throws as `composeConfig` does.
 */
export function forkComposition(
  base: Composition,
  jobOverrides: readonly string[],
  facts: ComposeFacts = base.request,
): Composition {
  return told(() => {
    const forks = forksOf(base)
    const overrides = [...base.overrides.hydra, ...jobOverrides]
    const request: ComposeRequest = { ...base.request, ...facts, overrides, mode: 'run', skipMissing: false }
    const parsed = forks.parse(overrides, base)
    const { frame, choices } = forks.frame(request, parsed)
    refuseSweeps(parsed, { mode: 'run', fromShell: request.fromShell ?? true })
    const left = new Set(frame.list.configOverrides.map(({ input }) => input))
    const values = parsed.filter((override) => !choices.has(override) || left.has(override.input))
    return finishComposition(request, frame, { ...treeOf(frame), parsed, facts: request, values })
  })
}

const forks = new WeakMap<object, Forks>()

/** Forks of forks share too: what counts is the repository they began with. */
function forksOf({ request, repository }: Composition): Forks {
  let known = forks.get(request.repository)
  if (!known) {
    known = new Forks(repository)
    forks.set(request.repository, known)
  }
  return known
}

/** What the override of the sweep is called that a job's override came of: `x=1` of `x=1,2`. */
function typedName(text: string, { parsed }: Composition): string | undefined {
  const key = keyPart(text)
  return parsed.find(({ input }) => input === text || keyPart(input) === key)?.source.name
}

/** Most frames and texts kept: a sweep over many groups has a frame a job, and none comes back. */
const MOST_KEPT = 64

class Forks {
  readonly #repository: Composition['repository']
  readonly #frames = new Map<string, CompositionFrame>()
  readonly #parsed = new Map<string, Override>()
  readonly #choices = new WeakMap<Override, boolean>()

  constructor(repository: Composition['repository']) {
    this.#repository = repository
  }

  /** Reads overrides; one that was read for an earlier job is not read again. */
  parse(texts: readonly string[], base: Composition): readonly Override[] {
    if (this.#parsed.size > 100 * MOST_KEPT) this.#parsed.clear()
    const missing = texts.filter((text) => !this.#parsed.has(text))
    const nameOf = (text: string) => typedName(text, base) ?? `override ${texts.indexOf(text) + 1}`
    for (const override of parseOverrides(missing, { nameOf })) this.#parsed.set(override.input, override)
    return texts.map((text) => this.#parsed.get(text) as Override)
  }

  /** The frame that the choices among the overrides lead to, and which overrides those are. */
  frame(
    request: ComposeRequest,
    parsed: readonly Override[],
  ): { frame: CompositionFrame; choices: ReadonlySet<Override> } {
    const choices = new Set(parsed.filter((override) => this.#isChoice(override)))
    const key = [request.configName ?? '', ...[...choices].map(({ input }) => input)].join('\n')
    let frame = this.#frames.get(key)
    if (!frame) {
      frame = composeFrame(request, [...choices])
      if (this.#frames.size >= MOST_KEPT) this.#frames.delete(this.#frames.keys().next().value as string)
      this.#frames.set(key, frame)
    }
    return { frame, choices }
  }

  /** Whether an override has a say in which configs are merged. */
  #isChoice(override: Override): boolean {
    let known = this.#choices.get(override)
    if (known === undefined) {
      known = this.#looksUp(override)
      this.#choices.set(override, known)
    }
    return known
  }

  #looksUp({ key, kind, package: at, value }: Override): boolean {
    if (key === 'hydra.searchpath') return true
    if (at !== undefined) return true
    if (value?.kind === 'map' || key.includes('.')) return false
    return this.#repository.groupExists(key) || (kind === 'delete' && this.#repository.configExists(key))
  }
}
