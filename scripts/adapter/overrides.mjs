// The operations of the override grammar: parsing, printing and expanding.
import {
  createRepository,
  createSearchPath,
  expandJobs,
  expandSweep,
  isSweep,
  paramText,
  parseOverrides,
  valueText,
} from '@hydra-zen/hydra'
import { encodeScalar } from './values.mjs'

const TYPES = { change: 'CHANGE', add: 'ADD', 'force-add': 'FORCE_ADD', delete: 'DEL' }
const VALUE_TYPES = { range: 'RANGE_SWEEP', interval: 'INTERVAL_SWEEP', glob: 'GLOB_CHOICE_SWEEP', zip: 'ZIP_SWEEP' }

export const ops = { parse_override, override_value_text, sweep_expand }

function parse_override({ text }) {
  const [override] = parseOverrides([text])
  const { kind, key, value } = override
  return {
    type: kind === 'list-operation' ? operationType(value.name) : TYPES[kind],
    key,
    package: override.package ?? null,
    value_type: value === undefined ? null : valueType(value),
    value: encodeValue(value),
  }
}

function override_value_text({ text }) {
  const [override] = parseOverrides([text])
  return isSweep(override) ? [...expandSweep(override)] : valueText(override)
}

function sweep_expand({ overrides, max_batch_size, params = {}, tree_dir }) {
  const entries = new Map(Object.entries(params).map(([key, value]) => [key, paramText(key, value)]))
  return [...expandJobs(overrides, { params: entries, maxBatchSize: max_batch_size, optionsOf: optionsOf(tree_dir) })]
}

function optionsOf(directory) {
  if (directory === undefined) return undefined
  const repository = createRepository({ searchPath: createSearchPath({ main: directory }).items })
  return (group) => repository.groupOptions(group, 'config')
}

function operationType(name) {
  return name === 'extend_list' ? 'EXTEND_LIST' : name.toUpperCase()
}

function valueType(value) {
  if (value.kind === 'choice') return value.simple ? 'SIMPLE_CHOICE_SWEEP' : 'CHOICE_SWEEP'
  return VALUE_TYPES[value.kind] ?? 'ELEMENT'
}

function encodeValue(value) {
  switch (value?.kind) {
    case undefined:
      return null
    case 'plain':
      return encodeScalar(value.value)
    case 'quoted':
      return value.text
    case 'list':
    case 'list-operation':
      return value.items.map(encodeValue)
    case 'map':
      return { $map: value.entries.map((entry) => [encodeScalar(entry.key.value), encodeValue(entry.value)]) }
    case 'choice':
      return sweep(value, { simple_form: value.simple, list: value.items.map(encodeValue) })
    case 'range':
      return sweep(value, {
        start: encodeScalar(value.from),
        stop: encodeScalar(value.to),
        step: encodeScalar(value.step),
      })
    case 'interval':
      return sweep(value, { start: encodeScalar(value.from), end: encodeScalar(value.to) })
    case 'glob':
      return sweep(value, { include: value.include.map(encodeValue), exclude: value.exclude.map(encodeValue) })
    case 'zip':
      return { sweep: 'zip', members: value.members.map((member) => [member.key, encodeValue(member.values)]) }
  }
}

function sweep({ kind, tags = [], shuffle = false }, fields) {
  return { sweep: kind, tags, shuffle, ...fields }
}
