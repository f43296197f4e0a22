import type { TargetPlace } from './target-environment.ts'
import { targetError } from './target-error.ts'

/** What the text of `_target_` names. */
export type Address = DottedAddress | ModuleAddress

/** `shapes.point.Point`: a file under a root, then members of its module; which part is which shows on disk. */
export interface DottedAddress {
  readonly kind: 'dotted'
  readonly text: string
  readonly parts: readonly string[]
}

/** `./shapes/point:Point`, `@scope/pkg/sub:Point`, `node:path:join`: a module, and members of it. */
interface ModuleAddress {
  readonly kind: 'module'
  readonly text: string
  readonly specifier: string
  readonly members: readonly string[]
}

/** Members that lead out of what a module meant to offer. */
const FORBIDDEN = new Set(['__proto__', 'prototype', 'constructor'])

/** A part of a dotted address: an identifier, or a file's name with dashes in it. */
function isPart(text: string): boolean {
  // the patterns for all of Unicode take long to make: only where they are needed
  return /^[A-Za-z_$][\w$-]*$/.test(text) || /^[\p{ID_Start}$_][\p{ID_Continue}$-]*$/u.test(text)
}

function isMember(text: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(text) || /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text)
}

/**
 * An address from its text.
 *
 *     address := part ("." part)+  |  module ":" member ("." member)*
 *
 * @throws InstantiationException `TARGET_SYNTAX`; `TARGET_REFUSED` for `__proto__`, `prototype` and `constructor`
 */
export function parseAddress(text: string, place: TargetPlace = {}): Address {
  const address = text.includes(':') ? moduleAddress(text) : dottedAddress(text)
  if (address === undefined) {
    throw targetError(`\`${text}\` is no address of a target.`, {
      code: 'TARGET_SYNTAX',
      place,
      hint: 'write `module.Member`, `./path/to/module:Member` or `package:Member`',
    })
  }
  const bad = (address.kind === 'dotted' ? address.parts : address.members).find((part) => FORBIDDEN.has(part))
  if (bad !== undefined) {
    throw targetError(`A target cannot be reached through \`${bad}\`.`, { code: 'TARGET_REFUSED', place })
  }
  return address
}

function dottedAddress(text: string): DottedAddress | undefined {
  const parts = text.split('.')
  return parts.every((part) => isPart(part)) ? { kind: 'dotted', text, parts } : undefined
}

function moduleAddress(text: string): ModuleAddress | undefined {
  let colon = text.lastIndexOf(':')
  // `node:path.join`: the only colon belongs to the scheme
  if (colon === 4 && text.startsWith('node:')) colon = text.indexOf('.')
  if (colon <= 0) return undefined
  const specifier = text.slice(0, colon)
  const members = text.slice(colon + 1).split('.')
  return members.every((member) => isMember(member)) ? { kind: 'module', text, specifier, members } : undefined
}
