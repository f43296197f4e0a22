import { describe, expect, it } from 'vitest'
import { converterFor, createBuilder, just, makeConfig } from '../index.ts'

describe('data for a config', () => {
  it('must not contain itself', () => {
    const data: { self?: unknown } = {}
    data.self = data
    expect(() => just(data)).toThrow('nested deeper than 1000 levels, or contains itself')
    const list: unknown[] = []
    list.push(list)
    expect(() => makeConfig({ list })).toThrow('nested deeper than 1000 levels, or contains itself')
  })
  it('must not contain itself behind converters either', () => {
    const map = new Map<string, unknown>()
    map.set('self', map)
    const own = createBuilder({ converters: [converterFor(Same, (same) => same)] })
    for (const made of [() => just(map), () => just(new Endless() as never), () => own.just(new Same() as never)])
      expect(made).toThrow('nested deeper than 1000 levels, or contains itself')
  })
  it('is refused where its prototype has no constructor', () => {
    expect(() => just(Object.create(Object.create(null)))).toThrow('which YAML cannot hold')
  })
})

class Endless {
  toConfig(): unknown {
    return { again: new Endless() }
  }
}

class Same {
  readonly kind = 'same'
}
