import { didYouMean, listed, type Source } from '@hydra-zen/diagnostics'
import type { MapValue, OverrideValue } from './ast.ts'
import { CallContext } from './call-context.ts'
import { withoutQuotes } from './casts.ts'
import { functions, type GrammarFunction, type Parameter } from './functions.ts'
import type { CallSyntax, Syntax } from './syntax.ts'
import { TYPE_BOOL, TYPE_INT, TYPE_NULL, typeFlag, typeNames } from './value-types.ts'
import { zipSweep } from './zip-sweep.ts'

/**
 * The value that a syntax stands for, its functions called from the inside out.
 *
 * @throws OverrideParseException `OVERRIDE_FUNCTION`, `SWEEP_ZIP`.
 */
export function evaluate(syntax: Syntax, source: Source, random: () => number): OverrideValue {
  switch (syntax.kind) {
    case 'plain':
    case 'quoted':
      return syntax
    case 'list':
      return { ...syntax, items: syntax.items.map((item) => element(item, source, random)) }
    case 'map': {
      const entries: MapValue['entries'] = syntax.entries.map(({ key, value }) => ({
        key,
        value: element(value, source, random),
      }))
      return { ...syntax, entries }
    }
    case 'simple-choice': {
      const { start, end } = syntax
      const items = syntax.items.map((item) => evaluate(item, source, random))
      return { kind: 'choice', start, end, items, simple: true, shuffle: false, tags: [] }
    }
    case 'call':
      return callFunction(syntax, source, random)
    case 'zip': {
      const members = syntax.members.map((member) => ({ ...member, value: evaluate(member.value, source, random) }))
      return zipSweep(members, new CallContext(source, syntax.start, syntax.end, random))
    }
    default:
      return syntax satisfies never
  }
}

/** A value within a list or a mapping: a zip or a list operation has no meaning there. */
function element(syntax: Syntax, source: Source, random: () => number): OverrideValue {
  const value = evaluate(syntax, source, random)
  if (value.kind !== 'zip' && value.kind !== 'list-operation') return value
  const call = new CallContext(source, value.start, value.end, random)
  throw call.error(`${value.kind === 'zip' ? 'A zip' : `${value.name}(…)`} must be the whole value of an override.`)
}

function callFunction(syntax: CallSyntax, source: Source, random: () => number): OverrideValue {
  const definition = functions.get(syntax.name)
  const call = new CallContext(source, syntax.start, syntax.end, random)
  if (definition === undefined) {
    const known = [...functions.keys(), 'zip'].sort()
    const meant = didYouMean(syntax.name, known)
    throw call.error(`There is no function \`${syntax.name}\`.`, meant ?? `functions: ${listed(known, 30)}`)
  }
  const rest: OverrideValue[] = []
  const named: (OverrideValue | undefined)[] = definition.parameters.map(() => undefined)
  const given = definition.parameters.map(() => false)
  let position = 0
  let nameSeen: string | undefined
  for (const argument of syntax.args) {
    const value = withoutQuotes(evaluate(argument.value, source, random))
    if (argument.name === undefined) {
      if (nameSeen !== undefined) {
        throw call.error(`An argument by position follows \`${nameSeen}=\`.`, 'arguments with names come last')
      }
      if (definition.rest !== undefined) {
        check(value, definition.rest, `an argument of ${definition.name}()`, source, random)
        rest.push(value)
      } else {
        if (position === definition.parameters.length) throw call.error(tooMany(definition))
        given[position] = true
        named[position++] = value
      }
    } else {
      nameSeen = argument.name
      const place = definition.parameters.findIndex(({ name }) => name === argument.name)
      if (place === -1) {
        const names = definition.parameters.map(({ name }) => name)
        throw call.error(
          `${definition.name}() has no parameter \`${argument.name}\`.`,
          didYouMean(argument.name, names) ?? signature(definition),
        )
      }
      if (place < position) throw call.error(`\`${argument.name}\` is given by position and by name.`)
      given[place] = true
      named[place] = value
    }
  }
  definition.parameters.forEach((parameter, place) => {
    named[place] = checkNamed(definition, parameter, named[place], given[place] === true, call)
  })
  return definition.run(rest, named, call)
}

function checkNamed(
  definition: GrammarFunction,
  parameter: Parameter,
  value: OverrideValue | undefined,
  given: boolean,
  call: CallContext,
): OverrideValue | undefined {
  if (!given || value === undefined) {
    if (parameter.required) throw call.error(`${definition.name}() needs \`${parameter.name}\`.`, signature(definition))
    return undefined
  }
  check(value, parameter.accepts, `\`${parameter.name}\` of ${definition.name}()`, call.source, call.random)
  return typeFlag(value) === TYPE_NULL && !parameter.required ? undefined : value
}

function check(value: OverrideValue, accepts: number, what: string, source: Source, random: () => number): void {
  const flag = typeFlag(value)
  if ((flag & accepts) !== 0 || (flag === TYPE_BOOL && (accepts & TYPE_INT) !== 0)) return
  const call = new CallContext(source, value.start, value.end, random)
  throw call.error(`${capital(what)} must be ${typeNames(accepts)}, not ${typeNames(flag)}.`)
}

function capital(text: string): string {
  return text[0] === '`' ? text : text.charAt(0).toUpperCase() + text.slice(1)
}

function tooMany(definition: GrammarFunction): string {
  const most = definition.parameters.length
  return most === 0
    ? `${definition.name}() takes no arguments.`
    : `${definition.name}() takes ${most} argument${most === 1 ? '' : 's'} at most.`
}

/** `range(start, stop?, step?)` */
function signature({ name, rest, parameters }: GrammarFunction): string {
  const parts = parameters.map((parameter) => `${parameter.name}${parameter.required ? '' : '?'}`)
  return `write ${name}(${[...(rest === undefined ? [] : ['…values']), ...parts].join(', ')})`
}
