import type { SourceSpan } from '@hydra-zen/diagnostics'
import {
  adopt,
  type ConfigNode,
  copyNode,
  createNode,
  ListNode,
  type Origin,
  toContainer,
} from '@hydra-zen/omegaconf/nodes'
import { ConfigCompositionException } from '../errors.ts'
import type { ListOperation, Override } from '../overrides/ast.ts'
import { toNodeData } from '../overrides/node-data.ts'
import { sameValue } from './same-value.ts'

/** The override that holds the operation; `at` is its place in a config, if it is a patch. */
type EditedBy = Pick<Override, 'key' | 'source' | 'valueStart'> & { readonly at?: SourceSpan | undefined }

/**
 * The list that a list operation makes of another: `append(…) prepend(…) insert(i,…) remove_at(i) remove_value(v)
 * list_clear()`. Items keep where they came from.
 *
 * @throws ConfigCompositionException `OVERRIDE_NOT_APPLICABLE` for a position or a value that is not there.
 */
export function editedList(list: ListNode, operation: ListOperation, override: EditedBy): ListNode {
  const origin: Origin = override.at ?? { source: override.source, start: operation.start, end: operation.end }
  const items: ConfigNode[] = list.items.map((item) => copyNode(item))
  const added = operation.items.map((item) => createNode(toNodeData(item), { origin }))
  switch (operation.name) {
    case 'append':
    case 'extend_list':
      items.push(...added)
      break
    case 'prepend':
      items.unshift(...added)
      break
    case 'insert':
      items.splice(position(operation, items.length, items.length, override), 0, ...added)
      break
    case 'remove_at': {
      const at = position(operation, items.length, items.length - 1, override)
      items.splice(at, 1)
      break
    }
    case 'remove_value': {
      const wanted = added[0] && toContainer(added[0])
      const at = items.findIndex((item) => sameValue(toContainer(item), wanted))
      if (at === -1) throw notApplicable(override, `\`${override.key}\` has no such item.`)
      items.splice(at, 1)
      break
    }
    case 'list_clear':
      items.length = 0
      break
    default:
      operation.name satisfies never
  }
  const result = new ListNode(origin)
  for (const item of items) adopt(result, result.cells.length, item)
  return result
}

/** A place from 0 to `last`; negative ones count from the end, so that -1 is always the last item there is. */
function position({ index = 0 }: ListOperation, length: number, last: number, override: EditedBy): number {
  const at = index < 0 ? index + length : index
  if (at >= 0 && at <= last) return at
  throw notApplicable(
    override,
    last < 0
      ? `\`${override.key}\` is empty.`
      : `\`${override.key}\` has no place ${index}: they go from 0 to ${last}.`,
  )
}

function notApplicable(override: EditedBy, summary: string): ConfigCompositionException {
  const at = override.at ?? { source: override.source, start: override.valueStart, end: override.source.text.length }
  return new ConfigCompositionException(summary, { code: 'OVERRIDE_NOT_APPLICABLE', at })
}
