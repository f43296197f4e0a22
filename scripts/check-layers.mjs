// Prints every import that goes against `layers.mjs`; exits 1 when there is one.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { folders, packages } from './layers.mjs'

const imports = /^\s*(?:import|export)\b[^'"]*?from\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm
const words = (list = '') => list.split(/\s+/).filter(Boolean)
const packageNamed = (specifier) => /^(?:@hydra-zen\/([\w-]+)|(hydra-zen))(?:\/|$)/.exec(specifier)
const sources = readdirSync('packages', { recursive: true })
  .map((path) => `packages/${path.replaceAll('\\', '/')}`)
  .filter((path) => /^packages\/[^/]+\/src\/.+(?<!\.test|\.test-d)\.ts$/.test(path))

/** `packages/hydra/src/run/job.ts` is in `run`; `packages/hydra/src/errors.ts` is `errors`. */
const layerOf = (path) => path.split('/')[3]?.replace(/\.ts$/, '')
const isFile = (path) => path.split('/').length === 4

const problems = []
for (const file of sources) {
  const home = file.split('/')[1]
  const order = words(folders[home])
  const own = orderOf(order, file)
  if (order.length > 0 && own < 0) problems.push(`${file}: ${layerOf(file)} has no layer yet (scripts/layers.mjs)`)
  for (const [, plain, lazy] of readFileSync(file, 'utf8').matchAll(imports)) {
    const target = plain ?? lazy
    const named = packageNamed(target)
    if (named) {
      const to = named[1] ?? 'zen'
      if (to !== home && !words(packages[home]).includes(to)) problems.push(`${file}: ${home} may not import ${to}`)
      if (to === home) problems.push(`${file}: imports its own package by name`)
    } else if (target.startsWith('.')) {
      const path = relative('.', join(dirname(file), target)).replaceAll('\\', '/')
      if (path.split('/')[1] !== home) problems.push(`${file}: import ${path.split('/')[1]} by its package name`)
      else if (order.length > 0 && orderOf(order, path) > own)
        problems.push(`${file}: ${layerOf(file)} is below ${layerOf(path)}`)
    }
  }
}

/** An entry point such as `nodes.ts` may share its name with a folder: then the last of that name is meant. */
function orderOf(order, path) {
  return isFile(path) ? order.lastIndexOf(layerOf(path)) : order.indexOf(layerOf(path))
}

if (problems.length > 0) console.error(problems.join('\n'))
console.log(`layers: ${sources.length} files, ${problems.length} imports against the layers`)
process.exitCode = problems.length > 0 ? 1 : 0
