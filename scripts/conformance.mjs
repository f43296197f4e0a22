// Scores this project against the recorded answers of the reference, where these lie beside it, and fails when a
// score falls below the figure in `conformance/expected.json`. `--update` raises the figures to what was reached.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const recorded = resolve('../shared/conformance')
const expectedFile = 'conformance/expected.json'
const raise = process.argv.includes('--update')

if (!existsSync(join(recorded, 'score.mjs'))) {
  console.log('conformance: skipped, the recorded answers are not here')
  process.exit(0)
}

const expected = JSON.parse(readFileSync(expectedFile, 'utf8'))
const gaps = JSON.parse(readFileSync('conformance/gaps.json', 'utf8'))
const temporary = mkdtempSync(join(tmpdir(), 'conformance-'))
const reached = {}
const problems = []

try {
  const results = join(temporary, 'results.json')
  score('score.mjs', ['--adapter', 'node scripts/conformance-adapter.mjs', '--show', '0', '--json', results])
  tally(JSON.parse(readFileSync(results, 'utf8')), (row) => row.suite, 'exact')
  if (existsSync('conformance/cli.json')) {
    const cli = join(temporary, 'cli.json')
    score('score-cli.mjs', ['--show', '0', '--json', cli])
    tally(JSON.parse(readFileSync(cli, 'utf8')), (row) => `cli/${row.suite}`, 'pass')
  }
} finally {
  rmSync(temporary, { recursive: true, force: true })
}

for (const [suite, { pass, exact }] of Object.entries(reached)) {
  const least = expected[suite] ?? { pass: 0, exact: 0 }
  if (pass < least.pass) problems.push(`${suite}: ${pass} cases pass, ${least.pass} did before`)
  if (exact < least.exact) problems.push(`${suite}: ${exact} cases are exact, ${least.exact} were before`)
}
for (const suite of Object.keys(expected)) if (!reached[suite]) problems.push(`${suite}: was not scored`)

if (raise) {
  writeFileSync(expectedFile, `${JSON.stringify(Object.fromEntries(Object.entries(reached).sort()), null, 2)}\n`)
  console.log(`conformance: ${expectedFile} now holds what was reached`)
} else if (problems.length > 0) {
  console.error(`conformance fell:\n  ${problems.join('\n  ')}`)
  process.exitCode = 1
}

function score(script, args) {
  const { status } = spawnSync(process.execPath, [join(recorded, script), ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (status !== 0) throw new Error(`${script} ended with ${status}`)
}

/**
 * Counts by suite. A case that fails must be a listed gap; a gap that is closed (exact, or a transcript that passes)
 * must be struck off the list, so that the list only shrinks.
 */
function tally({ cases }, suiteOf, best) {
  for (const row of cases) {
    const suite = suiteOf(row)
    reached[suite] ??= { cases: 0, pass: 0, exact: 0 }
    reached[suite].cases++
    const passes = row.status === 'pass' || row.status === 'exact'
    if (passes) reached[suite].pass++
    if (row.status === best) reached[suite].exact++
    if (row.status === best && gaps[row.id])
      problems.push(`${row.id} is right now: strike it off conformance/gaps.json`)
    if (!passes && !gaps[row.id]) problems.push(`${row.id} fails (${row.status}) and is no listed gap`)
  }
}
