// The operation `instantiate`, with the targets that its questions name.
import { createTargets, instantiate, isPartial, rawTarget } from '@hydra-zen/hydra'
import { loadYamlNode, nodeOf, select } from '@hydra-zen/omegaconf/nodes'
import { decode, encode, encodeEntries, encodePlain } from './values.mjs'

/** The record of a call, as it was made. */
class Call {
  constructor(name, args, kwargs) {
    this.name = name
    this.args = args
    this.kwargs = kwargs
  }
}

/** Checks a call as Python would check it against `def name(...)`, and records it. */
function probe(name, { params = [], required = params.length, rest = false, keywords = [], open = false }) {
  const target = rawTarget(({ args, kwargs }) => {
    if (args.length > params.length && !rest) throw new TypeError(`${name} takes ${params.length} arguments`)
    for (const [at, param] of params.entries()) {
      if (at < args.length && kwargs.has(param)) throw new TypeError(`${name} got two values for ${param}`)
      if (at >= args.length && at < required && !kwargs.has(param)) throw new TypeError(`${name} needs ${param}`)
    }
    for (const key of kwargs.keys()) {
      if (!open && !params.includes(key) && !keywords.includes(key)) throw new TypeError(`${name} does not take ${key}`)
    }
    return new Call(name, args, kwargs)
  })
  names.set(target, name)
  return target
}

const names = new Map()
const Outer = probe('probe.Outer', {})
const raises = rawTarget(() => {
  throw new Error('raised')
})
names.set(raises, 'probe.raises')

const targets = createTargets({ roots: [] })
targets.register('probe', {
  Point: probe('probe.Point', { params: ['x', 'y'] }),
  Opts: probe('probe.Opts', { keywords: ['a', 'b', 'c'] }),
  Var: probe('probe.Var', { rest: true, open: true }),
  fn: probe('probe.fn', { params: ['a', 'b'], required: 1, rest: true, open: true }),
  Outer: Object.assign(Outer, { Inner: probe('probe.Outer.Inner', { params: ['v'] }) }),
  raises,
  not_callable: 7,
})

export const ops = {
  async instantiate({ yaml, key, args, kwargs }) {
    const root = loadYamlNode({ name: 'config.yaml', text: yaml })
    const config = key === undefined || key === null ? root : (select(root, key) ?? null)
    return answer(await instantiate(config, { targets, args: decode(args), kwargs: decode(kwargs) }))
  },
}

function answer(value) {
  if (nodeOf(value)) return { $config: record(nodeOf(value)) }
  return encodePlain(value, special)
}

function special(value) {
  if (value instanceof Call) return called('$call', value.name, value)
  if (isPartial(value)) {
    return called('$partial', names.get(value.target), { args: value.args, kwargs: Object.entries(value.kwargs) })
  }
  return nodeOf(value) ? { $config: record(nodeOf(value)) } : undefined
}

function called(tag, name, { args, kwargs }) {
  return {
    [tag]: name,
    args: args.map(answer),
    kwargs: encodeEntries([...kwargs].map(([key, item]) => [key, answer(item)])),
  }
}

/** A config's content, in which objects are records. */
function record(node) {
  if (node.state !== 'value') return encode(node)
  if (node.kind === 'map') return encodeEntries([...node.entries].map(([key, child]) => [key, record(child)]))
  if (node.kind === 'list') return node.items.map(record)
  return special(node.value) ?? encode(node)
}
