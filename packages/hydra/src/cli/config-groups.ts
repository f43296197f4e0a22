import type { ConfigRepository } from '../sources/repository.ts'

/** Every group that has options, sub-groups included, sorted by name. */
export function allGroups(repository: ConfigRepository): readonly string[] {
  const groups: string[] = []
  const visit = (parent: string): void => {
    for (const name of repository.groupOptions(parent, 'group')) {
      const group = parent === '' ? name : `${parent}/${name}`
      if (repository.groupOptions(group, 'config').length > 0) groups.push(group)
      visit(group)
    }
  }
  visit('')
  return groups.sort()
}

/** Whether a group is Hydra's own. */
export function isHydraGroup(group: string): boolean {
  return group === 'hydra' || group.startsWith('hydra/')
}
