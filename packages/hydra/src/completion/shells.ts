import { listed } from '@hydra-zen/diagnostics'
import { CompactHydraException } from '../errors.ts'
import { bash } from './bash.ts'
import { fish } from './fish.ts'
import type { Shell } from './shell.ts'
import { zsh } from './zsh.ts'

/** The shells that can be completed, by name. */
export const shells: ReadonlyMap<string, Shell> = new Map([
  ['bash', bash],
  ['fish', fish],
  ['zsh', zsh],
])

/** What `--shell-completion` is asked for. */
export interface CompletionRequest {
  readonly action: 'install' | 'uninstall' | 'query'
  readonly shell: Shell
  readonly shellName: string
}

/**
 * What the words beside `--shell-completion` ask for: `install=bash`, `query=fish`.
 *
 * @throws CompactHydraException `COMPLETION` unless they ask for one thing, of a shell that we know
 */
export function completionRequest(overrides: readonly string[]): CompletionRequest {
  const asked = overrides.flatMap((override) => {
    const match = /^(install|uninstall|query)=(.*)$/s.exec(override)
    return match ? [{ action: match[1] as CompletionRequest['action'], name: match[2] as string }] : []
  })
  const [only, another] = asked
  if (only === undefined || another !== undefined) {
    throw new CompactHydraException('--shell-completion needs one of install=, uninstall= and query=.', {
      code: 'COMPLETION',
      hint: 'as in `-sc install=bash`',
    })
  }
  const shell = shells.get(only.name)
  if (shell === undefined) {
    throw new CompactHydraException(`There is no completion for the shell '${only.name}'.`, {
      code: 'COMPLETION',
      hint: `there is ${listed([...shells.keys()])}`,
    })
  }
  return { action: only.action, shell, shellName: only.name }
}
