import { describe, expect, it } from 'vitest'
import { parseOverrides } from '../overrides/parse.ts'
import { createRepository } from '../sources/repository.ts'
import { configTree } from '../testing/config-tree.ts'
import { type DefaultsTreeNode, elementText, isElement } from './default-element.ts'
import { createDefaultsList } from './defaults-list.ts'

function listOf(
  files: Record<string, string>,
  { overrides = [] as string[], config = 'config', skipMissing = false } = {},
) {
  using tree = configTree(Object.fromEntries(Object.entries(files).map(([path, text]) => [`conf/${path}.yaml`, text])))
  const repository = createRepository({ searchPath: [{ provider: 'main', path: 'conf' }], cwd: tree.path })
  return createDefaultsList({
    repository,
    configName: config,
    overrides: parseOverrides(overrides),
    prependHydra: false,
    skipMissing,
  })
}

const steps = (...args: Parameters<typeof listOf>) =>
  listOf(...args).defaults.map(({ configPath, package: at }) => `${configPath}@${at}`)

const db = { 'db/mysql': 'port: 1', 'db/pg': 'port: 2' }

describe('a defaults list', () => {
  it('puts a config behind what it lists, unless it says where `_self_` is', () => {
    expect(steps({ config: 'defaults: [{db: mysql}]', ...db })).toEqual(['db/mysql@db', 'config@'])
    expect(steps({ config: 'defaults: [_self_, {db: mysql}]', ...db })).toEqual(['config@', 'db/mysql@db'])
  })
  it('is walked into', () => {
    const files = { config: 'defaults: [{server: apache}]', 'server/apache': 'defaults: [{db: pg}, {/db@top: mysql}]' }
    expect(steps({ ...files, 'server/db/pg': 'a: 1', ...db })).toEqual([
      'server/db/pg@server.db',
      'db/mysql@server.top',
      'server/apache@server',
      'config@',
    ])
  })
  it('takes lists of options, null and optional ones that are not there', () => {
    expect(steps({ config: 'defaults: [{db: [mysql, pg]}, {x: null}, {optional y: z}]', ...db })).toEqual([
      'db/mysql@db',
      'db/pg@db',
      'config@',
    ])
  })
  it('moves packages by keyword and by header', () => {
    expect(steps({ config: 'defaults: [{db@a: mysql}, {db@_global_: pg}]', ...db })).toEqual([
      'db/mysql@a',
      'db/pg@',
      'config@',
    ])
    expect(steps({ config: 'defaults: [{db: mysql}]', 'db/mysql': '# @package _global_\nport: 1' })).toEqual([
      'db/mysql@',
      'config@',
    ])
  })
  it('has choices changed from outside, added and deleted', () => {
    const files = { config: 'defaults: [{db: mysql}]', ...db, 'ui/full': '{}' }
    expect(steps(files, { overrides: ['db=pg'] })).toEqual(['db/pg@db', 'config@'])
    expect(steps(files, { overrides: ['+ui=full'] })).toEqual(['db/mysql@db', 'config@', 'ui/full@ui'])
    expect(steps(files, { overrides: ['~db'] })).toEqual(['config@'])
    expect(steps(files, { overrides: ['~db=mysql'] })).toEqual(['config@'])
    expect(steps(files, { overrides: ['db=[pg,mysql]'] })).toEqual(['db/pg@db', 'db/mysql@db', 'config@'])
  })
  it('has choices changed by a later config', () => {
    const files = {
      config: 'defaults: [{db: mysql}, {exp: a}]',
      'exp/a': '# @package _global_\ndefaults: [{override /db: pg}]',
      ...db,
    }
    expect(steps(files)).toEqual(['db/pg@db', 'exp/a@', 'config@'])
    expect(steps(files, { overrides: ['db=mysql'] })).toEqual(['db/mysql@db', 'exp/a@', 'config@'])
  })
  it('fills interpolations from other choices, wherever they are made', () => {
    const files = { 'db_ui/mysql_full': '{}', 'ui/full': '{}', ...db }
    expect(steps({ config: 'defaults: [{db_ui: "${db}_${ui}"}, {db: mysql}, {ui: full}]', ...files })).toEqual([
      'db_ui/mysql_full@db_ui',
      'db/mysql@db',
      'ui/full@ui',
      'config@',
    ])
    expect(
      steps({ config: 'defaults: [{a: "${b}"}, {b: "${c}"}, {c: x}]', 'a/x': '{}', 'b/x': '{}', 'c/x': '{}' }),
    ).toEqual(['a/x@a', 'b/x@b', 'c/x@c', 'config@'])
  })
  it('keeps the choices in the order met', () => {
    const { choices } = listOf({ config: 'defaults: [{db: mysql}, {ui: null}]', ...db })
    expect([...choices]).toEqual([
      ['ui', null],
      ['db', 'mysql'],
    ])
  })
  it('leaves groups that wait for a sweep', () => {
    expect(steps({ config: 'defaults:\n- db: ???', ...db }, { skipMissing: true })).toEqual(['config@'])
  })
  it('is shown as a tree', () => {
    const lines: string[] = []
    const show = (node: DefaultsTreeNode, depth: number) => {
      lines.push(`${'  '.repeat(depth)}${elementText(node.element)}`)
      for (const child of node.children ?? []) {
        if (isElement(child)) lines.push(`${'  '.repeat(depth + 1)}${elementText(child)}`)
        else show(child, depth + 1)
      }
    }
    show(
      listOf({ config: 'defaults: [{server: a}, {db@x: mysql}]', 'server/a': 'defaults: [{/db: pg}]\nv: 1', ...db })
        .tree,
      0,
    )
    expect(lines).toEqual(['config', '  server: a', '    db@server.db: pg', '    _self_', '  db@x: mysql', '  _self_'])
  })
})

describe('what is wrong with a defaults list', () => {
  const message = (files: Record<string, string>, options: Parameters<typeof listOf>[1] = {}) => {
    try {
      listOf(files, options)
    } catch (error) {
      return `${(error as Error).name}: ${(error as Error).message}`.replaceAll(/\S+config-tree-\w+/g, '<tree>')
    }
    return 'nothing'
  }

  it('is told with the way that led there, the options there are and the text to paste', () => {
    expect(
      message(
        { config: 'defaults:\n- server: apache', 'server/apache': 'defaults:\n- /db: mysql', ...db },
        { overrides: ['db@server.db=pgg'] },
      ),
    ).toMatchInlineSnapshot(`
      "MissingConfigException: In \`server/apache\`: Could not find \`db/pgg\`.
        override 1:1:1
        | db@server.db=pgg
        | ^^^^^^^^^^^^^^^^
      hint: did you mean \`pg\`?
            options of \`db\`: mysql, pg
            try: db@server.db=pg
            by way of config → server: apache → db@server.db: pgg
            searched: file://conf"
    `)
  })
  it('is told all at once', () => {
    expect(
      message({ config: 'defaults:\n- db: ???\n- ui: ???\n- x: nope', ...db, 'ui/full': '{}' }),
    ).toMatchInlineSnapshot(`
      "MissingConfigException: 3 problems:
      - In \`config\`: Could not find \`x/nope\`.
          conf/config.yaml:4:6
          | - x: nope
          |      ^^^^
        hint: by way of config → x: nope
              searched: file://conf
      - You must choose \`ui\`.
          conf/config.yaml:3:7
          | - ui: ???
          |       ^^^
        hint: write ui=OPTION, where the options are full.
      - You must choose \`db\`.
          conf/config.yaml:2:7
          | - db: ???
          |       ^^^
        hint: write db=OPTION, where the options are mysql, pg."
    `)
    expect(
      message(
        { config: 'defaults: [{db: mysql}]', ...db, 'ui/full': '{}', 'x/y': '{}' },
        { overrides: ['ui=full', 'x=y', '~x'] },
      ),
    ).toMatchInlineSnapshot(`
        "ConfigCompositionException: 3 problems:
        - Could not override \`ui\`: it is not in the defaults list.
            override 1:1:1
            | ui=full
            | ^^^^^^^
          hint: to add it to the defaults list: +ui=full
        - Could not override \`x\`: it is not in the defaults list.
            override 2:1:1
            | x=y
            | ^^^
          hint: to add it to the defaults list: +x=y
        - Could not delete \`x\`: it is not in the defaults list.
            override 3:1:1
            | ~x
            | ^^"
      `)
  })
  it('is a typo in an option of an optional group, where it was typed', () => {
    const files = { config: 'defaults: [{optional exp: null}]', 'exp/e1': '{}' }
    expect(steps(files)).toEqual(['config@'])
    expect(message(files, { overrides: ['exp=e11'] })).toContain('try: exp=e1')
  })
  it('is a circle, named', () => {
    expect(message({ config: 'defaults: [a]', a: 'defaults: [b]', b: 'defaults: [a]' })).toMatchInlineSnapshot(`
      "ConfigCompositionException: The defaults lists go round in a circle at \`a\`.
        conf/b.yaml:1:12
        | defaults: [a]
        |            ^
      hint: by way of config → a → b → a"
    `)
    expect(message({ config: 'defaults: [{db: a}]', 'db/a': 'defaults: [{/db@inner: a}]' })).toContain('never end')
  })
  it('is an entry that is none', () => {
    expect(message({ config: 'defaults:\n- overide db: mysql', ...db })).toMatchInlineSnapshot(`
      "ValueError: In \`config\`: \`overide\` is no keyword of a defaults list.
        conf/config.yaml:2:3
        | - overide db: mysql
        |   ^^^^^^^^^^^^^^^^^
      hint: did you mean \`override\`?"
    `)
    expect(message({ config: 'defaults: [1]' })).toContain('is no entry')
    expect(message({ config: 'defaults: [{a: b, c: d}]' })).toContain('one default with several keys')
    expect(message({ config: 'defaults: {a: b}' })).toContain('must be a list, not a mapping')
    expect(message({ config: 'defaults: [_self_, _self_]' })).toContain('stands twice')
    expect(message({ config: 'defaults: [{db: true}]', ...db })).toContain('no option of a config group')
  })
  it('is a choice made twice, or in the wrong order', () => {
    expect(message({ config: 'defaults:\n- db: mysql\n- db: pg', ...db })).toMatchInlineSnapshot(`
      "ConfigCompositionException: The defaults lists choose \`db\` twice: \`mysql\` and \`pg\`.
        conf/config.yaml:3:7
        | - db: pg
        |       ^^
      hint: to change a choice write \`override db: pg\`, at the end of the list."
    `)
    expect(message({ config: 'defaults: [{db: mysql}]', ...db }, { overrides: ['+db=pg'] })).toContain(
      'hint: to choose another option: db=pg',
    )
    expect(message({ config: 'defaults: [{override db: mysql}, {db: pg}]', ...db })).toContain('at the end')
    expect(message({ config: 'defaults: [{db: "${nope}"}, {ui: null}]', ...db })).toContain('cannot be filled')
    expect(message({ config: 'defaults: [../x]' })).toContain('cannot stand in a defaults list')
  })
})
