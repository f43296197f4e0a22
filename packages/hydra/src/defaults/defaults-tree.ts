import { ConfigCompositionException, type HydraException } from '../errors.ts'
import { builtinDefaults, isBuiltin } from '../sources/builtin-source.ts'
import type { LoadedConfig } from '../sources/config-source.ts'
import type { ConfigRepository } from '../sources/repository.ts'
import {
  configPath,
  createElement,
  type DefaultElement,
  type DefaultsTreeNode,
  elementOf,
  elementText,
  finalPackage,
  groupPath,
  isElement,
  isInterpolation,
  isMissing,
  isSelf,
  optionOf,
  place,
  setHeader,
} from './default-element.ts'
import { type DefaultSpec, defaultSpecs, type PatchSpec } from './default-spec.ts'
import type { GroupChoices } from './group-choices.ts'
import { resolveOption } from './resolve-option.ts'
import { missingChoice, missingConfig, refuseCycle, refuseTraversal, unfilledChoice } from './tree-problems.ts'

/** What a tree is grown from. */
export interface TreeRequest {
  readonly repository: ConfigRepository
  readonly choices: GroupChoices
  /** Groups that are still `???` are passed over instead of refused. */
  readonly skipMissing: boolean
  /** For `${oc.env:…}` in a choice. */
  readonly env: Readonly<Record<string, string | undefined>> | undefined
}

/** Patches as they were met, with the package that they count from. */
export interface FoundPatch {
  readonly spec: PatchSpec
  /** The config that holds it. */
  readonly config: string
  readonly package: string
}

/**
 * Grows the tree below a root: every config of the defaults lists, with those of their own lists.
 *
 * The lists are walked from the end to the beginning, so that an `override` is known before what it overrides.
 */
export class DefaultsTreeBuilder {
  /** What is wrong but lets the rest be looked at: configs and choices that are missing. */
  readonly problems: HydraException[] = []
  /** The patches of each node, by the node. */
  readonly patches = new Map<DefaultsTreeNode, FoundPatch[]>()
  readonly #request: TreeRequest
  #deferred = false

  constructor(request: TreeRequest) {
    this.#request = request
  }

  /** The whole tree, choices by interpolation included. */
  grow(root: DefaultsTreeNode): void {
    if (root.element.kind === 'root') this.#growRoot(root)
    else this.#grow(root, { primary: true, interpolated: false })
    while (this.#deferred && this.#growDeferred(root));
    if (this.#deferred) this.#refuseUnresolved(root)
  }

  #growRoot(root: DefaultsTreeNode): void {
    const elements = (root.children ?? []).filter(isElement)
    const grown: (DefaultsTreeNode | DefaultElement)[] = []
    for (const element of elements.toReversed()) {
      place(element, '', '')
      const node: DefaultsTreeNode = { element, parent: root, children: undefined }
      if (element.primary || !this.#growBuiltin(node)) {
        this.#grow(node, { primary: element.primary, interpolated: false })
      }
      grown.push(node.children ? node : element)
    }
    root.children = grown.reverse()
  }

  /**
   * Grows Hydra's own list where nobody has a say in it: the same as `#grow` would, with nothing to look for.
   *
   * False where an app brings configs of its own in place of Hydra's, or someone chose something.
   */
  #growBuiltin(node: DefaultsTreeNode): boolean {
    const { choices, repository } = this.#request
    const path = configPath(node.element)
    const loaded = repository.loadConfig(path)
    const list = loaded && builtinDefaults(loaded)
    if (!list || choices.concern('hydra/')) return false
    const children: DefaultElement[] = []
    for (const [group, option] of list) {
      const element = createElement({ kind: 'group', path: group, value: option })
      place(element, 'hydra', 'hydra')
      const config = option === null ? undefined : repository.loadConfig(configPath(element))
      if (option !== null && !(config && isBuiltin(config))) return false
      setHeader(element, config?.header.package)
      children.push(element)
    }
    for (const element of children.toReversed()) choices.learn(element)
    const self = createElement({ kind: 'config', path: '_self_' })
    place(self, '', '')
    node.children = [...children, self]
    return true
  }

  #grow(node: DefaultsTreeNode, { primary, interpolated }: { primary: boolean; interpolated: boolean }): void {
    const { choices, repository } = this.#request
    const { element } = node
    if (primary) place(element, '', '')
    const path = configPath(element)
    const loaded = optionOf(element) === null || isMissing(element) ? undefined : repository.loadConfig(path)
    if (primary && !loaded) throw missingConfig(node, this.#request.repository)
    if (loaded) setHeader(element, loaded.header.package)
    if (choices.takeDeletion(element)) {
      element.deleted = true
      return
    }
    choices.learn(element)
    if (optionOf(element) === null) return
    if (path.endsWith('???')) {
      if (!this.#request.skipMissing) this.#refuseMissing(node)
      return
    }
    if (!loaded) {
      element.deleted = true
      if (!element.optional || element.chosenOutside) this.problems.push(missingConfig(node, this.#request.repository))
      return
    }
    refuseCycle(node, path)
    this.#growList(node, path, loaded, { primary, interpolated })
  }

  #growList(
    node: DefaultsTreeNode,
    path: string,
    loaded: LoadedConfig,
    { primary, interpolated }: { primary: boolean; interpolated: boolean },
  ): void {
    const { choices } = this.#request
    const parent = node.element
    const specs = defaultSpecs(loaded, this.#request.repository)
    const elements = this.#elements(node, path, specs)
    const appended = primary ? choices.appended : []
    if (specs.length > 0 || appended.length > 0) addSelf(path, elements)
    elements.push(...appended)
    if (elements.length === 0) return

    const group = groupPath(parent)
    const packagePath = finalPackage(parent)
    this.#readOverrides(path, elements, group, packagePath, interpolated)

    const children: (DefaultsTreeNode | DefaultElement)[] = []
    for (let at = elements.length - 1; at >= 0; at--) {
      const element = elements[at] as DefaultElement
      if (isSelf(element)) {
        place(element, parent.parentGroup ?? '', parent.package ?? '')
        children.push(element)
        continue
      }
      if (element.override) continue
      choices.apply(element)
      refuseTraversal(element, path)
      if (Array.isArray(element.value))
        this.#growOptions(node, element, children, { path, group, packagePath, interpolated })
      else if (isInterpolation(element)) children.push(element)
      else children.push(this.#child(node, element, interpolated))
    }
    this.#growInterpolated(node, children, elements)
    if (children.length > 0) node.children = children.reverse()
  }

  /** The entries as elements; patches are put aside. */
  #elements(node: DefaultsTreeNode, path: string, specs: readonly DefaultSpec[]): DefaultElement[] {
    const elements: DefaultElement[] = []
    for (const spec of specs) {
      const element = elementOf(spec)
      if (element) elements.push(element)
      else if (spec.kind === 'patch') {
        const found = { spec, config: path, package: finalPackage(node.element) }
        const known = this.patches.get(node)
        if (known) known.push(found)
        else this.patches.set(node, [found])
      }
    }
    return elements
  }

  /** Places all elements and lets the `override` entries speak; those must stand at the end. */
  #readOverrides(
    path: string,
    elements: readonly DefaultElement[],
    group: string,
    packagePath: string,
    interpolated: boolean,
  ): void {
    let last: DefaultElement | undefined
    for (const element of elements) {
      if (isSelf(element)) continue
      refuseTraversal(element, path)
      place(element, group, packagePath)
      if (element.override) {
        if (!element.unordered) last = element
        if (interpolated) {
          throw new ConfigCompositionException(
            `In \`${path}\`: \`override ${elementText(element)}\` comes too late, as this config is chosen by an interpolation.`,
            {
              code: 'DEFAULTS_OVERRIDE_ORDER',
              at: element.at,
              hint: 'interpolations are filled when all other choices are made; override the choice further up.',
            },
          )
        }
        this.#request.choices.choose(element, path)
      } else if (last && !element.appended) {
        throw new ConfigCompositionException(
          `In \`${path}\`: \`override ${elementText(last)}\` stands before \`${elementText(element)}\`.`,
          { code: 'DEFAULTS_OVERRIDE_ORDER', at: last.at, hint: 'overrides belong at the end of the defaults list.' },
        )
      }
    }
  }

  /** `db: [a, b]`: each option as a config of its own. */
  #growOptions(
    node: DefaultsTreeNode,
    element: DefaultElement,
    children: (DefaultsTreeNode | DefaultElement)[],
    {
      path,
      group,
      packagePath,
      interpolated,
    }: { path: string; group: string; packagePath: string; interpolated: boolean },
  ): void {
    for (const option of (element.value as readonly string[]).toReversed()) {
      if (option.includes('${')) {
        throw new ConfigCompositionException(`In \`${path}\`: an option in a list cannot be an interpolation.`, {
          code: 'DEFAULTS_INTERPOLATION',
          at: element.at,
        })
      }
      const config = createElement({
        kind: 'config',
        path: `${element.path}/${option}`,
        package: element.package,
        optional: element.optional,
        at: element.at,
      })
      config.chosenOutside = element.chosenOutside || element.appended
      config.chosenAt = element.chosenAt
      place(config, element.appended ? '' : group, element.appended ? '' : packagePath)
      children.push(this.#child(node, config, interpolated))
    }
  }

  #child(node: DefaultsTreeNode, element: DefaultElement, interpolated: boolean): DefaultsTreeNode | DefaultElement {
    const child: DefaultsTreeNode = { element, parent: node, children: undefined }
    if (element.appended) element.chosenOutside = true
    this.#grow(child, { primary: false, interpolated })
    return child.children || this.patches.has(child) ? child : element
  }

  /** Choices by interpolation, now that the other choices of the list are made. */
  #growInterpolated(
    node: DefaultsTreeNode,
    children: (DefaultsTreeNode | DefaultElement)[],
    elements: readonly DefaultElement[],
  ): void {
    for (let at = 0; at < children.length; at++) {
      const element = children[at] as DefaultsTreeNode | DefaultElement
      if (!isElement(element) || isSelf(element) || !isInterpolation(element)) continue
      if (this.#resolve(element, elements)) children[at] = this.#child(node, element, true)
      else this.#deferred = true // another list may make the choice it wants
    }
  }

  /** Grows the first choice that has become known; false when there is none. */
  #growDeferred(node: DefaultsTreeNode): boolean {
    const children = node.children ?? []
    for (let at = 0; at < children.length; at++) {
      const child = children[at] as DefaultsTreeNode | DefaultElement
      if (!isElement(child)) {
        if (this.#growDeferred(child)) return true
      } else if (!isSelf(child) && isInterpolation(child) && this.#resolve(child, [])) {
        children[at] = this.#child(node, child, true)
        return true
      }
    }
    return false
  }

  #resolve(element: DefaultElement, elements: readonly DefaultElement[]): boolean {
    const text = element.kind === 'group' ? (element.value as string) : element.path
    const value = resolveOption(text, {
      known: this.#request.choices.known,
      elements,
      env: this.#request.env,
      legacy: this.#request.repository.legacy,
      at: element.at,
    })
    if (value === undefined) return false
    if (element.kind === 'group') element.value = value
    else element.path = value
    return true
  }

  #refuseUnresolved(node: DefaultsTreeNode): void {
    for (const child of node.children ?? []) {
      if (!isElement(child)) {
        this.#refuseUnresolved(child)
        continue
      }
      if (isSelf(child) || !isInterpolation(child)) continue
      const text = child.kind === 'group' ? String(child.value) : child.path
      const known = [...this.#request.choices.known.keys()]
      this.problems.push(unfilledChoice({ config: configPath(node.element), text, known, at: child.at }))
    }
  }

  #refuseMissing(node: DefaultsTreeNode): void {
    this.problems.push(missingChoice(node.element, this.#request.repository))
  }
}

/** A list that says where the config's own content goes has one `_self_`; one that doesn't gets it at the end. */
function addSelf(path: string, elements: DefaultElement[]): void {
  let selves = 0
  let others = false
  for (const element of elements) {
    if (!element.override) others = true
    if (!isSelf(element)) continue
    selves++
    if (selves > 1) {
      throw new ConfigCompositionException(`In \`${path}\`: \`_self_\` stands twice in the defaults list.`, {
        code: 'DEFAULTS_DUPLICATE_SELF',
        at: element.at,
      })
    }
  }
  if ((selves === 0 && others) || elements.length === 0)
    elements.push(createElement({ kind: 'config', path: '_self_' }))
}
