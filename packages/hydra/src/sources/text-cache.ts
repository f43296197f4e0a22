import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromDiskForm, type TreeMemory, toDiskForm } from '@hydra-zen/omegaconf/nodes'

/**
 * Texts with what they hold, a file each below a directory. Only for texts that take long to read: the fast reader is
 * quicker than any cache.
 *
 * An entry holds its text, so it can never be stale. Where nothing can be written, quietly nothing is.
 *
 * @param directory - Asked when the first text comes; `undefined`: keep nothing.
 */
export function createTextCache(directory: () => string | undefined): TreeMemory {
  let known: { readonly path: string | undefined } | undefined
  const placeOf = (text: string): string | undefined => {
    known ??= { path: directory() }
    return known.path && join(known.path, 'yaml', `${text.length.toString(36)}-${nameOf(text)}.json`)
  }
  return {
    read(text) {
      const place = placeOf(text)
      if (place === undefined) return 'unknown'
      try {
        const entry = JSON.parse(readFileSync(place, 'utf8')) as { readonly text?: unknown; readonly form?: unknown }
        if (entry.text !== text) return 'unknown'
        const tree = fromDiskForm(entry.form)
        return tree === 'outdated' ? 'unknown' : tree
      } catch {
        return 'unknown' // absent, or half a file of another program
      }
    },
    write(text, tree) {
      const place = placeOf(text)
      if (place === undefined) return
      try {
        mkdirSync(join(place, '..'), { recursive: true })
        const draft = `${place}.${process.pid}`
        writeFileSync(draft, JSON.stringify({ text, form: toDiskForm(tree) }))
        renameSync(draft, place)
      } catch {
        // a read-only image, say: the next run reads the text again
      }
    },
  }
}

/** A name for a text; two texts of one name only push each other out. */
function nameOf(text: string): string {
  let high = 0x9e3779b9
  let low = 0x85ebca6b
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    high = Math.imul(high ^ code, 0x01000193)
    low = Math.imul(low ^ code, 0x5bd1e995) ^ (low >>> 13)
  }
  return `${(high >>> 0).toString(36)}${(low >>> 0).toString(36)}`
}
