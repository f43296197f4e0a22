import { ConfigAttributeError, ConfigTypeError, MissingMandatoryValue } from '../errors.ts'
import { putItem } from '../nodes/assign.ts'
import { copyNode } from '../nodes/copy.ts'
import { detailsOf } from '../nodes/fail.ts'
import { refuseReadonly } from '../nodes/keys.ts'
import type { ConfigNode, ListNode } from '../nodes/node.ts'
import type { Origin } from '../nodes/origin.ts'
import { isConfigNode, unwrapView } from '../nodes/shape.ts'
import { renumber } from './remove.ts'

/** Adds an element at the end. @throws ReadonlyConfigError, ValidationError, ConfigTypeError for a list that is null */
export function append(list: ConfigNode, value: unknown, origin?: Origin): void {
  if (list.kind !== 'list') {
    throw new ConfigAttributeError('Only a list takes elements at its end.', detailsOf('CONFIG_NOT_A_LIST', list))
  }
  insert(list, list.cells.length, value, origin)
}

/** Adds an element before the one at `index`. */
export function insert(list: ListNode, index: number, value: unknown, origin?: Origin): void {
  refuseReadonly(list, undefined, 'extended')
  if (list.state === 'missing') {
    throw new MissingMandatoryValue(
      'A list that is missing (???) takes no elements.',
      detailsOf('CONFIG_NO_VALUE', list),
    )
  }
  if (list.state !== 'value') {
    throw new ConfigTypeError('A list that is null takes no elements.', detailsOf('CONFIG_NO_VALUE', list))
  }
  const { length } = list.cells
  const at = index < 0 ? Math.max(0, index + length) : Math.min(index, length)
  const input = unwrapView(value)
  const item = isConfigNode(input) ? copyNode(input) : input
  // the element is made at the end and then moved, so that a refusal leaves the list as it was
  try {
    putItem(list, length, item, origin)
  } catch (error) {
    list.cells.length = length
    throw error
  }
  if (at === length) return
  const [made] = list.cells.splice(length, 1)
  list.cells.splice(at, 0, made as (typeof list.cells)[number])
  renumber(list)
}
