import type { SchemaType } from '@hydra-zen/omegaconf/nodes'
import { expect, test } from 'vitest'
import { hydraConf } from '../builtin-config/hydra-conf.ts'
import type { HydraJobSettings, HydraRuntimeSettings, HydraSettings } from './hydra-settings.ts'

/** The keys that a type names; all others are allowed by its index signature. */
type Named<T> = keyof { [K in keyof T as string extends K ? never : K]: T[K] }

const settings: Record<Named<HydraSettings>, true> = {
  mode: true,
  searchpath: true,
  run: true,
  sweep: true,
  callbacks: true,
  launcher: true,
  sweeper: true,
  output_subdir: true,
  verbose: true,
  overrides: true,
  job: true,
  runtime: true,
}
const job: Record<Named<HydraJobSettings>, true> = {
  name: true,
  chdir: true,
  override_dirname: true,
  id: true,
  num: true,
  config_name: true,
  env_set: true,
  env_copy: true,
}
const runtime: Record<Named<HydraRuntimeSettings>, true> = {
  version: true,
  version_base: true,
  cwd: true,
  config_sources: true,
  output_dir: true,
  choices: true,
}

function keysOf(schema: unknown): string[] {
  return [...(schema as SchemaType).fields.keys()]
}

test('what the types name is in the schema of `hydra`', () => {
  const fieldOf = (key: string): unknown => hydraConf.fields.get(key)?.type
  expect(keysOf(hydraConf)).toEqual(expect.arrayContaining(Object.keys(settings)))
  expect(keysOf(fieldOf('job'))).toEqual(expect.arrayContaining(Object.keys(job)))
  expect(keysOf(fieldOf('runtime')).sort()).toEqual(Object.keys(runtime).sort())
})
