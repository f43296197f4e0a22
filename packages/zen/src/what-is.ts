/** What a value is, for messages that refuse it: `null`, `a list`, `an object`, `a string`. */
export function whatIs(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
