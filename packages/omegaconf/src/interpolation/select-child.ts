import { ConfigTypeError } from '../errors.ts'
import { parseInteger, tryConvert } from '../nodes/convert.ts'
import { detailsOf } from '../nodes/fail.ts'
import { fullKey } from '../nodes/key-path.ts'
import { type ConfigNode, type ContainerNode, childNode, type MapNode } from '../nodes/node.ts'
import type { Key } from '../types/scalar.ts'
import { required } from '../types/type-name.ts'

/** A container's own child as a path of text finds it: text keys only, enum members by name, integers for lists. */
export function selectChild(container: ContainerNode, key: Key): ConfigNode | undefined {
  if (container.kind === 'map') return childNode(container, textKey(container, key))
  const index = typeof key === 'string' ? parseInteger(key) : key
  if (typeof index !== 'number' || !Number.isSafeInteger(index)) {
    throw new ConfigTypeError(
      `\`${String(key)}\` is no index: \`${fullKey(container)}\` is a list.`,
      detailsOf('CONFIG_KEY_TYPE', container),
    )
  }
  return index < 0 ? undefined : childNode(container, index)
}

function textKey(container: MapNode, key: Key): Key {
  const wanted = required(container.keyType)
  if (wanted.kind !== 'enum') return key
  return (tryConvert(wanted, key) as Key | undefined) ?? key
}
