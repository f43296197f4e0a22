import { existsSync } from 'node:fs'
import path from 'node:path'
import { readManifest } from '../cache/manifest.ts'
import type { CheckOptions, CheckReport } from '../command-options.ts'
import type { FileEntry, Signature } from '../model.ts'
import { scanFiles } from './scan-files.ts'

/** Reads the sources of a manifest again and says what differs. */
export function checkManifest({ manifest: file, engine = 'fast' }: CheckOptions): CheckReport {
  const written = readManifest(path.resolve(file), process.cwd())
  const show = (each: string): string => path.relative(written.root, each)
  const present = [...written.files.keys()].filter((each) => existsSync(each))
  const problems = [...written.files.keys()]
    .filter((each) => !present.includes(each))
    .map((each) => `${show(each)}: the file is gone`)
  const now = scanFiles({ root: written.root, files: present, engine })
  for (const [each, entry] of now.files) {
    const before = written.files.get(each)
    if (before !== undefined) problems.push(...differences(before, entry).map((text) => `${show(each)}: ${text}`))
  }
  for (const each of scanFiles({ root: written.root }).files.keys()) {
    if (!written.files.has(each)) problems.push(`${show(each)}: not in the manifest`)
  }
  return { upToDate: problems.length === 0, problems }
}

function differences(before: FileEntry, now: FileEntry): string[] {
  const problems: string[] = []
  for (const [name, signature] of now.exports) {
    const old = before.exports.get(name)
    if (old === undefined) problems.push(`\`${name}\` is new`)
    else if (essence(old) !== essence(signature)) problems.push(`\`${name}\` takes something else now`)
  }
  for (const name of before.exports.keys()) if (!now.exports.has(name)) problems.push(`\`${name}\` is gone`)
  return problems
}

function essence({ kind, params, fields, statics = [] }: Signature): string {
  return JSON.stringify([kind, params, fields, statics.map(essence)])
}
