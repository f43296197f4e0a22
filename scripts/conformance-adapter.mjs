// Answers questions about this project's behaviour, one JSON object a line, so that recorded answers of the
// reference can be held against it. Each file of `scripts/adapter/` brings the operations of one area; they call
// the packages' public API, as built in `dist/`.
import { createInterface } from 'node:readline'

const areas = ['omegaconf', 'overrides', 'compose', 'instantiate']
const handlers = new Map()
const missing = new Map()

for (const area of areas) {
  try {
    const { ops } = await import(`./adapter/${area}.mjs`)
    for (const [op, handler] of Object.entries(ops)) handlers.set(op, handler)
  } catch (error) {
    missing.set(area, error instanceof Error ? error.message : String(error))
    console.error(`adapter: ${area} could not be loaded: ${error?.stack ?? error}`)
  }
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  if (line.trim() === '') continue
  const request = JSON.parse(line)
  process.stdout.write(`${JSON.stringify({ id: request.id, ...(await answer(request)) })}\n`)
}

async function answer(request) {
  const handler = handlers.get(request.op)
  if (!handler) return { unsupported: missing.size > 0 ? [...missing.values()].join('; ') : `no op ${request.op}` }
  try {
    return { ok: (await handler(request)) ?? null }
  } catch (error) {
    return { error: { type: error?.name || 'Error', message: String(error?.message ?? error) } }
  }
}
