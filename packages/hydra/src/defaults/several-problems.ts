import { ConfigCompositionException, type HydraException, MissingConfigException } from '../errors.ts'

/**
 * One error for all that was found wrong: the problem itself where there is one, else an error that tells all.
 *
 * It is a `MissingConfigException` where the first of them is.
 */
export function severalProblems(problems: readonly HydraException[]): HydraException {
  const [first] = problems
  if (!first) throw new RangeError('severalProblems needs a problem')
  if (problems.length === 1) return first
  const told = [...new Set(problems.map((problem) => problem.message))]
  if (told.length === 1) return first
  const summary = `${told.length} problems:\n${told.map((text) => indented(text)).join('\n')}`
  if (first instanceof MissingConfigException) {
    const { missingConfig, options } = first
    return new MissingConfigException(summary, { code: first.code, missingConfig, options, problems })
  }
  return new ConfigCompositionException(summary, { code: 'COMPOSE_SEVERAL', problems })
}

function indented(text: string): string {
  return `- ${text.replaceAll('\n', '\n  ')}`
}
