import type { OverrideValue, ZipMember, ZipSweep } from './ast.ts'
import type { CallContext } from './call-context.ts'
import { overrideError } from './override-error.ts'
import { rangeValues } from './range-values.ts'
import { typeFlag, typeNames } from './value-types.ts'

type Candidate = Omit<ZipMember, 'values'> & { readonly value: OverrideValue }

/**
 * A zip whose members have values that can be listed, all equally many (a glob's number is only known when it meets
 * the options of its group).
 *
 * @throws OverrideParseException `SWEEP_ZIP`, pointing at the member that is at fault.
 */
export function zipSweep(candidates: readonly Candidate[], call: CallContext): ZipSweep {
  if (candidates.length === 0) throw call.error('A zip needs members.', 'write zip(model=[a,b],lr=[0.1,0.2])')
  const members = candidates.map((candidate) => asMember(candidate, call))
  const seen = new Set<string>()
  for (const member of members) {
    const key = memberKey(member)
    if (seen.has(key)) throw problem(`\`${key}\` is twice in this zip.`, member, call)
    seen.add(key)
  }
  checkLengths(
    members.flatMap((member) => withLength(member, call)),
    call,
  )
  return { kind: 'zip', start: call.start, end: call.end, members, shuffle: false }
}

/** `+db@pkg`, as it begins the override that a row makes of it. */
export function memberKey({ kind, key, package: at }: ZipMember): string {
  const prefix = kind === 'add' ? '+' : kind === 'force-add' ? '++' : ''
  return at === undefined ? prefix + key : `${prefix}${key}@${at}`
}

/** Refuses members of different lengths, naming the one that differs from all others. */
export function checkLengths(members: readonly { member: ZipMember; length: number }[], call: CallContext): void {
  const counts = new Map<number, number>()
  for (const { length } of members) counts.set(length, (counts.get(length) ?? 0) + 1)
  if (counts.size < 2) return
  const [usual = 0, most = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? []
  const odd = members.filter(({ length }) => length !== usual)
  const first = odd[0]
  if (first === undefined) return
  if (most === 1 || odd.length > 1) {
    const all = members.map(({ member, length }) => `\`${memberKey(member)}\` ${length}`).join(', ')
    throw problem(`The members of a zip must have equally many values: ${all}.`, first.member, call)
  }
  const name = memberKey(first.member)
  throw problem(`\`${name}\` has ${plural(first.length)}, the other members of this zip ${usual}.`, first.member, call)
}

function asMember({ value, ...rest }: Candidate, call: CallContext): ZipMember {
  if ((value.kind === 'choice' || value.kind === 'range') && value.shuffle) {
    throw problem(`\`${rest.key}\` would lose its rows: shuffle the whole, shuffle(zip(…)).`, rest, call)
  }
  if (value.kind === 'list' || value.kind === 'choice' || value.kind === 'range' || value.kind === 'glob') {
    return { ...rest, values: value }
  }
  const what = `The values of \`${rest.key}\` must be a list, a choice, a range or a glob, not ${typeNames(typeFlag(value))}.`
  throw problem(what, { ...rest, start: value.start, end: value.end }, call)
}

function withLength(member: ZipMember, call: CallContext): { member: ZipMember; length: number }[] {
  const { values } = member
  if (values.kind === 'glob') return []
  if (values.kind !== 'range') return [{ member, length: values.items.length }]
  const range = rangeValues(values.from, values.to, values.step)
  if (typeof range === 'string')
    throw problem(`The range of \`${memberKey(member)}\` has no end: its ${range}.`, member, call)
  return [{ member, length: range.length }]
}

function plural(count: number): string {
  return count === 1 ? '1 value' : `${count} values`
}

function problem(summary: string, { start, end }: { start: number; end: number }, call: CallContext): Error {
  return overrideError({ source: call.source, summary, start, end, code: 'SWEEP_ZIP' })
}
