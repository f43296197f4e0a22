// Measures the workloads and sets the figures beside the goals and beside Node's own floor.
//
//   npm run bench -- [--only w1,w2] [--kind process|inner] [--runs 9] [--workloads DIR] [--goals FILE] [--json FILE]
//
// Without --workloads they are made, in a temporary folder, by the generator that lies beside this project.
// CPU seconds are user + system; a process's figure is the median of its runs.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

const home = resolve('../shared/bench')
const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    kind: { type: 'string' },
    runs: { type: 'string', default: '9' },
    workloads: { type: 'string' },
    goals: { type: 'string', default: join(home, 'goals.json') },
    json: { type: 'string' },
  },
})

if (!existsSync(options.goals)) {
  console.log(`bench: skipped, there are no goals at ${options.goals} (see --goals)`)
  process.exit(0)
}

delete process.env.NODE_EXTRA_CA_CERTS
const scratch = mkdtempSync(join(tmpdir(), 'bench-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))
const workloads = options.workloads ? resolve(options.workloads) : generate(join(scratch, 'workloads'))
const only = options.only?.split(',')
const runs = Number(options.runs)
const goals = JSON.parse(readFileSync(options.goals, 'utf8')).goals
const commands = JSON.parse(readFileSync('bench/processes.json', 'utf8'))
const empty = join(scratch, 'empty.mjs')
writeFileSync(empty, '')
const rows = []

for (const goal of goals) {
  if ((only && !only.includes(goal.workload)) || (options.kind && options.kind !== goal.kind)) continue
  if (goal.kind === 'process') rows.push(processRow(goal))
}
for (const workload of new Set(goals.filter((goal) => goal.kind === 'inner').map((goal) => goal.workload))) {
  if ((only && !only.includes(workload)) || options.kind === 'process') continue
  rows.push(...innerRows(workload))
}
print(rows)
if (options.json) writeFileSync(options.json, `${JSON.stringify(rows, null, 1)}\n`)

function generate(folder) {
  const { status } = spawnSync(process.execPath, [join(home, 'make_workloads.mjs'), folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) throw new Error('the workloads could not be made')
  return folder
}

/** Our process and an empty one in turn, so that whatever else the machine does falls on both. */
function processRow(goal) {
  const command = commands[`${goal.workload}/${goal.metric}`]
  if (!command) return { ...head(goal), missing: true }
  const line = command.map((word) => word.replaceAll('{w}', workloads).replace(/^bench\//, `${resolve('bench')}/`))
  const many = goal.metric === 'multirun 2000' ? Math.min(runs, 3) : runs
  const ours = []
  const floors = []
  for (let turn = 0; turn <= many; turn++) {
    const floor = cpuOf([process.execPath, empty])
    const own = cpuOf(line)
    if (turn > 0 || many === 1) {
      floors.push(floor)
      ours.push(own)
    }
  }
  const cpu = median(ours)
  return {
    ...head(goal),
    cpu,
    ratio: goal.reference_cpu ? goal.reference_cpu / cpu : undefined,
    floor: median(ours.map((own, at) => own / floors[at])),
    peak: peakOf(line),
    goalFloor: goal.over_floor,
    goalPeak: goal.peak_mb,
  }
}

function innerRows(workload) {
  const { stdout, status } = spawnSync(process.execPath, ['bench/inner.mjs', workloads, workload], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const measured = new Map(
    (stdout ?? '')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
      .map((row) => [row.metric, row]),
  )
  if (status !== 0) console.error(`bench: ${workload} ended with ${status}`)
  return goals
    .filter((goal) => goal.kind === 'inner' && goal.workload === workload)
    .map((goal) => {
      const row = measured.get(goal.metric)
      if (!row) return { ...head(goal), missing: true }
      return {
        ...head(goal),
        cpu: row.cpu_min,
        first: row.first_cpu,
        most: goal.ours_at_most,
        mostFirst: goal.ours_first_at_most,
        ratio: goal.reference_cpu / row.cpu_min,
        peak: row.peak_mb,
        goalPeak: goal.peak_mb,
      }
    })
}

function head({ workload, metric, kind, ratio }) {
  return { workload, metric, kind, goalRatio: ratio }
}

/** User + system seconds of one process, with what it started. */
function cpuOf(line) {
  const cwd = mkdtempSync(join(scratch, 'cwd-'))
  const script = 'TIMEFORMAT="%3U %3S"; time "$@" >/dev/null 2>&1'
  const { stderr } = spawnSync('bash', ['-c', script, 'bash', ...line], { cwd, encoding: 'utf8' })
  rmSync(cwd, { recursive: true, force: true })
  const [user, system] = stderr.trim().split('\n').at(-1).split(' ').map(Number)
  return user + system
}

/** Most resident memory in MB, told by the process itself at its end, in a run that is not timed. */
function peakOf(line) {
  const cwd = mkdtempSync(join(scratch, 'cwd-'))
  const told = join(cwd, 'peak.txt')
  const probe = join(scratch, 'peak.cjs')
  writeFileSync(
    probe,
    `process.on('exit',()=>require('fs').writeFileSync(process.env.PEAK_FILE,String(process.resourceUsage().maxRSS)))`,
  )
  mkdirSync(cwd, { recursive: true })
  const at = line.indexOf('node')
  const probed = at < 0 ? line : [...line.slice(0, at + 1), '--require', probe, ...line.slice(at + 1)]
  spawnSync(probed[0], probed.slice(1), { cwd, stdio: 'ignore', env: { ...process.env, PEAK_FILE: told } })
  const peak = existsSync(told) ? Number(readFileSync(told, 'utf8')) / 1024 : undefined
  rmSync(cwd, { recursive: true, force: true })
  return peak
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

function print(all) {
  const digits = (value, places = 2) => (value === undefined ? '-' : value.toFixed(places))
  const table = all.map((row) => {
    if (row.missing) return [row.workload, row.metric, 'not measured', '', '', '', '', '']
    const ok = [
      row.goalRatio === undefined || row.ratio === undefined || row.ratio >= row.goalRatio,
      row.goalFloor === undefined || row.floor <= row.goalFloor,
      row.mostFirst === undefined || row.first <= row.mostFirst,
      row.goalPeak === undefined || row.peak === undefined || row.peak <= row.goalPeak,
    ].every(Boolean)
    return [
      row.workload,
      row.metric,
      ok ? 'ok' : 'MISS',
      `${(row.cpu * 1000).toFixed(2)} ms`,
      row.kind === 'process'
        ? `${digits(row.floor)}x floor (${row.goalFloor})`
        : `first ${digits(row.first && row.first * 1000)} ms (${digits(row.mostFirst && row.mostFirst * 1000)})`,
      `${digits(row.ratio, 1)}x (${row.goalRatio})`,
      `${digits(row.peak, 0)} MB (${row.goalPeak ?? '-'})`,
    ]
  })
  const heading = ['', 'metric', 'verdict', 'cpu', 'floor or first call (goal)', 'reference/ours (goal)', 'peak (goal)']
  for (const line of [heading, ...table]) {
    console.log(
      line
        .map((cell, at) => String(cell).padEnd([5, 26, 9, 12, 30, 22, 12][at] ?? 0))
        .join(' ')
        .trimEnd(),
    )
  }
}
