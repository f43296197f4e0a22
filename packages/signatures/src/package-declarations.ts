import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { declarationsBeside } from './source-file.ts'

/** The `.d.ts` of a JavaScript file: beside it, or where its package's `exports` says the types of that file are. */
export function declarationsOfFile(file: string): string | undefined {
  const beside = declarationsBeside(file)
  if (beside !== undefined) return beside
  for (let at = path.dirname(file); ; at = path.dirname(at)) {
    const manifest = path.join(at, 'package.json')
    if (existsSync(manifest)) return fromManifest(manifest, file)
    if (path.basename(at) === 'node_modules' || path.dirname(at) === at) return undefined
  }
}

function fromManifest(manifest: string, file: string): string | undefined {
  const directory = path.dirname(manifest)
  try {
    const data = JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, unknown>
    const { exports, main, module, types, typings } = data
    const isFile = (target: unknown): boolean => typeof target === 'string' && path.join(directory, target) === file
    const found = typesFor(exports, isFile) ?? (isFile(main) || isFile(module) ? (types ?? typings) : undefined)
    const declared = typeof found === 'string' ? path.join(directory, found) : undefined
    return declared !== undefined && existsSync(declared) ? declared : undefined
  } catch {
    return undefined
  }
}

/** The `types` of the innermost set of conditions that leads to the file. */
function typesFor(exports: unknown, isFile: (target: unknown) => boolean): unknown {
  if (typeof exports !== 'object' || exports === null) return undefined
  const conditions = Object.entries(exports)
  for (const [, target] of conditions) {
    const inner = typesFor(target, isFile)
    if (inner !== undefined) return inner
  }
  const leads = (target: unknown): boolean =>
    isFile(target) || (typeof target === 'object' && target !== null && Object.values(target).some(leads))
  const types = (exports as { types?: unknown }).types
  return types !== undefined && conditions.some(([, target]) => leads(target)) ? types : undefined
}
