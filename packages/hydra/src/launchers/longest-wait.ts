/** The most milliseconds that a timer of Node's can wait, nearly 25 days; it does not wait at all for more. */
export const LONGEST_WAIT = 2 ** 31 - 1

/** Seconds as milliseconds that a timer can wait. */
export function waitOf(seconds: number): number {
  return Math.min(seconds * 1000, LONGEST_WAIT)
}
