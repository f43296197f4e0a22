import { toContainer } from '@hydra-zen/omegaconf/nodes'
import { composeConfig } from '../compose/compose-config.ts'
import type { ComposeRequest, Composition } from '../compose/composition.ts'
import type { ConfigStore } from '../sources/config-store.ts'
import { createRepository } from '../sources/repository.ts'
import { createSearchPath } from '../sources/search-path.ts'
import { configTree } from './config-tree.ts'

/** What a composition in a test is made of. */
export interface ComposeIn extends Partial<Omit<ComposeRequest, 'repository'>> {
  /** Files by path; with or without `conf/` in front is up to the caller, `conf` is the main directory. */
  readonly files?: Readonly<Record<string, string>>
  readonly store?: ConfigStore
}

/** Composes `config` from files of its own, which are gone afterwards. Paths in messages count from their folder. */
export function composeIn({ files = {}, store, ...request }: ComposeIn): Composition {
  using tree = configTree(
    Object.fromEntries(
      Object.entries(files).map(([path, text]) => [`conf/${path.replace(/(\.yaml)?$/, '.yaml')}`, text]),
    ),
  )
  tree.write('conf/.keep', '')
  const searchPath = createSearchPath({ main: `file://${tree.path}/conf` }).items
  const repository = createRepository({ searchPath, store, cwd: tree.path })
  return composeConfig({ configName: 'config', ...request, repository })
}

/** The app's part of a composition as plain data. */
export function jobOf({ config }: Composition): Record<string, unknown> {
  const { hydra, ...job } = toContainer(config) as Record<string, unknown>
  return hydra === undefined ? {} : job
}
