import {
  type Callable,
  fileEntry,
  type Param,
  type Property,
  runtimeSignature,
  type Signature,
  type SignatureHint,
  sharedGiven,
  signatureOf,
} from '@hydra-zen/signatures'
import type { CallSite } from './call-site.ts'
import { sharedRegistry, type TargetRegistry } from './registry.ts'

/** Where to look for what a target accepts. */
export interface SignaturePlaces {
  readonly registry?: TargetRegistry
  /** The user's call: its file declares or imports the target. */
  readonly site?: CallSite | undefined
}

/** What is known of a target's parameters: by where it was found, or else as seen from the file that called us. */
export function signatureFor(callable: Callable, places: SignaturePlaces = {}): Signature | undefined {
  const { registry = sharedRegistry(), site } = places
  const about = registry.get(callable)
  if (about?.signature) return about.signature
  const file = about === undefined ? site?.file : about.file
  const found =
    about && file === undefined ? registeredSignature(callable) : signatureOf(callable, hintOf(file, about?.member))
  const isForeign = about !== undefined && about.file === undefined && /^(?!zen:).*:/.test(about.address)
  const signature = found && (isForeign && found.source === 'runtime' ? loose(found) : withKeys(found, callable))
  if (about) about.signature = signature
  return signature
}

/** What a package or Node does with a parameter that has no default, nobody has written down. */
function loose(signature: Signature): Signature {
  const params = signature.params.map((param): Param => ({ ...param, optional: true }))
  return { ...signature, params, loose: true }
}

/** Of what was registered without a file: by hand, or by its text. Its record remembers it, nobody else has to. */
function registeredSignature(callable: Callable): Signature | undefined {
  return sharedGiven().get(callable) === undefined ? runtimeSignature(callable) : signatureOf(callable)
}

function hintOf(file: string | undefined, member: string | undefined): SignatureHint {
  if (file === undefined) return noHint // without a file, a name says nothing
  return member === undefined ? { file } : { file, export: member }
}

const noHint: SignatureHint = {}

const refined = new WeakMap<Signature, Signature>()

/**
 * With the keys of a destructured parameter whose type does not say them: those of the class it names
 * (`task({ x }: Config)`), or else those in the text of the function.
 */
function withKeys(signature: Signature, callable: Callable): Signature {
  const bare = bareOptions(signature.params)
  if (bare < 0) return signature
  let better = refined.get(signature)
  if (better === undefined) {
    const props = keysOf(signature.params[bare] as Param, callable)
    better =
      props === undefined
        ? signature
        : { ...signature, params: signature.params.with(bare, withProps(signature, bare, props)) }
    refined.set(signature, better)
  }
  return better
}

/** The position of a destructured parameter whose keys are unknown. */
function bareOptions(params: readonly Param[]): number {
  for (let at = 0; at < params.length; at++) {
    const param = params[at]
    if (param?.kind === 'options' && !hasKeys(param.type.k)) return at
  }
  return -1
}

function hasKeys(kind: string): boolean {
  return kind === 'object' || kind === 'record'
}

function withProps({ params }: Signature, at: number, { props, open }: Keys): Param {
  return { ...(params[at] as Param), type: { k: 'object', props, ...(open && { open }) } }
}

interface Keys {
  readonly props: readonly Property[]
  readonly open?: true
}

function keysOf({ type, name }: Param, callable: Callable): Keys | undefined {
  if (type.k === 'class') {
    const entry = fileEntry(type.file)
    const fields = (entry?.exports.get(type.name) ?? entry?.locals.get(type.name))?.fields
    if (fields) return { props: fields }
  }
  const own = runtimeSignature(callable)?.params.find((param) => param.kind === 'options' && param.name === name)
  return own?.type.k === 'object' ? own.type : undefined
}
