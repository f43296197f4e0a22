import { ValueError } from '../errors.ts'
import type { LoadedConfig } from './config-source.ts'

/**
 * Whether an app asks for what Hydra 1.1 took and 1.2 gave up: `# @package _group_`, `_name_` in packages, defaults of
 * `hydra/…` without `override`, `optional: true` beside a group, `${defaults.0.db}`, and jobs that start in their
 * output directory.
 *
 * Reference: `version_base`. There, an app that says nothing gets 1.1 and a warning; here it gets 1.3.
 *
 * @throws ValueError `FLAG_VALUE` for what is no version, or one before 1.1
 */
export function isLegacy(versionBase: string | null | undefined): boolean {
  if (versionBase === null || versionBase === undefined) return false
  const [, major, minor] = /^(\d+)\.(\d+)(\.|$)/.exec(versionBase) ?? []
  const version = Number(major) * 1000 + Number(minor)
  if (version >= 1001) return version < 1002
  throw new ValueError(`\`versionBase\` must be 1.1 or later, not ${JSON.stringify(versionBase)}.`, {
    code: 'FLAG_VALUE',
    hint: "leave it out, or write versionBase: '1.3'; with '1.1', files written for Hydra 1.0 and 1.1 mean what they did",
  })
}

/** A config as Hydra 1.1 read its header: `_group_` is its group, `_name_` its own name. */
export function withLegacyHeader(loaded: LoadedConfig): LoadedConfig {
  const written = loaded.header.package
  if (written === undefined || !isOutdated(written)) return loaded
  if (written === '_group_') return { ...loaded, header: { package: undefined } }
  const slash = loaded.path.lastIndexOf('/')
  const group = loaded.path.slice(0, Math.max(slash, 0)).replaceAll('/', '.')
  const packagePath = legacyName(written.replaceAll('_group_', group), loaded.path.slice(slash + 1))
  return { ...loaded, header: { package: packagePath } }
}

/** A package with the option's name in place of `_name_`. */
export function legacyName(packagePath: string, option: string): string {
  return packagePath.replaceAll('_name_', option.replace(/\.ya?ml$/, ''))
}

/** Whether a header is of the form that has had no meaning since Hydra 1.2. */
export function isOutdated(header: string): boolean {
  return /(^|\.)_(group|name)_(\.|$)/.test(header)
}
