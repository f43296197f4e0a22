import { inspect } from 'node:util'
import type { ConfigNode as EngineNode, TypeRef } from '@hydra-zen/omegaconf/nodes'
import type { Callable, Signature } from '@hydra-zen/signatures'
import type { Parameter } from './parameters.ts'

/** Under it the engine finds the node that a value stands for. */
export const nodeSymbol: unique symbol = Symbol.for('@hydra-zen/omegaconf.node') as never

/** What is known of a config beside its values. */
export interface ConfigFacts {
  /** `builds` has a target; `just` stands for a value; `config` is fields only. */
  readonly kind: 'builds' | 'just' | 'config'
  /** The config's name in messages, and that of its schema. */
  readonly name: string
  readonly target: Callable | undefined
  readonly signature: Signature | undefined
  /** The class whose fields it lists. */
  readonly declaredBy?: Callable | undefined
  /** The configs it inherits from. */
  readonly bases?: readonly unknown[] | undefined
  /** The fields it declares, where that is not the target's signature. */
  readonly params: readonly Parameter[] | undefined
  /** Fields that the target does not get. */
  readonly meta: readonly string[]
  /** Parameters that struct mode accepts although no value is written. */
  readonly absent: readonly string[]
  /** Types that were given by hand. */
  readonly types: ReadonlyMap<string, TypeRef> | undefined
  readonly doc: string | undefined
  /** From what it was made, for `with`. */
  readonly recipe: unknown
  readonly maker: ConfigMaker
}

/** What configs of one builder share. Handed in, so that this file knows neither builders nor the engine. */
export interface ConfigMaker {
  /** The same config with more values. */
  again(facts: ConfigFacts, more: object): ConfigObject
  toNode(config: ConfigObject): EngineNode
}

/** Keys that steer how a config is built; never parameters. */
export const reservedKeys: ReadonlySet<string> = new Set([
  '_target_',
  '_args_',
  '_partial_',
  '_recursive_',
  '_convert_',
  '_zen_target',
  '_zen_partial',
  '_zen_exclude',
  '_zen_wrappers',
])

/** A config as users hold it: frozen, its own keys are the config's. */
export class ConfigObject {
  readonly #facts: ConfigFacts
  #node: EngineNode | undefined

  /** @param address - `_target_`, where it is not among the names. */
  constructor(facts: ConfigFacts, names: readonly string[], values: readonly unknown[], address?: string) {
    this.#facts = facts
    this.#node = undefined
    if (address !== undefined) (this as { _target_?: string })._target_ = address
    for (let at = 0; at < names.length; at++) define(this, names[at] as string, values[at])
    Object.freeze(this)
  }

  /** A config with the values of a map, in its order. */
  static of(facts: ConfigFacts, values: ReadonlyMap<string, unknown>): ConfigObject {
    return new ConfigObject(facts, [...values.keys()], [...values.values()])
  }

  /** What is known of `config`, or `undefined` where it is no config of ours. */
  static factsOf(config: unknown): ConfigFacts | undefined {
    return typeof config === 'object' && config !== null && #facts in config ? config.#facts : undefined
  }

  get fields(): Readonly<Record<string, unknown>> {
    const fields: Record<string, unknown> = {}
    for (const key of Object.keys(this)) if (!reservedKeys.has(key)) define(fields, key, valueAt(this, key))
    return Object.freeze(fields)
  }

  get doc(): string | undefined {
    return this.#facts.doc
  }

  with(more: object): ConfigObject {
    return this.#facts.maker.again(this.#facts, more)
  }

  /** Shared: whoever wants to change it copies it first. */
  get [nodeSymbol](): EngineNode {
    this.#node ??= this.#facts.maker.toNode(this)
    return this.#node
  }

  [inspect.custom](_depth: number, options: object): string {
    return `${this.#facts.kind === 'config' ? 'Config' : 'Builds'}<${this.#facts.name}> ${inspect({ ...this }, options)}`
  }
}

/** The config's value under `key`, never one of the prototype's. */
export function valueAt(config: object, key: string): unknown {
  return Object.hasOwn(config, key) ? (config as Record<string, unknown>)[key] : undefined
}

/** Whether `value` is a config that a builder made. */
export function isConfigObject(value: unknown): value is ConfigObject {
  return ConfigObject.factsOf(value) !== undefined
}

function define(holder: object, key: string, value: unknown): void {
  if (key in holder) Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true })
  else (holder as Record<string, unknown>)[key] = value
}
