/// <reference path="./signatures.d.ts" />
import {
  type Builds,
  builds,
  Callback,
  fbuilds,
  hydraConf,
  instantiate,
  just,
  kwargsOf,
  makeConfig,
  makeCustomBuildsFn,
  named,
  pbuilds,
  required,
} from 'hydra-zen'
import * as t from './targets.ts'

type Equal<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false
const ok = <X extends true>(): X => true as X

// options objects: checked with nothing generated
builds(t.Upload, { bucket: 'gcp:/', tags: ['a'] })
builds(t.Upload, { bucket: '${oc.env:BUCKET}' })
builds(t.Upload, { tags: '???' })
builds(t.Upload)
// @ts-expect-error unknown key
builds(t.Upload, { buckt: 'x' })
// @ts-expect-error wrong type
builds(t.Upload, { bucket: 3 })
// @ts-expect-error wrong element
builds(t.Upload, { tags: [1] })
builds(t.Optional, { a: 2 })
// @ts-expect-error unknown key
builds(t.Optional, { b: 2 })
builds(t.None)
// @ts-expect-error no parameters at all
builds(t.None, { z: 1 })
// @ts-expect-error a config has no such field
builds(t.Upload, { tags: ['a'] }).with({ buckt: 'x' })
builds(t.Upload, { tags: ['a'] }).with({ bucket: 'x' })
// @ts-expect-error a config has no such field
builds(builds(t.Upload), { buckt: 'x' })

// positional ones: through generated declarations
builds(t.Positional, { x: 1, label: 'p' })
// @ts-expect-error unknown key
builds(t.Positional, { nope: 1 })
// @ts-expect-error wrong type
builds(t.Positional, { x: 'a' })
builds(t.train, { x: 1, point: builds(t.Positional, { x: 2 }) })
// @ts-expect-error builds something else
builds(t.train, { point: builds(t.Upload, { tags: [] }) })
builds(t.Tree, { root: builds(t.Positional, { x: 1 }), leaves: [builds(t.Positional, { x: 1 }), '${root}'] })
// @ts-expect-error element builds something else
builds(t.Tree, { leaves: [builds(t.Upload, { tags: [] })] })
builds(t.Loose, { whatever: 1 }) // nothing known: accepted here, checked when it runs

// … or names given by hand
const Loose = named(t.Loose, 'a', 'b')
builds(Loose, { a: 1, b: 'x' })
// @ts-expect-error wrong type
builds(Loose, { a: 'x' })
// @ts-expect-error unknown name
builds(Loose, { c: 1 })
// @ts-expect-error more names than parameters
named(t.Loose, 'a', 'b', 'c')

// what is built
const point = await instantiate(builds(t.Positional, { x: 1 }))
ok<Equal<typeof point, t.Positional>>()
const number = await instantiate(builds(t.train, { x: 1 }))
ok<Equal<typeof number, number>>()
const tree = await instantiate({ a: builds(t.Upload, { tags: [] }), b: [just(3)] as const, c: 'x' })
tree.a.upload()
ok<Equal<(typeof tree)['c'], string>>()
const first: number = tree.b[0] as number
void first
const generic: Builds<t.Generic<number>> = builds(t.Generic<number>, { value: 3 })
void generic
;(await instantiate(builds(Loose, { a: 1 }))).hi()

// partial ones
const half = await instantiate(builds(t.Positional, { x: 1 }, { partial: true }))
ok<Equal<ReturnType<typeof half>, t.Positional>>()
half({ y: 3 })
const trains = await instantiate(pbuilds(t.train, { verbose: true }))
trains({ x: 1, point })
// @ts-expect-error x and point are still wanted
trains({ x: 1 })
const fullPartial = makeCustomBuildsFn({ partial: true, fullSignature: true })
const alsoHalf = await instantiate(fullPartial(t.Positional, { x: 1 }))
alsoHalf({ y: 1 }).norm()

// options
fbuilds(t.Positional, {}, { exclude: ['label'], meta: { note: 'x' }, convert: 'all' })
// @ts-expect-error not a parameter
fbuilds(t.Positional, {}, { exclude: ['labl'] })
// @ts-expect-error no such conversion
fbuilds(t.Positional, {}, { convert: 'most' })

// other makers
kwargsOf(t.train, { x: 3 })
const config = makeConfig({ x: required('number'), y: 2, up: builds(t.Upload) })
ok<Equal<typeof config.fields.x, number>>()
const made = await instantiate(config)
made.up.upload()

class Up extends Callback {
  readonly bucket: string

  constructor({ bucket = 's3:/' }: { bucket?: string } = {}) {
    super()
    this.bucket = bucket
  }
}
hydraConf({ callbacks: { a: fbuilds(Up, { bucket: 'x' }), b: null }, job: { chdir: true } })
// @ts-expect-error wrong key
hydraConf({ callbacks: { a: fbuilds(Up, { buckt: 'x' }) } })
// @ts-expect-error no such setting
hydraConf({ jobs: { chdir: true } })
