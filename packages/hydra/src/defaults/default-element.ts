import type { SourceSpan } from '@hydra-zen/diagnostics'
import type { DefaultSpec } from './default-spec.ts'
import type { ResultDefault } from './result-default.ts'

/**
 * One entry of a defaults list in its place in the tree, while a list is made.
 *
 * `config` names a config by its path, `group` an option (or several) of a group, `root` stands above the primary
 * config and Hydra's own.
 */
export interface DefaultElement {
  readonly kind: 'root' | 'config' | 'group'
  /** The config's path or the group, as written: relative unless it begins with `/`. */
  path: string
  /** The option of a group; several; none (`null`). Configs have none of their own. */
  value: string | readonly string[] | null
  package: string | undefined
  readonly optional: boolean
  readonly override: boolean
  /** An override that may stand before other entries. */
  readonly unordered: boolean
  readonly primary: boolean
  /** Added from outside (`+db=mysql`): its group is counted from the top. */
  readonly appended: boolean
  /** An override from outside has had its say. */
  chosenOutside: boolean
  /** Where the option was chosen, if not in the list. */
  chosenAt: SourceSpan | undefined
  /** The group and the package of the config that lists it; `undefined` until it is placed. */
  parentGroup: string | undefined
  parentPackage: string | undefined
  /** What the config's own header says, absolute. */
  header: string | undefined
  deleted: boolean
  readonly at: SourceSpan | undefined
}

/** A node of the defaults tree: an element with the elements of its config's list. */
export interface DefaultsTreeNode {
  readonly element: DefaultElement
  readonly parent: DefaultsTreeNode | undefined
  children: (DefaultsTreeNode | DefaultElement)[] | undefined
}

/** Whether a child of the tree has no list of its own. */
export function isElement(child: DefaultsTreeNode | DefaultElement): child is DefaultElement {
  return 'kind' in child
}

/** A fresh element for an entry; `undefined` for entries that are no configs. */
export function elementOf(spec: DefaultSpec): DefaultElement | undefined {
  if (spec.kind === 'patch') return undefined
  return spec.kind === 'config'
    ? createElement({ kind: 'config', path: spec.path, package: spec.package, at: spec.at })
    : createElement({
        kind: 'group',
        path: spec.group,
        value: spec.value,
        package: spec.package,
        optional: spec.optional,
        override: spec.override,
        unordered: spec.unordered,
        at: spec.at,
      })
}

/** An element from the fields that differ from the plain case. */
export function createElement(
  from: { readonly kind: DefaultElement['kind']; readonly path: string } & Partial<DefaultElement>,
): DefaultElement {
  return {
    kind: from.kind,
    path: from.path,
    value: from.value ?? null,
    package: from.package === '_here_' ? '' : from.package,
    optional: from.optional ?? false,
    override: from.override ?? false,
    unordered: from.unordered ?? false,
    primary: from.primary ?? false,
    appended: from.appended ?? false,
    chosenOutside: false,
    chosenAt: undefined,
    parentGroup: undefined,
    parentPackage: undefined,
    header: undefined,
    deleted: false,
    at: from.at,
  }
}

/** Puts an element under the config of a group and a package. `_group_` in its own package gets its meaning. */
export function place(element: DefaultElement, parentGroup: string, parentPackage: string): void {
  element.parentGroup = parentGroup
  element.parentPackage = parentPackage
  if (element.package?.includes('_group_')) {
    element.package = `_global_.${element.package.replaceAll('_group_', defaultPackage(element))}`
  }
}

/** What a header says counts from the root. */
export function setHeader(element: DefaultElement, header: string | undefined): void {
  if (header === undefined || element.header !== undefined) return
  const absolute = header === '_global_' || header.startsWith('_global_.')
  element.header = absolute ? header : header === '' ? '_global_' : `_global_.${header}`
}

export function isSelf(element: DefaultElement): boolean {
  return element.kind === 'config' ? element.path === '_self_' : element.value === '_self_'
}

export function isMissing(element: DefaultElement): boolean {
  return optionOf(element) === '???'
}

/** Whether the path, or the option, is still to be filled from other choices. */
export function isInterpolation(element: DefaultElement): boolean {
  const text = element.kind === 'config' ? configPath(element) : element.value
  return typeof text === 'string' && text.includes('${')
}

/** The last part of a config's path; the option of a group; `null` where none is chosen. */
export function optionOf(element: DefaultElement): string | null {
  if (element.kind === 'config') return element.path.slice(element.path.lastIndexOf('/') + 1)
  return typeof element.value === 'string' ? element.value : null
}

/** The group from the top: `db` in the list of `server/apache` is `server/db`. */
export function groupPath(element: DefaultElement): string {
  const base = element.parentGroup ?? ''
  const absolute = element.path.startsWith('/')
  const path = absolute ? element.path.slice(1) : element.path
  if (element.kind === 'group') return absolute || element.appended || base === '' ? path : `${base}/${path}`
  const slash = path.lastIndexOf('/')
  const group = slash === -1 ? '' : path.slice(0, slash)
  if (absolute || base === '') return group
  return group === '' ? base : `${base}/${group}`
}

/** The config's path from the top: `server/db/mysql`. */
export function configPath(element: DefaultElement): string {
  if (element.kind === 'root') return '<root>'
  if (element.kind === 'group') return `${groupPath(element)}/${optionOf(element) ?? 'null'}`
  if (element.path.startsWith('/')) return element.path.slice(1)
  return element.parentGroup ? `${element.parentGroup}/${element.path}` : element.path
}

/** Where the content goes if nothing else is said: the group, with dots. */
function defaultPackage(element: DefaultElement): string {
  return groupPath(element).replaceAll('/', '.')
}

/** Where the content goes, from the root. With `header: false`, what the config's own header says is left out. */
export function finalPackage(element: DefaultElement, { header = true } = {}): string {
  const own = element.package ?? (header ? element.header : undefined) ?? relativeGroup(element).replaceAll('/', '.')
  const parent = element.appended ? '' : (element.parentPackage ?? '')
  const path = parent === '' ? own : own === '' ? parent : `${parent}.${own}`
  const global = path.lastIndexOf('_global_')
  return global === -1 ? path : path.slice(global + '_global_'.length + 1)
}

/** What an override must name to change this choice: `db`, or `db@backup` where it is not at its usual place. */
export function overrideKey(element: DefaultElement): string {
  const group = groupPath(element)
  const path = finalPackage(element, { header: false })
  if (path === group.replaceAll('/', '.')) return group
  return `${group}@${path === '' ? '_global_' : path}`
}

/** How `--info defaults-tree` shows it: `db: mysql`, `server/apache`. */
export function elementText(element: DefaultElement): string {
  if (element.kind !== 'group') return configPath(element)
  return `${overrideKey(element)}: ${optionOf(element) ?? 'null'}`
}

/** The step of the list that an element stands for; `tree` is the node whose list it is in. */
export function resultOf(element: DefaultElement, tree: DefaultsTreeNode | undefined): ResultDefault {
  if (isSelf(element) && tree) {
    return {
      configPath: configPath(tree.element),
      parent: tree.parent && configPath(tree.parent.element),
      package: finalPackage(tree.element),
      isSelf: true,
      primary: tree.element.primary,
      overrideKey: undefined,
      at: tree.element.at,
      chosenAt: tree.element.chosenAt,
    }
  }
  return {
    configPath: configPath(element),
    parent: tree && configPath(tree.element),
    package: finalPackage(element),
    isSelf: false,
    primary: element.primary,
    overrideKey: element.kind === 'group' ? overrideKey(element) : undefined,
    at: element.at,
    chosenAt: element.chosenAt,
  }
}

function relativeGroup(element: DefaultElement): string {
  const path = element.path.startsWith('/') ? element.path.slice(1) : element.path
  if (element.kind === 'group') return path
  const slash = path.lastIndexOf('/')
  return slash === -1 ? '' : path.slice(0, slash)
}
