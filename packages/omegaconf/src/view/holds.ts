import { InterpolationResolutionError, InterpolationToMissingValueError } from '../errors.ts'
import { Pass } from '../interpolation/evaluate.ts'
import { type ContainerNode, isNode } from '../nodes/node.ts'
import { isConfigNode } from '../nodes/shape.ts'
import type { Key } from '../types/scalar.ts'

/** Whether a key has a value: `???` counts as none, an interpolation that fails as one. */
export function holds(container: ContainerNode, key: Key): boolean {
  const cell = container.kind === 'map' ? container.cells.get(key) : container.cells[key as number]
  if (cell === undefined) return false
  if (!isNode(cell)) return true
  if (cell.state !== 'interpolation') return cell.state !== 'missing'
  try {
    const outcome = new Pass().follow(cell)
    return !(isConfigNode(outcome) && outcome.state === 'missing')
  } catch (error) {
    if (error instanceof InterpolationToMissingValueError) return false
    if (error instanceof InterpolationResolutionError) return true
    throw error
  }
}
