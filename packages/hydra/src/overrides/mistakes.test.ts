import { expect, test } from 'vitest'
import { OverrideParseException } from '../errors.ts'
import { parseOverride } from './parse.ts'

function messageOf(text: string): string {
  try {
    parseOverride(text)
  } catch (error) {
    if (error instanceof OverrideParseException) return error.message.replace(/^ {2}override:1:/m, '  :')
    throw error
  }
  return 'no error'
}

/** What people type, and what they are told. */
function messages(...texts: string[]): string {
  return texts.map(messageOf).join('\n\n')
}

test('mistakes in keys', () => {
  expect(
    messages(
      '--lr=1',
      'db',
      'db.port:3306',
      'db port=1',
      'db.port = 1',
      'items[0]=1',
      '/db=mysql',
      '=',
      'db@a:b=c',
      '0=1',
    ),
  ).toMatchInlineSnapshot(`
    "Expected a key, found \`-\`.
      :1
      | --lr=1
      | ^
    hint: overrides are written without dashes; write lr=1

    Expected \`=\` after \`db\`, but the text ends.
      :3
      | db
      |   ^
    hint: to set it write \`db=…\`, to delete it \`~db\`

    Expected \`=\`, found \`:\`.
      :8
      | db.port:3306
      |        ^
    hint: write db.port=3306

    Expected \`=\`, found a space.
      :3
      | db port=1
      |   ^
    hint: a key has no spaces; write db.port=1

    Expected \`=\`, found a space.
      :8
      | db.port = 1
      |        ^
    hint: leave out the spaces around it; write db.port=1

    Expected \`=\`, found \`[\`.
      :6
      | items[0]=1
      |      ^
    hint: an item of a list is reached with a dot; write items.0=1

    Expected a key, found \`/\`.
      :1
      | /db=mysql
      | ^
    hint: a group is named without a slash in front; write db=mysql

    no error

    Expected \`=\`, found \`:\`.
      :5
      | db@a:b=c
      |     ^
    hint: a package cannot be renamed in an override: delete the one, add the other; write db@a=c

    Expected a key, found \`0\`.
      :1
      | 0=1
      | ^
    hint: a key begins with a letter, \`_\` or \`$\`"
  `)
})

test('values left unfinished', () => {
  expect(messages('k=[1,2', 'k={a:1', 'k=choice(a,b', "k='abc", 'k=[a,b,]', 'k=a,', 'k={a}')).toMatchInlineSnapshot(`
    "Expected \`,\` or \`]\`: the \`[\` is never closed.
      :3
      | k=[1,2
      |   ^
    hint: write 'k=[1,2]'

    Expected \`,\` or \`}\`: the \`{\` is never closed.
      :3
      | k={a:1
      |   ^
    hint: write 'k={a:1}'

    Expected \`,\` or \`)\`: the \`(\` is never closed.
      :9
      | k=choice(a,b
      |         ^
    hint: write 'k=choice(a,b)'

    The quote is never closed.
      :3
      | k='abc
      |   ^
    hint: write 'k="abc"'

    Expected a value, found \`]\`.
      :8
      | k=[a,b,]
      |        ^
    hint: leave out the last comma; write 'k=[a,b]'

    Expected a value, but the text ends.
      :5
      | k=a,
      |     ^
    hint: leave out the last comma; write k=a

    Expected \`:\` after the key, found \`}\`.
      :5
      | k={a}
      |     ^
    hint: put a text with such characters in quotes; write 'k="{a}"'"
  `)
})

test('characters with a meaning', () => {
  expect(messages('k=a&b', 'k=(a)', 'k=a=b', "k=it's", 'k=${a', 'k=naïve', 'k=[1] ')).toMatchInlineSnapshot(`
    "Expected \`,\` or the end, found \`&\`.
      :4
      | k=a&b
      |    ^
    hint: put a text with such characters in quotes; write 'k="a&b"'

    Expected a value, found \`(\`.
      :3
      | k=(a)
      |   ^
    hint: put a text with such characters in quotes; write 'k="(a)"'

    Expected \`,\` or the end, found \`=\`.
      :4
      | k=a=b
      |    ^
    hint: put a text with such characters in quotes; write 'k="a=b"'

    Expected \`,\` or the end, found \`'\`.
      :5
      | k=it's
      |     ^
    hint: put a text with such characters in quotes; write 'k="it'\\''s"'

    Expected \`,\` or the end, found \`{\`.
      :4
      | k=\${a
      |    ^
    hint: write 'k=\${a}'

    Expected \`,\` or the end, found \`ï\`.
      :5
      | k=naïve
      |     ^
    hint: put a text with such characters in quotes; write 'k="naïve"'

    Expected \`,\` or the end, found a space.
      :6
      | k=[1] 
      |      ^
    hint: leave out the spaces around it; write 'k=[1]'"
  `)
})

test('functions called wrongly', () => {
  expect(
    messages(
      'k=choise(a,b)',
      'k=range(a,b)',
      'k=range(1,2,3,4)',
      'k=range(start=1,2)',
      'k=interval(1)',
      'k=glob(1)',
      'k=int(abc)',
      'k=sort(1,a)',
      'k=tag(a,1)',
      'k=sort(1,2,reversed=true)',
      'k=choice()',
      'k=insert(a)',
      '+k=append(1)',
      'k=[append(1)]',
    ),
  ).toMatchInlineSnapshot(`
    "There is no function \`choise\`.
      :3
      | k=choise(a,b)
      |   ^^^^^^^^^^^
    hint: did you mean \`choice\`?

    \`start\` of range() must be an int, a float or a boolean, not text.
      :9
      | k=range(a,b)
      |         ^

    range() takes 3 arguments at most.
      :3
      | k=range(1,2,3,4)
      |   ^^^^^^^^^^^^^^

    An argument by position follows \`start=\`.
      :3
      | k=range(start=1,2)
      |   ^^^^^^^^^^^^^^^^
    hint: arguments with names come last

    interval() needs \`end\`.
      :3
      | k=interval(1)
      |   ^^^^^^^^^^^
    hint: write interval(start, end)

    \`include\` of glob() must be text or a list, not an int.
      :8
      | k=glob(1)
      |        ^

    \`abc\` is not an int.
      :3
      | k=int(abc)
      |   ^^^^^^^^

    text and an int cannot be compared.
      :3
      | k=sort(1,a)
      |   ^^^^^^^^^
    hint: sort values of one type

    An argument of tag() must be text, a choice, a range or an interval, not an int.
      :9
      | k=tag(a,1)
      |         ^

    sort() has no parameter \`reversed\`.
      :3
      | k=sort(1,2,reversed=true)
      |   ^^^^^^^^^^^^^^^^^^^^^^^
    hint: did you mean \`reverse\`?

    A choice needs at least one value.
      :3
      | k=choice()
      |   ^^^^^^^^

    \`index\` of insert() must be an int, not text.
      :10
      | k=insert(a)
      |          ^

    A key with append(…) takes no \`+\`.
      :1
      | +k=append(1)
      | ^^

    append(…) must be the whole value of an override.
      :4
      | k=[append(1)]
      |    ^^^^^^^^^"
  `)
})

test('zips that do not fit', () => {
  expect(
    messages(
      'z=zip()',
      'z=zip([a,b],[c,d])',
      'z=zip(a=[1,2],b=choice(x,y),c=[1,2,3])',
      'z=zip(a=[1],b=[1,2])',
      'z=zip(a=1)',
      'z=zip(a=[1],a=[2])',
      '+z=zip(a=[1])',
      'k=[zip(a=[1])]',
    ),
  ).toMatchInlineSnapshot(`
    "A zip needs members.
      :3
      | z=zip()
      |   ^^^^^
    hint: write zip(model=[a,b],lr=[0.1,0.2])

    Each member of a zip is \`key=values\`.
      :7
      | z=zip([a,b],[c,d])
      |       ^
    hint: name the keys: zip(model=[a,b],lr=[0.1,0.2])

    \`c\` has 3 values, the other members of this zip 2.
      :29
      | z=zip(a=[1,2],b=choice(x,y),c=[1,2,3])
      |                             ^^^^^^^^^

    The members of a zip must have equally many values: \`a\` 1, \`b\` 2.
      :13
      | z=zip(a=[1],b=[1,2])
      |             ^^^^^^^

    The values of \`a\` must be a list, a choice, a range or a glob, not an int.
      :9
      | z=zip(a=1)
      |         ^

    \`a\` is twice in this zip.
      :13
      | z=zip(a=[1],a=[2])
      |             ^^^^^

    The name of a zip takes no \`+\`.
      :1
      | +z=zip(a=[1])
      | ^^
    hint: prefixes belong to the members: zip(+db=…)

    A zip must be the whole value of an override.
      :4
      | k=[zip(a=[1])]
      |    ^^^^^^^^^^"
  `)
})
