import { describe, expect, it } from 'vitest'
import { just, makeConfig } from '../index.ts'

describe('data for a config', () => {
  it('must not contain itself', () => {
    const data: { self?: unknown } = {}
    data.self = data
    expect(() => just(data)).toThrow('nested deeper than 1000 levels, or contains itself')
    const list: unknown[] = []
    list.push(list)
    expect(() => makeConfig({ list })).toThrow('nested deeper than 1000 levels, or contains itself')
  })
  it('is refused where its prototype has no constructor', () => {
    expect(() => just(Object.create(Object.create(null)))).toThrow('which YAML cannot hold')
  })
})
