import { shells } from '../completion/shells.ts'
import { flagSpecs } from './flags.ts'
import { valuePart } from './usage.ts'

/** Every flag with what it does, a line each, and how completion is switched on: `$FLAGS_HELP`. */
export function flagsHelp(command: string): string {
  const lines = flagSpecs.map((spec) => `${spec.names.join(',')}${valuePart(spec)} : ${spec.help}`)
  for (const [name, { usage }] of shells) {
    lines.push(`    ${name}, on:  ${usage.install.replaceAll('APP', command)}`)
    lines.push(`    ${name}, off: ${usage.uninstall.replaceAll('APP', command)}`)
  }
  lines.push('Overrides : key=value for any key of the config, group=option for any group; +, ++ and ~ add and remove.')
  return lines.join('\n')
}
