import { childOf, ListNode, toContainer, toYaml } from '@hydra-zen/omegaconf/nodes'
import type { Composition } from '../compose/composition.ts'
import { type DefaultElement, type DefaultsTreeNode, elementText, isElement } from '../defaults/default-element.ts'
import type { DefaultsList } from '../defaults/defaults-list.ts'
import { allGroups } from './config-groups.ts'
import type { InfoTopic } from './flags.ts'
import { configPart, jobPart } from './show-config.ts'
import { table, titled } from './table.ts'
import { HYDRA_VERSION } from './version.ts'

/** The configs that are merged, and the defaults lists that name them: all that `--info` can say before it composes. */
export function defaultsInfo(
  list: Pick<DefaultsList, 'defaults' | 'tree'>,
  topic: 'defaults' | 'defaults-tree',
): string {
  return topic === 'defaults' ? defaultsText(list) : treeText(list)
}

/** How a composed config comes about, as `--info` prints it. Reference: `Hydra.show_info`. */
export function infoText(composition: Composition, topic: InfoTopic): string {
  switch (topic) {
    case 'defaults':
    case 'defaults-tree':
      return defaultsInfo(composition, topic)
    case 'searchpath':
      return searchPathText(composition)
    case 'plugins':
      return pluginsText(composition)
    case 'config':
      return configText(composition)
    case 'all':
      return `${titled(`Hydra ${HYDRA_VERSION}`, '=')}${pluginsText(composition)}${configText(composition)}`
    default:
      return topic satisfies never
  }
}

function configText(composition: Composition): string {
  const config = toYaml(jobPart(composition.config))
  return `${searchPathText(composition)}${treeText(composition)}${defaultsText(composition)}${titled('Config')}${config}\n`
}

function defaultsText({ defaults }: Pick<DefaultsList, 'defaults'>): string {
  const rows = defaults.map((step) => [
    step.configPath,
    step.package,
    step.isSelf ? 'True' : 'False',
    step.parent ?? '',
  ])
  return `\n${titled('Defaults List')}${table(['Config path', 'Package', '_self_', 'Parent'], rows, { headEnd: ' ' })}`
}

function treeText({ tree }: Pick<DefaultsList, 'tree'>): string {
  return `\n${titled('Defaults Tree')}${treeLines(tree, '').join('')}`
}

function treeLines(child: DefaultsTreeNode | DefaultElement, indent: string): string[] {
  if (isElement(child)) return [`${indent}${elementText(child)}\n`]
  const text = `${indent}${elementText(child.element)}`
  if (child.children === undefined || child.children.length === 0) return [`${text}\n`]
  return [`${text}:\n`, ...child.children.flatMap((inner) => treeLines(inner, `${indent}  `))]
}

function searchPathText(composition: Composition): string {
  const rows = searchPathOf(composition).map(({ provider, path }) => [provider, path])
  return `\n${titled('Config search path')}${table(['Provider', 'Search path'], rows)}`
}

function searchPathOf({ repository }: Composition): { provider: string; path: string }[] {
  return repository.sources.map(({ provider, scheme, path }) => ({ provider, path: `${scheme}://${path}` }))
}

/** What can be chosen for each role, and the shells that can be completed. */
function pluginsOf({ repository }: Composition): Readonly<Record<string, readonly string[]>> {
  return {
    ConfigSource: [...new Set(repository.sources.map(({ scheme }) => `${scheme}://`))],
    CompletionPlugin: ['bash', 'fish', 'zsh'],
    Launcher: repository.groupOptions('hydra/launcher'),
    Sweeper: repository.groupOptions('hydra/sweeper'),
    Callbacks: repository.groupOptions('hydra/callbacks'),
  }
}

function pluginsText(composition: Composition): string {
  let text = titled('Installed Hydra Plugins')
  for (const [role, names] of Object.entries(pluginsOf(composition))) {
    if (names.length === 0) continue
    text += `\t${role}:\n\t${'-'.repeat(role.length + 1)}\n${names.map((name) => `\t\t${name}\n`).join('')}`
  }
  return text
}

/** The same for programs: one JSON object, whose keys are the topics. */
export function infoJson(composition: Composition, topic: InfoTopic): string {
  const { defaults, tree, repository, config } = composition
  const wants = (name: InfoTopic): boolean =>
    topic === 'all' || topic === name || (topic === 'config' && name !== 'plugins')
  const groups = [...allGroups(repository)]
  const answer = {
    version: HYDRA_VERSION,
    ...(wants('searchpath') && { searchpath: searchPathOf(composition) }),
    ...(wants('defaults') && {
      defaults: defaults.map(({ configPath, package: at, isSelf, parent }) => ({
        configPath,
        package: at,
        isSelf,
        parent,
      })),
    }),
    ...(wants('defaults-tree') && { tree: treeData(tree) }),
    ...(wants('plugins') && { plugins: pluginsOf(composition) }),
    ...(wants('config') && {
      groups: Object.fromEntries(groups),
      choices: Object.fromEntries(composition.choices),
      config: toContainer(jobPart(config)),
      hydra: hydraData(composition),
    }),
  }
  return `${JSON.stringify(answer, jsonValue, 2)}\n`
}

function hydraData({ config }: Composition): unknown {
  const part = childOf(configPart(config, 'hydra'), 'hydra')
  return part === undefined || part instanceof ListNode ? undefined : toContainer(part)
}

function treeData(child: DefaultsTreeNode | DefaultElement): unknown {
  if (isElement(child)) return elementText(child)
  const children = child.children?.map(treeData) ?? []
  return children.length === 0 ? elementText(child.element) : { config: elementText(child.element), defaults: children }
}

/** What JSON has no word for becomes text. */
function jsonValue(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value))) return String(value)
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value
}
