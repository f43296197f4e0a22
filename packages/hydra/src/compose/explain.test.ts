import { describe, expect, it } from 'vitest'
import { composeIn } from '../testing/compose-in.ts'
import { blame, formatBlame } from './blame.ts'
import { explain, formatExplanation } from './explain.ts'

const files = {
  config: 'defaults:\n- db: mysql\n- _self_\n- _patch_: [extra=3]\nname: app\nextra: 1\ndb:\n  host: here\n',
  'db/mysql': 'port: 3306\nhost: localhost\n',
  'db/pg': 'port: 5432\nhost: there\n',
}

describe('explaining a key', () => {
  it('tells who set it and what it was before', () => {
    const composition = composeIn({ files, overrides: ['db=pg', 'db.host=typed'] })
    expect(formatExplanation(explain(composition, 'db.host'))).toMatchInlineSnapshot(`
      "db.host = typed
        set to typed by override 2:1:9, db.host=typed
        before here by conf/config.yaml:8:9, the primary config
        before there by conf/db/pg.yaml:2:7, config db/pg, chosen by db=pg (override 1:1:1)"
    `)
    expect(formatExplanation(explain(composition, 'db.port'))).toMatchInlineSnapshot(`
      "db.port = 5432
        set to 5432 by conf/db/pg.yaml:1:7, config db/pg, chosen by db=pg (override 1:1:1)"
    `)
    expect(formatExplanation(explain(composition, 'extra'))).toMatchInlineSnapshot(`
      "extra = 3
        set to 3 by conf/config.yaml:4:13, _patch_ extra=3
        before 1 by conf/config.yaml:6:8, the primary config"
    `)
    expect(formatExplanation(explain(composition, 'nope'))).toBe('nope is not in the config.')
    expect(explain(composition, 'db.host').steps.map(({ kind, config }) => [kind, config])).toEqual([
      ['default', 'db/pg'],
      ['default', 'config'],
      ['override', undefined],
    ])
  })
})

describe('blaming a config', () => {
  it('names the place of every value', () => {
    const composition = composeIn({ files, overrides: ['name=other', '+list=[1,{a: 2}]'] })
    expect(formatBlame(blame(composition))).toMatchInlineSnapshot(`
      "db.port: 3306  # conf/db/mysql.yaml:1:7  listed at conf/config.yaml:2:7
      db.host: here  # conf/config.yaml:8:9  the primary config
      name: other    # override 1:1:6  name=other
      extra: 3       # conf/config.yaml:4:13  _patch_ extra=3
      list[0]: 1     # override 2:1:7  +list=[1,{a: 2}]
      list[1].a: 2   # override 2:1:7  +list=[1,{a: 2}]"
    `)
    expect(blame(composition, { key: 'db' }).map(({ key }) => key)).toEqual(['db.port', 'db.host'])
    expect(blame(composition, { part: 'hydra' }).every(({ key }) => key.startsWith('hydra.'))).toBe(true)
  })
})
