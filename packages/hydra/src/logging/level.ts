/** Levels by name, as Python numbers them. `NOTSET` asks the logger above. */
export const levels: Readonly<Record<string, number>> = {
  CRITICAL: 50,
  FATAL: 50,
  ERROR: 40,
  WARNING: 30,
  WARN: 30,
  INFO: 20,
  DEBUG: 10,
  NOTSET: 0,
}

/** `WARNING` for 30; a number of nobody's own is `Level 35`. */
export function levelName(level: number): string {
  switch (level) {
    case 50:
      return 'CRITICAL'
    case 40:
      return 'ERROR'
    case 30:
      return 'WARNING'
    case 20:
      return 'INFO'
    case 10:
      return 'DEBUG'
    case 0:
      return 'NOTSET'
    default:
      return `Level ${level}`
  }
}

/** The number of a level given by name (upper or lower case) or as a number; `undefined` where it is no level. */
export function levelNumber(level: unknown): number | undefined {
  if (typeof level === 'number') return Number.isInteger(level) ? level : undefined
  if (typeof level !== 'string') return undefined
  const name = level.toUpperCase()
  return Object.hasOwn(levels, name) ? levels[name] : undefined
}
