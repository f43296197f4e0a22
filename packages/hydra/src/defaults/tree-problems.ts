import { listed, nearest, type SourceSpan } from '@hydra-zen/diagnostics'
import { ConfigCompositionException, type HydraException, MissingConfigException, ValueError } from '../errors.ts'
import type { ConfigSource } from '../sources/config-source.ts'
import type { ConfigRepository } from '../sources/repository.ts'
import {
  configPath,
  type DefaultElement,
  type DefaultsTreeNode,
  elementText,
  finalPackage,
  groupPath,
  optionOf,
  overrideKey,
} from './default-element.ts'

/** A config that is listed or chosen and does not exist: with what there is, and the way that led to it. */
export function missingConfig(node: DefaultsTreeNode, repository: ConfigRepository): MissingConfigException {
  const { element } = node
  const path = configPath(element)
  const searched = `searched: ${listed(repository.sources.map(placeText))}`
  if (element.primary) return missingPrimary(path, repository, searched)
  const by = node.parent && node.parent.element.kind !== 'root' ? `In \`${configPath(node.parent.element)}\`: ` : ''
  const group = groupPath(element)
  const options = repository.groupOptions(group)
  const option = optionOf(element) ?? ''
  const at = element.chosenAt ?? element.at
  const better = nearest(option, options)
  return new MissingConfigException(`${by}Could not find \`${path}\`.`, {
    code: 'CONFIG_MISSING',
    at,
    hint: hints(
      otherEnding(path, repository),
      better && `did you mean \`${better}\`?`,
      options.length > 0
        ? `${group === '' ? 'configs there' : `options of \`${group}\``}: ${listed(options)}`
        : undefined,
      better && corrected(at, option, better),
      chainHint(node),
      searched,
    ),
    missingConfig: path,
    options,
  })
}

/** A place of the search path; of one that is not there it says so. */
function placeText(source: ConfigSource): string {
  const place = `${source.scheme}://${source.path}`
  return source.available() ? place : `${place} (which is not there)`
}

function missingPrimary(path: string, repository: ConfigRepository, searched: string): MissingConfigException {
  const slash = path.lastIndexOf('/')
  const group = slash === -1 ? '' : path.slice(0, slash)
  const names = repository.groupOptions(group).map((option) => (group === '' ? option : `${group}/${option}`))
  const better = nearest(path, names)
  const there = names.length > 0 ? `the configs there are: ${listed(names)}` : undefined
  return new MissingConfigException(`Cannot find the primary config \`${path}\`.`, {
    code: 'CONFIG_MISSING',
    hint: hints(otherEnding(path, repository), better === undefined ? there : `did you mean \`${better}\`?`, searched),
    missingConfig: path,
  })
}

/** Hydra 1.0 took `.yml` for `.yaml`. */
function otherEnding(path: string, repository: ConfigRepository): string | undefined {
  if (/\.ya?ml$/.test(path) || !repository.configExists(`${path}.yml`)) return undefined
  return `there is \`${path}.yml\`: configs end in .yaml, rename it.`
}

/** A choice that is left to the user, who made none. */
export function missingChoice(element: DefaultElement, repository: ConfigRepository): HydraException {
  if (element.kind !== 'group') {
    return new ValueError(`\`${configPath(element)}\` names no config: only a choice of a group can be \`???\`.`, {
      code: 'DEFAULTS_MALFORMED',
      at: element.at,
    })
  }
  const key = overrideKey(element)
  const options = repository.groupOptions(groupPath(element))
  return new ConfigCompositionException(`You must choose \`${key}\`.`, {
    code: 'DEFAULTS_OPTION_MISSING',
    at: element.at,
    hint:
      options.length > 0
        ? `write ${key}=OPTION, where the options are ${listed(options)}.`
        : 'the group has no options.',
  })
}

/** A choice by interpolation that no other choice fills. */
export function unfilledChoice({
  config,
  text,
  known,
  at,
}: {
  readonly config: string
  readonly text: string
  readonly known: readonly string[]
  readonly at: SourceSpan | undefined
}): HydraException {
  return new ConfigCompositionException(`In \`${config}\`: \`${text}\` cannot be filled.`, {
    code: 'DEFAULTS_INTERPOLATION',
    at,
    hint: known.length > 0 ? `choices it can use: ${listed(known)}.` : 'there is no choice it could use.',
  })
}

/** Deeper than any tree that ends. */
const MOST_LEVELS = 200

/**
 * Refuses a config that is among those it is listed by.
 *
 * The same config at another package is no circle yet (a choice may end it), but two hundred of them are.
 *
 * @throws ConfigCompositionException `DEFAULTS_CYCLE`
 */
export function refuseCycle(node: DefaultsTreeNode, path: string): void {
  if (node.parent === undefined) return
  const packagePath = finalPackage(node.element)
  let levels = 0
  for (let at: DefaultsTreeNode | undefined = node.parent; at; at = at.parent) {
    levels++
    if (at.element.kind === 'root' || configPath(at.element) !== path || finalPackage(at.element) !== packagePath)
      continue
    throw new ConfigCompositionException(`The defaults lists go round in a circle at \`${path}\`.`, {
      code: 'DEFAULTS_CYCLE',
      at: node.element.at,
      hint: chainHint(node),
    })
  }
  if (levels < MOST_LEVELS) return
  throw new ConfigCompositionException(`The defaults lists never end: \`${path}\` is ${levels} levels deep.`, {
    code: 'DEFAULTS_CYCLE',
    at: node.element.at,
    hint: chainHint(node),
  })
}

/** `..` in a path would give the package empty parts; the newest development refuses it, and so do we. */
export function refuseTraversal(element: DefaultElement, path: string): void {
  const { path: own, value } = element
  const found =
    hasTraversal(own) ||
    (typeof value === 'string' ? hasTraversal(value) : value?.some((option) => hasTraversal(option)))
  if (!found) return
  throw new ConfigCompositionException(`In \`${path}\`: \`..\` cannot stand in a defaults list.`, {
    code: 'DEFAULTS_PARENT_TRAVERSAL',
    at: element.at,
    hint: 'name the config from the top: `/group/config`, `/group: option`.',
  })
}

function hasTraversal(path: string): boolean {
  return path.includes('..') && path.split('/').includes('..')
}

/** The text that was typed with the option put right, to paste. */
function corrected(at: SourceSpan | undefined, option: string, better: string): string | undefined {
  if (!at?.source.name.startsWith('override')) return undefined
  const { text } = at.source
  const found = text.lastIndexOf(option)
  return found === -1 ? undefined : `try: ${text.slice(0, found)}${better}${text.slice(found + option.length)}`
}

/** `by way of config → server/apache → db: mysql` */
function chainHint(node: DefaultsTreeNode): string {
  const steps: string[] = []
  for (let at: DefaultsTreeNode | undefined = node; at; at = at.parent) {
    if (at.element.kind !== 'root') steps.push(elementText(at.element))
    if (steps.length === 12) {
      steps.push('…')
      break
    }
  }
  return `by way of ${steps.reverse().join(' → ')}`
}

function hints(...lines: readonly (string | undefined)[]): string {
  return lines.filter((line) => line !== undefined).join('\n      ')
}
