import { placeOf, type Source } from '@hydra-zen/diagnostics'
import type { MapNode } from '@hydra-zen/omegaconf/nodes'
import type { FoundPatch } from '../defaults/defaults-tree.ts'
import { ConfigCompositionException } from '../errors.ts'
import type { Override } from '../overrides/ast.ts'
import { isSweep } from '../overrides/is-sweep.ts'
import { parseOverride } from '../overrides/parse.ts'
import { applyOverrides } from './apply-overrides.ts'

/**
 * Applies the `_patch_` entries of the defaults lists, in order: those of an inner config before those of the
 * config that lists it.
 *
 * A bare key counts from the package of the config that holds the patch, or from the one named by `_patch_@package`;
 * `_here_.key` says the same, `_global_.key` counts from the root.
 *
 * @throws OverrideParseException for an entry that is no override.
 * @throws ConfigCompositionException `PATCH_MALFORMED` for a sweep, `OVERRIDE_…` for what cannot be applied.
 */
export function applyPatches(config: MapNode, patches: readonly FoundPatch[]): void {
  for (const patch of patches) {
    const base = packageOf(patch)
    applyOverrides(
      config,
      patch.spec.entries.map(({ text, at }, index) => {
        const name = at ? placeOf(at) : `_patch_ ${index + 1} of ${patch.config}`
        return { ...readPatch({ name, text }, base), at }
      }),
    )
  }
}

function readPatch(source: Source, base: string): Override {
  const override = parseOverride(source.text, source)
  if (override.value && isSweep(override)) {
    throw new ConfigCompositionException(`A patch cannot be a sweep: \`${source.text}\`.`, {
      code: 'PATCH_MALFORMED',
      at: { source, start: 0, end: source.text.length },
      hint: 'put a list in brackets, a text with commas in quotes.',
    })
  }
  return { ...override, key: absoluteKey(override.key, base) }
}

function absoluteKey(key: string, base: string): string {
  if (key.startsWith('_global_.')) return key.slice('_global_.'.length)
  const own = key.startsWith('_here_.') ? key.slice('_here_.'.length) : key
  if (base === '') return own
  return own === '' ? base : own.startsWith('[') ? `${base}${own}` : `${base}.${own}`
}

/** `_patch_@db` in a config at `server` is about `server.db`; `@_global_.db` about `db`. */
function packageOf({ spec, package: holder }: FoundPatch): string {
  const own = spec.package
  if (own === undefined || own === '' || own === '_here_') return holder
  if (own === '_global_') return ''
  if (own.startsWith('_global_.')) return own.slice('_global_.'.length)
  const path = own.startsWith('_here_.') ? own.slice('_here_.'.length) : own
  return holder === '' ? path : `${holder}.${path}`
}
