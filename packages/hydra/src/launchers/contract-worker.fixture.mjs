// What the process launcher starts in its tests: speaks its protocol and runs the contract's job.
const stop = new AbortController()
process.on('SIGTERM', () => stop.abort(new Error('stop')))

process.on('message', async ({ frozen: { job }, attempt }) => {
  const { num, id, overrides } = job
  const startedAt = Date.now()
  const send = (status, value, error) => {
    const result = {
      num,
      id,
      overrides,
      status,
      value,
      error,
      outputDir: undefined,
      startedAt,
      endedAt: Date.now(),
      attempts: attempt,
    }
    process.send({ kind: 'hydra-result', result }, () => process.disconnect())
  }
  if (overrides.includes('do=throw')) return send('FAILED', undefined, { name: 'RangeError', message: 'no' })
  if (overrides.includes('do=exit')) process.exit(3)
  if (overrides.includes('do=spin')) for (;;);
  if (overrides.includes(`do=recover`) && attempt < 3)
    return send('FAILED', undefined, { name: 'Error', message: 'not yet' })
  if (overrides.includes('do=nap')) await new Promise((resolve) => setTimeout(resolve, 400))
  if (overrides.includes('do=wait')) {
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, 20_000)
      stop.signal.addEventListener('abort', () => resolve(clearTimeout(timer)))
    })
    return send('FAILED', undefined, { name: 'Error', message: 'aborted' })
  }
  send('COMPLETED', num, undefined)
})
process.send({ kind: 'hydra-ready' })
