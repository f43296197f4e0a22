// The entry points of all packages: what users import, and what the reference and the tests of the surface list.
import { readdirSync, readFileSync } from 'node:fs'

/** In the order of the layers, lowest first. */
const order = ['diagnostics', 'omegaconf', 'signatures', 'hydra', 'zen']

/** Every entry point with a name to import: `{ specifier, page, source, types, description }`. */
export function entryPoints() {
  const folders = readdirSync('packages').sort((a, b) => order.indexOf(a) - order.indexOf(b))
  return folders.flatMap((folder) => {
    const { name, description, exports } = JSON.parse(readFileSync(`packages/${folder}/package.json`, 'utf8'))
    return Object.entries(exports)
      .filter(([, target]) => target.types)
      .map(([subpath, { source, types }]) => ({
        specifier: name + subpath.slice(1),
        page: (name.replace('@hydra-zen/', '') + subpath.slice(1)).replaceAll('/', '-'),
        source: `packages/${folder}/${source.slice(2)}`,
        types: `packages/${folder}/${types.slice(2)}`,
        description,
      }))
      .filter(({ source }) => /^export /m.test(readFileSync(source, 'utf8')))
  })
}
