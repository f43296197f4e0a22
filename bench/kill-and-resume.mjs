// Kills a sweep of 200 jobs with SIGKILL at 20 random moments, resumes it each time, and checks what came of it:
// every job exactly once in the results, no directory lost, no lock left.
//
//   node bench/kill-and-resume.mjs [JOBS] [KILLS]        (after `npm run build`)
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const jobs = Number(process.argv[2] ?? 200)
const kills = Number(process.argv[3] ?? 20)
const root = resolve(import.meta.dirname, '..')
const dir = mkdtempSync(join(tmpdir(), 'kill-and-resume-'))
symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'))
mkdirSync(join(dir, 'conf'))
writeFileSync(join(dir, 'conf/config.yaml'), 'x: 0\n')
writeFileSync(
  join(dir, 'app.mjs'),
  `import { appendFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { hydraMain } from '@hydra-zen/hydra'
await hydraMain({ entry: import.meta.url, configPath: 'conf', configName: 'config', task: async ({ x }, job) => {
  appendFileSync('started.txt', job.outputDir + '\\n')
  await sleep(5)
  return x
} })
`,
)

const start = ['app.mjs', '-m', `x=range(${jobs})`, 'hydra.sweep.dir=s']
const resume = ['app.mjs', '--resume', 's']
let kill = 0
for (; kill < kills; kill++) {
  const begun = existsSync(join(dir, 's/.sweep/ledger.jsonl'))
  const child = spawn(process.execPath, begun ? resume : start, { cwd: dir, stdio: 'ignore' })
  const exited = new Promise((done) => child.on('exit', (code, signal) => done(signal ?? code)))
  const timer = setTimeout(() => child.kill('SIGKILL'), 60 + Math.random() * 200)
  const how = await exited
  clearTimeout(timer)
  if (how === 0) break // it was through before it was killed
}
const last = spawnSync(process.execPath, resume, { cwd: dir, encoding: 'utf8' })

const results = readFileSync(join(dir, 's/results.jsonl'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line))
const started = new Set(readFileSync(join(dir, 'started.txt'), 'utf8').trimEnd().split('\n'))
const problems = []
if (last.status !== 0) problems.push(`the last resume ended with ${last.status}: ${last.stderr}`)
if (results.length !== jobs) problems.push(`${results.length} results for ${jobs} jobs`)
for (let num = 0; num < jobs; num++) {
  const mine = results.filter((one) => one.num === num)
  if (mine.length !== 1 || mine[0].value !== num || mine[0].status !== 'COMPLETED') problems.push(`job ${num} is wrong`)
}
for (const place of started) if (!existsSync(join(place, '.hydra/config.yaml'))) problems.push(`${place} is lost`)
if (existsSync(join(dir, 's/.sweep/lock'))) problems.push('the lock was left')

console.log(`${jobs} jobs, killed ${kill} times; ${started.size - jobs} jobs were cut off and ran again elsewhere.`)
console.log(problems.length === 0 ? 'Every job exactly once in the results, no directory lost.' : problems.join('\n'))
rmSync(dir, { recursive: true, force: true })
process.exitCode = problems.length === 0 ? 0 : 1
