import type { TypeRef } from '@hydra-zen/omegaconf/nodes'
import type { Callable, Signature } from '@hydra-zen/signatures'
import type { ConfigMaker } from '../config/config-object.ts'
import type { Parameter } from '../config/parameters.ts'
import type { ConversionContext } from '../convert/to-config-value.ts'
import type { CallSite } from '../targets/call-site.ts'
import type { FullSignature } from './full-signature.ts'

/** All that making a config asks of its surroundings. */
export interface Workshop {
  /** Where `target` can be found again. `verb` is how the user's call begins, for messages. */
  addressOf(target: Callable, site: CallSite, verb: string): string
  /** What `target` accepts; nothing where nobody can tell. */
  signatureOf(target: Callable, site?: CallSite): Signature | undefined
  /** What a full signature of `target` writes, made once. */
  fullSignatureOf(target: Callable, signature: Signature): FullSignature
  /** The config that a class of configs was declared to stand for. */
  configOfClass(target: Callable): object | undefined
  /** The type of a parameter's field, where it is not to be what the source says. */
  readonly typeOf: ((param: Parameter) => TypeRef | undefined) | undefined
  /** How values become configs when something called from `site` is built. */
  conversion(site: CallSite, options: { readonly convertInstances?: boolean | undefined }): ConversionContext
  readonly maker: ConfigMaker
}
