import { readdirSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

/**
 * The files whose names go on from the value of a word such as `data=./tr`; `undefined` where the value is no file
 * name (those begin with `.` or `/`, or with a drive on Windows).
 */
export function completeFile(word: string, cwd: string): readonly string[] | undefined {
  const equals = word.lastIndexOf('=')
  const typed = equals === -1 ? '' : word.slice(equals + 1)
  if (!/^(?:[./\\]|[a-z]:)/i.test(typed)) return undefined
  const whole = isDirectory(resolve(cwd, typed))
  const directory = whole ? typed : dirname(typed)
  const begin = whole ? '' : basename(typed)
  return namesIn(resolve(cwd, directory))
    .filter((name) => name.startsWith(begin))
    .map((name) => word.slice(0, equals + 1) + under(directory, name))
    .sort()
}

/** Joined without being tidied: what the user typed has to stay. */
function under(directory: string, name: string): string {
  return directory.endsWith('/')
    ? directory + name
    : directory.includes('\\')
      ? join(directory, name)
      : `${directory}/${name}`
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}
