import { readFileSync } from 'node:fs'
import { didYouMean, listed } from '@hydra-zen/diagnostics'
import { memberNames, type Walk } from './members.ts'

/** For configs that come from elsewhere, whose targets have counterparts here. */
export function registerHint(text: string): string {
  const dot = text.lastIndexOf('.')
  const member = text.slice(dot + 1)
  const module =
    dot > 0 && /^[A-Za-z_$][\w$]*$/.test(member)
      ? `, or register('${text.slice(0, dot)}', { ${member} }) of hydra-zen`
      : ''
  return `to say what stands for it: targets.register('${text}', …)${module}`
}

/** For a module that did not load: what a package imports is read by Node alone, which may not read sources. */
export function importHint(cause: unknown): string | undefined {
  return (cause as { code?: unknown } | undefined)?.code === 'ERR_UNKNOWN_FILE_EXTENSION'
    ? 'a test runner can read it where a package cannot: hand an importer of your own to setImporter of hydra-zen'
    : undefined
}

/** For a member that is not there: what is, and what was meant. */
export function memberHint({ value, missing = '' }: Walk): string {
  const names = memberNames(value)
  const has = names.length === 0 ? 'it has no members' : `it has ${listed(names)}`
  const meant = didYouMean(missing, names)
  return meant === undefined ? has : `${meant} (${has})`
}

/** Whether a file has a class, a function or a constant of that name, as far as its text tells. */
export function declares(file: string | undefined, name: string): boolean {
  if (file === undefined) return false
  const declaration = new RegExp(`\\b(?:class|function\\*?|const|let) ${name.replaceAll('$', '\\$')}(?![\\w$])`)
  try {
    return declaration.test(readFileSync(file, 'utf8'))
  } catch {
    return false
  }
}
