// Prints how the time of a composition grows with the length of the defaults list: it should grow with it, not faster.
//
//   npm run build && node bench/defaults-growth.mjs [LENGTH …]
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { initializeConfigDir } from '@hydra-zen/hydra'

const lengths = process.argv.slice(2).map(Number)
if (lengths.length === 0) lengths.push(100, 200, 400, 800)

console.log('| defaults | first, ms | best, ms | best per default, µs |\n| --- | --- | --- | --- |')
for (const length of lengths) {
  const { first, best } = measure(length)
  console.log(`| ${length} | ${first.toFixed(1)} | ${best.toFixed(2)} | ${((best * 1000) / length).toFixed(1)} |`)
}

function measure(length) {
  const directory = mkdtempSync(join(tmpdir(), 'growth-'))
  try {
    const names = Array.from({ length }, (_, at) => `g${at}`)
    writeFileSync(join(directory, 'config.yaml'), `defaults:\n${names.map((name) => `- ${name}: one`).join('\n')}\n`)
    for (const name of names) {
      mkdirSync(join(directory, name))
      writeFileSync(join(directory, name, 'one.yaml'), `name: ${name}\nsize: 10\ninner:\n  rate: 0.5\n  tags: [a, b]\n`)
    }
    const times = []
    for (let turn = 0; turn < 40; turn++) {
      const start = performance.now()
      const config = initializeConfigDir({ configDir: directory }).compose({ configName: 'config' })
      times.push(performance.now() - start)
      if (config[`g${length - 1}`].inner.rate !== 0.5) throw new Error('composed wrongly')
    }
    return { first: times[0], best: Math.min(...times) }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
