import { InterpolationValidationError, KeyValidationError, ValidationError } from '../errors.ts'
import { buildNode } from '../nodes/assign.ts'
import { convertScalar, isScalar, refuseNull } from '../nodes/convert.ts'
import { detailsOf, spanOf } from '../nodes/fail.ts'
import { fullKey } from '../nodes/key-path.ts'
import { type ConfigNode, ScalarNode } from '../nodes/node.ts'
import { isConfigNode, unwrapView } from '../nodes/shape.ts'
import type { Scalar } from '../types/scalar.ts'
import { required } from '../types/type-name.ts'
import { anyType } from '../types/type-ref.ts'

/** What an interpolation leads to: a node of the tree, or a value of its own (text put together, a resolver's answer). */
export type Outcome = unknown

/** A fresh, read-only node for a value that no node of the tree holds. */
export function resultNode(outcome: Outcome, node: ConfigNode): ConfigNode {
  if (isConfigNode(outcome)) return outcome
  const result = new ScalarNode('null', undefined, undefined, node.origin)
  if (outcome !== null && outcome !== undefined) {
    result.state = 'value'
    result.value = outcome as Scalar
  }
  result.parent = node.parent
  result.key = node.key
  result.flags = { readonly: true }
  return result
}

/** The outcome as the type of the node that holds the interpolation takes it. */
export function converted(node: ConfigNode, outcome: Outcome): Outcome {
  if (node.kind !== 'scalar' || node.type.kind === 'any') return outcome
  try {
    if (outcome === null || (isConfigNode(outcome) && outcome.state === 'null')) {
      refuseNull(node.type, node)
      return outcome
    }
    const value = isConfigNode(outcome) ? (outcome.kind === 'scalar' ? outcome.value : undefined) : outcome
    if (value === undefined || !isScalar(value)) {
      if (required(node.type).kind === 'union') {
        buildNode(node.type, outcome, { parent: node.parent, key: node.key })
        return outcome
      }
      throw new ValidationError(
        `\`${fullKey(node)}\` takes a single value, not a container.`,
        detailsOf('VALUE_NOT_CONVERTIBLE', node),
      )
    }
    const result = convertScalar(node.type, value, node)
    return result === value ? outcome : result
  } catch (error) {
    if (!(error instanceof ValidationError || error instanceof KeyValidationError)) throw error
    throw new InterpolationValidationError(
      `The interpolation \`${node.text}\` gives a value that does not fit: ${error.summary}`,
      { ...error.details, code: 'INTERPOLATION_NOT_VALID', cause: error, at: spanOf(node) },
    )
  }
}

/** Plain data that a resolver answers becomes a tree under the node that asked; scalars stay as they are. */
export function adopted(answer: unknown, node: ConfigNode): Outcome {
  const value = unwrapView(answer)
  if (value === undefined) return null
  if (isConfigNode(value)) return value.state === 'missing' ? '???' : value
  if (Array.isArray(value) || value instanceof Map || isRecord(value)) {
    const tree = buildNode(anyType, value, { origin: node.origin, parent: node.parent, key: node.key })
    tree.parent = node.parent
    tree.key = node.key
    return tree
  }
  return value
}

function isRecord(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || isScalar(value)) return false
  const proto = Object.getPrototypeOf(value)
  return proto === Object.prototype || proto === null
}

/** Scalar nodes become their values; containers stay nodes. */
export function plainOutcome(outcome: Outcome): unknown {
  if (!isConfigNode(outcome) || outcome.kind !== 'scalar') return outcome
  return outcome.state === 'null' ? null : outcome.state === 'missing' ? '???' : outcome.value
}
