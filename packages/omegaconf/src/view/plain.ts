import { MissingMandatoryValue } from '../errors.ts'
import { detailsOf } from '../nodes/fail.ts'
import { fullKey } from '../nodes/key-path.ts'
import type { ConfigNode } from '../nodes/node.ts'
import { toContainer as plainOf, type ToContainerOptions } from '../ops/to-container.ts'
import { isStandardSchema } from '../schema/is-standard-schema.ts'
import { validated } from '../schema/standard-schema.ts'
import { nodeBehind } from './config-node.ts'
import { isView } from './view.ts'

/** Plain data: objects, arrays and scalars that nothing ties to the configuration. */
export function toContainer<T extends object>(config: T, options: Omit<ToContainerOptions, 'instance'> = {}): T {
  return plainOf(nodeBehind(config), options) as T
}

/**
 * Plain data with interpolations followed, in which a class's mapping is an instance of that class and a Standard
 * Schema's is what the schema makes of it.
 *
 * @throws MissingMandatoryValue for a `???` in a class's or schema's mapping; InterpolationResolutionError
 */
export function toObject<T extends object>(config: T): T {
  return plainOf(nodeBehind(config), {
    resolve: true,
    instance: (node, plain) => {
      const source = node.schema?.source
      // a mapping with a target describes what it builds, and is no instance of it
      if ((typeof source !== 'function' && !isStandardSchema(source)) || node.cells.has('_target_')) return plain
      refuseMissing(node)
      if (isStandardSchema(source)) {
        const result = validated(source, plain)
        return result.issues ? plain : result.value
      }
      const instance: object = Reflect.construct(source as new () => object, [])
      for (const [key, value] of Object.entries(plain as object)) Reflect.set(instance, key, value)
      return instance
    },
  }) as T
}

function refuseMissing(node: ConfigNode & { kind: 'map' }): void {
  for (const [key, child] of node.entries) {
    if (child.state !== 'missing') continue
    throw new MissingMandatoryValue(
      `\`${fullKey(child)}\` of ${node.schema?.name ?? 'a schema'} is missing (???).`,
      detailsOf('CONFIG_MISSING_VALUE', node, key),
    )
  }
}

/** Whether a value is a configuration. */
export function isConfig(value: unknown): boolean {
  return isView(value)
}

/** Whether a value is a configuration that is a mapping. */
export function isDict(value: unknown): boolean {
  return isView(value) && nodeBehind(value).kind === 'map'
}

/** Whether a value is a configuration that is a list. */
export function isList(value: unknown): value is unknown[] {
  return isView(value) && nodeBehind(value).kind === 'list'
}
