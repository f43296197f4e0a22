import type { ConfigRepository } from '../sources/repository.ts'

/** Every group that has options, sub-groups included, with its options; all sorted by name. */
export function allGroups(repository: ConfigRepository): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  const visit = (parent: string): void => {
    const { configs, groups } = repository.groupMembers(parent)
    if (parent !== '' && configs.length > 0) found.set(parent, configs)
    for (const name of groups) visit(parent === '' ? name : `${parent}/${name}`)
  }
  visit('')
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Whether a group is Hydra's own. */
export function isHydraGroup(group: string): boolean {
  return group === 'hydra' || group.startsWith('hydra/')
}
