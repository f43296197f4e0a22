import { inspect } from 'node:util'

/** How deep causes are followed. */
const DEEPEST = 8

/**
 * Whatever was thrown, as a text with its stack; below it the causes and, of an `AggregateError`, its members.
 *
 * Unlike `util.inspect` it leaves out an error's own properties: those that matter are in its message.
 */
export function errorText(error: unknown, depth = 0): string {
  try {
    return textOf(error, depth)
  } catch (problem) {
    // a getter of the error's throws: one who prints an error must not fail because of it
    return `An error that cannot be shown: ${problem instanceof Error ? problem.message : String(problem)}`
  }
}

function textOf(error: unknown, depth: number): string {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : inspect(error)
  let text = error.stack ?? `${error.name}: ${error.message}`
  // an error whose message was changed after it was made has the old one in its stack
  if (!text.includes(error.message)) text = `${error.name}: ${error.message}\n${text.replace(/^[^\n]*\n/, '')}`
  if (depth === DEEPEST) return text
  if (error instanceof AggregateError) {
    for (const member of error.errors) text += `\n  among them: ${indented(errorText(member, depth + 1))}`
  }
  if (error.cause !== undefined) text += `\n  caused by: ${indented(errorText(error.cause, depth + 1))}`
  return text
}

function indented(text: string): string {
  return text.replaceAll('\n', '\n  ')
}
