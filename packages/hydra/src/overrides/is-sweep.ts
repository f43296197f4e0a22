import type { Override, OverrideValue, Sweep } from './ast.ts'

/** Whether a value stands for several: `a,b`, `choice(…)`, `range(…)`, `interval(…)`, `glob(…)` or `zip(…)`. */
export function isSweepValue(value: OverrideValue): value is Sweep {
  switch (value.kind) {
    case 'choice':
    case 'range':
    case 'interval':
    case 'glob':
    case 'zip':
      return true
    case 'plain':
    case 'quoted':
    case 'list':
    case 'map':
    case 'list-operation':
      return false
    default:
      return value satisfies never
  }
}

/** Whether an override is a sweep, which only a multirun can use. A sweep inside a list does not make it one. */
export function isSweep(override: Override): boolean {
  return override.value !== undefined && isSweepValue(override.value)
}
