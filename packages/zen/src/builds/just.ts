import type { Callable } from '@hydra-zen/signatures'
import { ConfigObject } from '../config/config-object.ts'
import type { Parameter } from '../config/parameters.ts'
import type { Workshop } from './workshop.ts'

/** A config that stands for `target` itself: nothing is called. */
export function justTarget(target: Callable, address: string, workshop: Workshop): ConfigObject {
  const values = new Map<string, unknown>([
    ['_target_', 'zen:getObject'],
    ['path', address],
  ])
  return new ConfigObject({ ...justFacts, name: target.name, target, recipe: undefined, maker: workshop.maker }, values)
}

/** The config of a function of ours that makes a value again: `{ _target_: 'zen:date', value: … }`. */
export function justCall(
  address: string,
  fields: Readonly<Record<string, unknown>>,
  workshop: Pick<Workshop, 'maker'>,
): ConfigObject {
  const values = new Map<string, unknown>([['_target_', address], ...Object.entries(fields)])
  return new ConfigObject(
    { ...justFacts, name: address, target: undefined, recipe: undefined, maker: workshop.maker },
    values,
  )
}

const justFacts = {
  kind: 'just' as const,
  signature: undefined,
  params: [] as readonly Parameter[],
  meta: [] as readonly string[],
  absent: [] as readonly string[],
  types: undefined,
  doc: undefined,
}
