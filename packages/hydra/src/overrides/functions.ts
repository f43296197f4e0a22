import { makeFloat, type Scalar } from '@hydra-zen/omegaconf/nodes'
import type { ChoiceSweep, ListOperation, ListOperationName, OverrideValue, PlainValue, RangeNumber } from './ast.ts'
import type { CallContext } from './call-context.ts'
import { type CastName, cast, isElement } from './casts.ts'
import { shuffled } from './shuffle.ts'
import { compareTexts, sortSweep, sortValues } from './sort-values.ts'
import * as types from './value-types.ts'

/** A parameter of a function of the grammar. */
export interface Parameter {
  readonly name: string
  /** Flags of the types it takes. */
  readonly accepts: number
  readonly required: boolean
}

/** A function of the grammar: what it takes and what it gives. */
export interface GrammarFunction {
  readonly name: string
  /** Takes any number of arguments by position; the other parameters then go by name alone. */
  readonly rest: number | undefined
  readonly parameters: readonly Parameter[]
  /** `named` has a place for each parameter, `undefined` where it was left out or is an optional one's null. */
  run(rest: readonly OverrideValue[], named: readonly (OverrideValue | undefined)[], call: CallContext): OverrideValue
}

const CAST = types.TYPE_ELEMENT | types.TYPE_NULL | types.TYPE_CHOICE | types.TYPE_RANGE | types.TYPE_INTERVAL
const SWEEP = types.TYPE_CHOICE | types.TYPE_RANGE
const ANY_SWEEP = SWEEP | types.TYPE_INTERVAL
const ANYTHING = types.TYPE_ELEMENT | types.TYPE_NULL

/** All functions that the values of overrides may call, by name. */
export const functions: ReadonlyMap<string, GrammarFunction> = new Map(
  [
    castFunction('int'),
    castFunction('float'),
    castFunction('str'),
    castFunction('bool'),
    castFunction('json_str'),
    define('choice', types.TYPE_ELEMENT | types.TYPE_CHOICE | types.TYPE_OPERATION, [], (items, _, call) =>
      choice(items, call),
    ),
    define(
      'range',
      undefined,
      [
        required('start', types.TYPE_NUMBER),
        optional('stop', types.TYPE_NUMBER | types.TYPE_NULL),
        optional('step', types.TYPE_NUMBER),
      ],
      (_, [start, stop, step], call) => ({
        kind: 'range',
        start: call.start,
        end: call.end,
        from: stop === undefined ? 0 : numberOf(start),
        to: numberOf(stop ?? start),
        step: step === undefined ? 1 : numberOf(step),
        shuffle: false,
        tags: [],
      }),
    ),
    define(
      'interval',
      undefined,
      [required('start', types.TYPE_NUMBER), required('end', types.TYPE_NUMBER)],
      (_, [start, end], call) => {
        const from = makeFloat(Number(numberOf(start)))
        const to = makeFloat(Number(numberOf(end)))
        return { kind: 'interval', start: call.start, end: call.end, from, to, tags: [] }
      },
    ),
    define(
      'glob',
      undefined,
      [
        required('include', types.TYPE_TEXT | types.TYPE_LIST),
        optional('exclude', types.TYPE_TEXT | types.TYPE_LIST | types.TYPE_NULL),
      ],
      (_, [include, exclude], call) => ({
        kind: 'glob',
        start: call.start,
        end: call.end,
        include: listOf(include),
        exclude: listOf(exclude),
      }),
    ),
    define(
      'tag',
      types.TYPE_TEXT | ANY_SWEEP,
      [optional('sweep', ANY_SWEEP | types.TYPE_NULL)],
      (rest, [sweep], call) => tag(rest, sweep, call),
    ),
    define(
      'sort',
      types.TYPE_ELEMENT | SWEEP,
      [
        optional('sweep', SWEEP | types.TYPE_NULL),
        optional('list', types.TYPE_LIST | types.TYPE_NULL),
        optional('reverse', types.TYPE_BOOL),
      ],
      (rest, [sweep, list, reverse], call) => sort(list ?? sweep, rest, isTrue(reverse), call),
    ),
    define(
      'shuffle',
      types.TYPE_ELEMENT | SWEEP | types.TYPE_ZIP,
      [
        optional('sweep', SWEEP | types.TYPE_ZIP | types.TYPE_NULL),
        optional('list', types.TYPE_LIST | types.TYPE_NULL),
      ],
      (rest, [sweep, list], call) => shuffle(list ?? sweep, rest, call),
    ),
    define('extend_list', ANYTHING, [], (items, _, call) => operation('extend_list', undefined, items, call)),
    define('append', ANYTHING, [], (items, _, call) => operation('append', undefined, items, call)),
    define('prepend', ANYTHING, [], (items, _, call) => operation('prepend', undefined, items, call)),
    define('insert', undefined, [required('index', types.TYPE_INT), required('value', ANYTHING)], (_, args, call) =>
      operation('insert', args[0], args.slice(1) as OverrideValue[], call),
    ),
    define('remove_at', undefined, [required('index', types.TYPE_INT)], (_, [index], call) =>
      operation('remove_at', index, [], call),
    ),
    define('remove_value', undefined, [required('value', ANYTHING)], (_, args, call) =>
      operation('remove_value', undefined, args as OverrideValue[], call),
    ),
    define('list_clear', undefined, [], (_, __, call) => operation('list_clear', undefined, [], call)),
  ].map((definition) => [definition.name, definition]),
)

function define(
  name: string,
  rest: number | undefined,
  parameters: readonly Parameter[],
  run: GrammarFunction['run'],
): GrammarFunction {
  return { name, rest, parameters, run }
}

function required(name: string, accepts: number): Parameter {
  return { name, accepts, required: true }
}

function optional(name: string, accepts: number): Parameter {
  return { name, accepts, required: false }
}

function castFunction(name: CastName): GrammarFunction {
  return define(name, CAST, [optional('value', CAST)], (rest, [value], call) => {
    if (rest.length > 0 && value !== undefined) throw call.error('Values are given by position or by name, not both.')
    const only = value ?? (rest.length > 1 ? simpleChoice(rest, false, call) : rest[0])
    if (only === undefined) throw call.error(`${name}() needs a value.`)
    return cast(name, only, call)
  })
}

function choice(items: readonly OverrideValue[], call: CallContext): ChoiceSweep {
  const [first] = items
  if (first === undefined) throw call.error('A choice needs at least one value.')
  if (items.length === 1 && first.kind === 'choice') {
    if (!first.simple) throw call.error('A choice of a choice makes no sense.', 'leave out the outer choice(…)')
    return { ...first, simple: false }
  }
  return { kind: 'choice', start: call.start, end: call.end, items, simple: false, shuffle: false, tags: [] }
}

function simpleChoice(items: readonly OverrideValue[], shuffle: boolean, call: CallContext): ChoiceSweep {
  for (const item of items) if (!isElement(item)) throw call.error(`A ${item.kind} cannot be one value among several.`)
  return { kind: 'choice', start: call.start, end: call.end, items, simple: true, shuffle, tags: [] }
}

function tag(rest: readonly OverrideValue[], sweep: OverrideValue | undefined, call: CallContext): OverrideValue {
  if (rest.length === 0) throw call.error('tag() needs a sweep, after the tags.')
  const all = sweep === undefined ? rest : [...rest, sweep]
  const last = all.at(-1) as OverrideValue
  if (last.kind !== 'choice' && last.kind !== 'range' && last.kind !== 'interval') {
    throw call.error('The last argument of tag() must be a choice, a range or an interval.')
  }
  const tags = new Set<string>()
  for (const item of all.slice(0, -1)) {
    if (item.kind !== 'plain' || typeof item.value !== 'string') throw call.error('A tag must be text.')
    tags.add(item.value)
  }
  return { ...last, tags: [...tags].sort(compareTexts) }
}

function sort(
  named: OverrideValue | undefined,
  rest: readonly OverrideValue[],
  reverse: boolean,
  call: CallContext,
): OverrideValue {
  const only = named ?? (rest.length === 1 ? rest[0] : undefined)
  if (only?.kind === 'choice' || only?.kind === 'range') return sortSweep(only, reverse, call)
  if (only?.kind === 'list') return { ...only, items: sortValues(only.items, reverse, call) }
  if (only !== undefined) return only
  if (rest.length === 0) throw call.error('There is nothing to sort.')
  for (const item of rest)
    if (item.kind !== 'plain')
      throw call.error(`Among several values to sort, none can be ${types.typeNames(types.typeFlag(item))}.`)
  return sortSweep(simpleChoice(rest, false, call), reverse, call)
}

function shuffle(named: OverrideValue | undefined, rest: readonly OverrideValue[], call: CallContext): OverrideValue {
  const only = named ?? (rest.length === 1 ? rest[0] : undefined)
  if (only === undefined) {
    const zip = rest.find(({ kind }) => kind === 'zip')
    if (zip !== undefined) throw call.error('shuffle() takes one zip and nothing beside it.')
    return simpleChoice(rest, true, call)
  }
  if (only.kind === 'choice' || only.kind === 'range' || only.kind === 'zip') return { ...only, shuffle: true }
  if (only.kind === 'list') return { ...only, items: shuffled(only.items, call.random) }
  return { kind: 'list', start: call.start, end: call.end, items: [only] }
}

function operation(
  name: ListOperationName,
  index: OverrideValue | undefined,
  items: readonly OverrideValue[],
  call: CallContext,
): ListOperation {
  return {
    kind: 'list-operation',
    start: call.start,
    end: call.end,
    name,
    index: index === undefined ? undefined : Number((index as PlainValue).value),
    items,
  }
}

function numberOf(value: OverrideValue | undefined): RangeNumber {
  return (value as PlainValue).value as Exclude<Scalar, string> as RangeNumber
}

function listOf(value: OverrideValue | undefined): readonly OverrideValue[] {
  return value === undefined ? [] : value.kind === 'list' ? value.items : [value]
}

function isTrue(value: OverrideValue | undefined): boolean {
  return value?.kind === 'plain' && value.value === true
}
