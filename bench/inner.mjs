// Measures what happens inside one process: `node bench/inner.mjs WORKLOADS NAME` prints a JSON line for each metric.
//
// `first_cpu` is the first call in a process of its own, with nothing warmed up; `cpu_min` and `cpu_median` are of many
// calls in one process. Every result is checked before its time counts.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { suites } from './inner/suites.mjs'

const [workloads, name, only, mode] = process.argv.slice(2)
const self = fileURLToPath(import.meta.url)

if (!workloads || !suites[name]) {
  console.error(`usage: node bench/inner.mjs WORKLOADS NAME, one of ${Object.keys(suites).join(', ')}`)
  process.exit(2)
}

const metrics = await suites[name](`${workloads}/${name}`, workloads)
if (mode === 'first') {
  console.log(JSON.stringify(await first(metrics[only])))
} else if (only) {
  console.log(JSON.stringify(await measure(only, metrics[only])))
} else {
  for (const metric of Object.keys(metrics)) console.log(JSON.stringify(await measure(metric, metrics[metric])))
}

/** A metric is `{ prepare, call, check }`: `prepare` is not timed and gives `call` what it needs, each time anew. */
async function first({ prepare, call, check }) {
  const input = await prepare?.()
  const before = process.cpuUsage()
  const result = await call(input)
  const spent = seconds(before)
  await check(result)
  return spent
}

async function measure(metric, one) {
  const starts = []
  for (let turn = 0; turn < 5; turn++) {
    const { stdout, stderr, status } = spawnSync(process.execPath, [self, workloads, name, metric, 'first'], {
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`${name} ${metric} failed in a fresh process:\n${stderr}`)
    starts.push(Number(stdout))
  }
  const times = []
  const until = Date.now() + 4000
  while (times.length < 5 || (Date.now() < until && times.length < 200)) times.push(await first(one))
  times.sort((a, b) => a - b)
  starts.sort((a, b) => a - b)
  return {
    workload: name,
    metric,
    kind: 'inner',
    cpu_min: times[0],
    cpu_median: times[Math.floor(times.length / 2)],
    first_cpu: starts[Math.floor(starts.length / 2)],
    n: times.length,
    peak_mb: Math.round(process.resourceUsage().maxRSS / 1024),
  }
}

function seconds(before) {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}
