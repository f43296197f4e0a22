import {
  anyType,
  copyNode,
  createNode,
  type ConfigNode as EngineNode,
  MapNode,
  nodeOf,
  optionalOf,
  type SchemaField,
  type SchemaType,
  strType,
  type TypeRef,
} from '@hydra-zen/omegaconf/nodes'
import type { DefaultValue, TypeModel } from '@hydra-zen/signatures'
import { ConfigObject, nodeSymbol, reservedKeys, valueAt } from './config-object.ts'
import { type Parameter, parameterList } from './parameters.ts'
import { typeRefOf } from './type-refs.ts'

/**
 * The engine's node for `config`: a mapping whose schema knows the target's parameters, with the config's values.
 *
 * A field that holds a config takes anything, as in the reference; an interpolation keeps the field's type.
 */
export function configToNode(config: ConfigObject): EngineNode {
  const facts = ConfigObject.factsOf(config)
  if (facts === undefined) return createNode(config)
  const fields = new Map<string, SchemaField>()
  const list = facts.params ?? (facts.signature ? parameterList(facts.signature).params : [])
  const params = new Map(list.map((param) => [param.name, param]))
  for (const key of Object.keys(config)) {
    const value = valueAt(config, key)
    if (reservedKeys.has(key) || key === 'defaults') {
      fields.set(key, { type: key === '_target_' ? strType : anyType, default: engineValue(value) })
      continue
    }
    const param = params.get(key)
    const type = facts.types?.get(key) ?? (param ? fieldType(param) : anyType)
    const field: SchemaField = { type: holdsConfig(value) ? anyType : type, doc: param?.doc }
    fields.set(key, value === '???' ? field : { ...field, default: engineValue(value) })
  }
  for (const name of facts.absent) {
    const param = params.get(name)
    if (param && !fields.has(name)) fields.set(name, { type: fieldType(param), absent: true, doc: param.doc })
  }
  const source = facts.target ?? facts.declaredBy
  const bases = facts.bases?.map(schemaOf).filter((base) => base !== undefined)
  const loose = facts.kind === 'just' || source === undefined
  return createNode({ kind: 'schema', name: facts.name, fields, doc: facts.doc, source, bases, loose } as SchemaType)
}

function schemaOf(config: unknown): SchemaType | undefined {
  const node = config instanceof ConfigObject ? config[nodeSymbol] : undefined
  return node instanceof MapNode ? node.schema : undefined
}

/** What the engine reads as `value`: configs become nodes, also those deep inside. */
export function engineValue(value: unknown): unknown {
  if (value instanceof ConfigObject) return copyNode(value[nodeSymbol])
  if (!holdsConfig(value)) return value
  if (Array.isArray(value)) return value.map(engineValue)
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, engineValue(item)]))
  return new Map(Object.entries(value as object).map(([key, item]) => [key, engineValue(item)]))
}

function fieldType({ type, required, default: value }: Parameter): TypeRef {
  const ref = typeRefOf(isCombined(type, value) ? { k: 'union', of: [type, { k: 'number' }] } : type)
  return required ? ref : optionalOf(ref)
}

/** `Flags.A | Flags.B`: no member, so members of this enumeration are there to be combined. */
function isCombined(type: TypeModel, value: DefaultValue | undefined): boolean {
  if (type.k !== 'enum' || value === undefined || !('value' in value)) return false
  return type.members.every(([, member]) => member !== value.value)
}

/** Whether a config stands somewhere in `value`. */
function holdsConfig(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (value instanceof ConfigObject) return true
  // a view holds none, and reading all of it would cost more than the work itself
  if (nodeOf(value) !== undefined) return false
  if (Array.isArray(value)) return value.some(holdsConfig)
  if (value instanceof Map) return [...value.values()].some(holdsConfig)
  const prototype = Object.getPrototypeOf(value)
  return (prototype === Object.prototype || prototype === null) && Object.values(value).some(holdsConfig)
}
