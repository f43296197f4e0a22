import { pathToFileURL } from 'node:url'

/** The module that speaks: `import.meta`, or `module` in CommonJS. */
export type ThisModule = { readonly url: string } | { readonly filename: string }

/** Its URL; `undefined` where this is no module (plain JavaScript passes anything). */
export function moduleUrl(module: ThisModule): string | undefined {
  const { url, filename } = (module ?? {}) as { readonly url?: unknown; readonly filename?: unknown }
  if (typeof url === 'string') return url
  return typeof filename === 'string' ? pathToFileURL(filename).href : undefined
}
