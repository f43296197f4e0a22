/** Programs that run a file of somebody's; the file's name follows. */
const runners = new Set(['node', 'nodejs', 'tsx', 'ts-node', 'bun', 'deno', 'python', 'python3'])
/** Programs that run a program; its name follows. */
const carriers = new Set(['npx', 'pnpx', 'bunx', 'env', 'time', 'sudo'])
const scriptFile = /\.(?:[cm]?[jt]sx?|py)$/

/**
 * The words after the app's own name: `db=m` of `npx tsx --watch app.ts db=m`.
 *
 * The last word is `''` where the line ends in a blank: a new word is to begin.
 */
export function argumentsOf(line: string): readonly string[] {
  const words = line.split(/\s+/)
  if (words[0] === '') words.shift()
  return words.slice(nameLength(words))
}

/** How many words the name of the app takes. */
function nameLength(words: readonly string[]): number {
  let at = 0
  while (at < words.length - 1 && (carriers.has(baseName(words[at])) || /^\w+=/.test(words[at] ?? ''))) at++
  if (!runners.has(baseName(words[at]))) return Math.min(at + 1, words.length)
  const file = words.findIndex((word, index) => index > at && (scriptFile.test(word) || !/^-/.test(word)))
  const script = words.findIndex((word, index) => index > at && scriptFile.test(word))
  return (script !== -1 ? script : file === -1 ? words.length - 1 : file) + 1
}

function baseName(word: string | undefined): string {
  return (word ?? '').replace(/^.*[\\/]/, '').replace(/\.exe$/i, '')
}
