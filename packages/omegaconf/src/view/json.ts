/** Plain data as JSON can write it: big integers and bytes become text. */
export function jsonOf(plain: unknown): unknown {
  if (typeof plain === 'bigint') return String(plain)
  if (plain instanceof Uint8Array) return Buffer.from(plain).toString('base64')
  if (Array.isArray(plain)) return plain.map(jsonOf)
  if (typeof plain !== 'object' || plain === null) return plain
  const out: Record<string, unknown> = {}
  for (const key of Object.keys(plain)) {
    const value = jsonOf((plain as Record<string, unknown>)[key])
    Object.defineProperty(out, key, { value, enumerable: true, writable: true, configurable: true })
  }
  return out
}
