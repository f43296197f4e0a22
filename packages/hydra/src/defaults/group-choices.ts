import { didYouMean, listed, type SourceSpan } from '@hydra-zen/diagnostics'
import { ConfigCompositionException, type HydraException, ValueError } from '../errors.ts'
import type { Override, OverrideValue } from '../overrides/ast.ts'
import { isSweep } from '../overrides/is-sweep.ts'
import { elementText } from '../overrides/print.ts'
import type { ConfigRepository } from '../sources/repository.ts'
import { configPath, createElement, type DefaultElement, groupPath, optionOf, overrideKey } from './default-element.ts'
import type { Choice } from './result-default.ts'

/** A choice someone made for a group: from outside, or by `override` in a defaults list. */
interface MadeChoice {
  readonly value: string | readonly string[] | null
  readonly at: SourceSpan | undefined
  /** The config whose list says so; `undefined`: the choice came from outside. */
  readonly by: string | undefined
  used: boolean
}

interface Deletion {
  /** Only this option is to go; `undefined`: whatever is chosen. */
  readonly option: string | undefined
  readonly override: Override
  used: boolean
}

/** What the overrides say about config groups, and what becomes known of them while the tree is made. */
export class GroupChoices {
  /** Overrides that are about values, for later. */
  readonly configOverrides: Override[] = []
  /** Groups added from outside, as elements for the end of the primary config's list. */
  readonly appended: DefaultElement[] = []
  /** Every group met with its choice, in the order met. */
  readonly known = new Map<string, Choice>()
  /** What made each choice. */
  readonly #first = new Map<string, DefaultElement>()
  readonly #keysOfGroup = new Map<string, Set<string>>()
  readonly #made = new Map<string, MadeChoice>()
  readonly #deletions = new Map<string, Deletion>()
  readonly #configDeletions = new Map<string, Deletion>()

  /**
   * @throws ConfigCompositionException `DEFAULTS_FORCE_ADD`
   * @throws ValueError `DEFAULTS_GROUP_VALUE` for a choice that is neither a name nor a list of names.
   */
  constructor(repository: ConfigRepository, overrides: readonly Override[]) {
    for (const override of overrides) {
      if (!isSweep(override)) this.#sort(repository, override)
    }
  }

  /** An `override` entry of a defaults list speaks; the first to name a key wins, those from outside before all. */
  choose(element: DefaultElement, by: string): void {
    const key = overrideKey(element)
    if (!this.#made.has(key)) this.#made.set(key, { value: element.value, at: element.at, by, used: false })
  }

  /** Whether anyone has a say in the groups of a prefix: by a choice, a deletion, or a list that names them. */
  concern(prefix: string): boolean {
    for (const keys of [this.#made, this.#deletions, this.#configDeletions, this.known]) {
      for (const key of keys.keys()) if (key.startsWith(prefix)) return true
    }
    return false
  }

  /** Gives an element the option that was chosen for it, if one was. */
  apply(element: DefaultElement): void {
    if (element.kind !== 'group') return
    const made = this.#made.get(overrideKey(element))
    if (!made) return
    element.value = made.value
    element.chosenAt = made.at
    if (made.by === undefined) element.chosenOutside = true
    made.used = true
  }

  /** Whether an element was deleted from outside; the deletion then counts as used. */
  takeDeletion(element: DefaultElement): boolean {
    const deletion =
      element.kind === 'group'
        ? this.#deletions.get(overrideKey(element))
        : element.kind === 'config' && !element.primary
          ? this.#configDeletions.get(configPath(element))
          : undefined
    if (!deletion || (deletion.option !== undefined && deletion.option !== optionOf(element))) return false
    deletion.used = true
    return true
  }

  /** Notes what is chosen of a group. */
  learn(element: DefaultElement): void {
    if (element.kind !== 'group') return
    const key = overrideKey(element)
    const option = optionOf(element)
    const before = this.#first.get(key)
    if (before === undefined) {
      this.#first.set(key, element)
      this.known.set(key, option)
    } else if (this.known.get(key) !== option) throw chosenTwice(key, before, element)
    const group = groupPath(element)
    const keys = this.#keysOfGroup.get(group)
    if (keys) keys.add(key)
    else this.#keysOfGroup.set(group, new Set([key]))
  }

  /** The choices and deletions that nothing in the tree answered to. */
  unused(): HydraException[] {
    const problems: HydraException[] = []
    for (const [key, made] of this.#made) if (!made.used) problems.push(this.#unusedChoice(key, made))
    for (const [key, { used, option, override }] of this.#deletions) {
      if (used) continue
      const wanted = option === undefined ? key : `${key}=${option}`
      problems.push(
        new ConfigCompositionException(`Could not delete \`${wanted}\`: it is not in the defaults list.`, {
          code: 'DEFAULTS_DELETION_UNUSED',
          at: inputSpan(override),
          hint: this.#knownHint(key),
        }),
      )
    }
    return problems
  }

  /** Deletions of a name that was no config of the tree are about a value after all. */
  settle(): void {
    for (const { used, override } of this.#configDeletions.values()) if (!used) this.configOverrides.push(override)
  }

  #sort(repository: ConfigRepository, override: Override): void {
    const { kind, key, value } = override
    const isGroup = repository.groupExists(key)
    if (value?.kind === 'map' || !isGroup) {
      const config = kind === 'delete' && value === undefined && !key.includes('.') && repository.configExists(key)
      if (config) this.#configDeletions.set(key, { option: undefined, override, used: false })
      else this.configOverrides.push(override)
      return
    }
    if (kind === 'force-add') {
      throw new ConfigCompositionException(`A config group cannot be added by force: \`${override.input}\`.`, {
        code: 'DEFAULTS_FORCE_ADD',
        at: inputSpan(override),
        hint: `use one \`+\` to add the group, none to change its choice: ${override.input.replace('++', '+')}`,
      })
    }
    if (kind === 'delete') {
      const option = value === undefined || isNull(value) ? undefined : nameOf(value)
      if (option === undefined && value !== undefined && !isNull(value)) throw badValue(override, 'an option')
      this.#deletions.set(choiceKey(override), { option, override, used: false })
      return
    }
    const choice = value && choiceOf(value)
    if (choice === undefined) throw badValue(override, 'an option or a list of options')
    const at = inputSpan(override)
    if (kind === 'add') {
      this.appended.push(
        createElement({ kind: 'group', path: key, package: override.package, value: choice, appended: true, at }),
      )
      return
    }
    this.#made.set(choiceKey(override), { value: choice, at, by: undefined, used: false })
  }

  #unusedChoice(key: string, { at, by, value }: MadeChoice): HydraException {
    const hint =
      by === undefined
        ? [this.#knownHint(key), `to add it to the defaults list: +${key}=${choiceText(value)}`]
            .filter(Boolean)
            .join('\n      ')
        : this.#knownHint(key)
    const where = by === undefined ? '' : `In \`${by}\`: `
    return new ConfigCompositionException(`${where}Could not override \`${key}\`: it is not in the defaults list.`, {
      code: 'DEFAULTS_OVERRIDE_UNUSED',
      at,
      hint,
    })
  }

  /** The same group elsewhere, or a group of a similar name. */
  #knownHint(key: string): string | undefined {
    const same = this.#keysOfGroup.get(key.split('@', 1)[0] ?? '')
    if (same && same.size > 0) {
      const there = `the group is there as ${listed([...same].sort().map((name) => `\`${name}\``))}.`
      // files written for Hydra 1.0 often begin with it
      const outdated = [...same].some((name) => name.includes('@_group_'))
      return outdated
        ? `${there}\n      \`# @package _group_\` means nothing since Hydra 1.2: remove that line.`
        : there
    }
    return didYouMean(key, this.known.keys())
  }
}

/**
 * A choice that is made in two places. Lists are walked from the end, so `later` stands behind, or further out, and is
 * the one that was meant to change the other.
 */
function chosenTwice(key: string, later: DefaultElement, earlier: DefaultElement): ConfigCompositionException {
  const added = [later, earlier].find((element) => element.appended)
  const option = optionOf(added ?? later) ?? 'null'
  return new ConfigCompositionException(
    added
      ? `Could not add \`${key}\`: it is in the defaults list already.`
      : `The defaults lists choose \`${key}\` twice: \`${optionOf(earlier) ?? 'null'}\` and \`${option}\`.`,
    {
      code: 'DEFAULTS_MULTIPLE_VALUES',
      at: (added ?? later).at,
      hint: added
        ? `to choose another option: ${key}=${option}`
        : `to change a choice write \`override ${key}: ${option}\`, at the end of the list.`,
    },
  )
}

/** `db` or `db@backup`: what an override of a group names. */
function choiceKey(override: Override): string {
  return override.package === undefined ? override.key : `${override.key}@${override.package}`
}

/** Where an override was typed. */
export function inputSpan(override: Override): SourceSpan {
  return { source: override.source, start: 0, end: override.source.text.length }
}

function isNull(value: OverrideValue): boolean {
  return value.kind === 'plain' && value.value === null
}

function nameOf(value: OverrideValue): string | undefined {
  if (value.kind === 'quoted') return value.text
  return value.kind === 'plain' && typeof value.value === 'string' ? value.value : undefined
}

/** Anything in a list is taken by its text: what is no option is refused when the list is used. */
function choiceOf(value: OverrideValue): string | readonly string[] | undefined {
  return value.kind === 'list'
    ? value.items.map((item) => nameOf(item) ?? elementText(item, 'reference'))
    : nameOf(value)
}

function choiceText(value: MadeChoice['value']): string {
  return Array.isArray(value) ? `[${value.join(',')}]` : String(value)
}

function badValue(override: Override, wanted: string): ValueError {
  const key = choiceKey(override)
  if (key === '') return noKey(override)
  const none = override.value && isNull(override.value)
  return new ValueError(`\`${key}\` is a config group: it takes ${wanted}.`, {
    code: 'DEFAULTS_GROUP_VALUE',
    at: { source: override.source, start: override.valueStart, end: override.source.text.length },
    hint: none
      ? `to choose nothing: ~${key}`
      : 'put the option in quotes if it is really named so, such as `db=\'"1"\'` in a shell.',
  })
}

function noKey({ source, keyStart }: Override): ValueError {
  return new ValueError('The override has no key before its `=`.', {
    code: 'DEFAULTS_GROUP_VALUE',
    at: { source, start: keyStart, end: keyStart + 1 },
    hint: 'write key=value',
  })
}
