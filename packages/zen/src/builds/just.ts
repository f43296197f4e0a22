import type { Callable } from '@hydra-zen/signatures'
import { ConfigObject } from '../config/config-object.ts'
import type { Workshop } from './workshop.ts'

/** A config that stands for `target` itself: nothing is called. */
export function justTarget(target: Callable, address: string, workshop: Workshop): ConfigObject {
  const values = new Map<string, unknown>([
    ['_target_', 'zen:getObject'],
    ['path', address],
  ])
  return ConfigObject.of({ ...justFacts, name: target.name, target, recipe: undefined, maker: workshop.maker }, values)
}

/** The config of a function of ours that makes a value again: `{ _target_: 'zen:date', value: … }`. */
export function justCall(
  address: string,
  fields: Readonly<Record<string, unknown>>,
  workshop: Pick<Workshop, 'maker'>,
): ConfigObject {
  const values = new Map<string, unknown>([['_target_', address], ...Object.entries(fields)])
  return ConfigObject.of(
    { ...justFacts, name: address, target: undefined, recipe: undefined, maker: workshop.maker },
    values,
  )
}

const justFacts = {
  kind: 'just' as const,
  signature: undefined,
  params: undefined,
  meta: [] as readonly string[],
  absent: [] as readonly string[],
  types: undefined,
  doc: undefined,
}
