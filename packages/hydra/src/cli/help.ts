import {
  type Cell,
  type ConfigNode,
  childOf,
  fullKey,
  MapNode,
  readValue,
  resolveInPlace,
  type SchemaField,
  select,
  toYaml,
  typeName,
} from '@hydra-zen/omegaconf/nodes'
import type { Composition } from '../compose/composition.ts'
import type { ConfigRepository } from '../sources/repository.ts'
import { annotatedYaml } from './annotated-yaml.ts'
import { allGroups, isHydraGroup } from './config-groups.ts'
import { flagsHelp } from './flags-help.ts'
import { configPart, jobPart } from './show-config.ts'

/** What `--help` needs beside the composition. */
export interface HelpRequest {
  /** Values in the place of interpolations. */
  readonly resolve: boolean
  /** How the app is started: `node app.js`. */
  readonly command: string
  /** The doc comment of a key, where the app knows better than the config's schema. */
  readonly docOf?: ((key: string) => string | undefined) | undefined
}

/**
 * The app's help: the template of `hydra.help` with the groups, their options and the composed config.
 *
 * Fields that have a declared type or a doc comment show both beside their value. Reference: `Hydra.app_help`.
 */
export function appHelp(composition: Composition, request: HelpRequest): string {
  const job = request.resolve ? configPart(composition.config, 'job') : jobPart(composition.config)
  if (request.resolve) resolveInPlace(job)
  const yaml = () => annotatedYaml(job, (node) => fieldNote(node, request.docOf)) + absentFields(job, '')
  // there is nothing to say beside values that nothing declares
  const config = request.docOf === undefined && !isDeclared(job) ? toYaml(job) : yaml()
  return filled(templateOf(composition, 'hydra.help.template'), { ...request, config, composition })
}

/** Whether anything in a tree has a schema. Asks cells: to ask for nodes would make one for each plain value. */
function isDeclared(cell: Cell): boolean {
  if (typeof cell !== 'object' || Array.isArray(cell)) return false
  const node = cell as ConfigNode
  if (node.kind === 'scalar') return false
  if (node.kind === 'list') return node.cells.some(isDeclared)
  if (node.schema !== undefined) return true
  for (const child of node.cells.values()) if (isDeclared(child)) return true
  return false
}

/** Hydra's own help: its flags, its groups and their options. Reference: `Hydra.hydra_help`. */
export function hydraHelp(composition: Composition, command: string): string {
  const config = toYaml(configPart(composition.config, 'hydra'))
  return filled(templateOf(composition, 'hydra.hydra_help.template'), { command, config, composition })
}

function templateOf({ config }: Composition, path: string): string {
  const node = select(config, path)
  return node === undefined ? '' : String(readValue(node))
}

interface Filling {
  readonly command: string
  readonly config: string
  readonly composition: Composition
}

/** `$NAME` and `${NAME}` are replaced, `$$` is a dollar; what has no meaning stays. */
function filled(template: string, { command, config, composition: { repository } }: Filling): string {
  const parts: Readonly<Record<string, () => string>> = {
    FLAGS_HELP: () => flagsHelp(command),
    HYDRA_CONFIG_GROUPS: () => groupLines(repository, isHydraGroup),
    APP_CONFIG_GROUPS: () => groupLines(repository, (group) => !isHydraGroup(group)),
    CONFIG: () => config,
  }
  const text = template.replace(/\$(?:(\$)|(\w+)|\{(\w+)\})/g, (whole, dollar, bare, braced) => {
    if (dollar !== undefined) return '$'
    const name = String(bare ?? braced)
    return Object.hasOwn(parts, name) ? (parts[name]?.() ?? whole) : whole
  })
  return `${text}\n`
}

function groupLines(repository: ConfigRepository, wanted: (group: string) => boolean): string {
  let lines = ''
  for (const [group, options] of allGroups(repository)) if (wanted(group)) lines += `${group}: ${options.join(', ')}\n`
  return lines
}

/** `int, required. How many rounds to train.` */
function fieldNote(node: ConfigNode, docOf: HelpRequest['docOf']): string | undefined {
  const field = node.parent instanceof MapNode ? node.parent.schema?.fields.get(String(node.key)) : undefined
  const doc = docOf?.(fullKey(node)) ?? field?.doc
  const type = field === undefined || node instanceof MapNode ? undefined : typeText(field)
  const required = node.state === 'missing' ? 'required' : undefined
  const facts = [type, type === undefined && doc === undefined ? undefined : required].filter(Boolean).join(', ')
  const text = [facts, doc?.replace(/\s+/g, ' ').trim()].filter(Boolean).join('. ')
  return text === '' ? undefined : text
}

function typeText({ type }: SchemaField): string | undefined {
  return type.kind === 'any' || type.kind === 'schema' ? undefined : typeName(type)
}

/** Fields that may be set and have no value of their own yet, as comments: `# db.timeout: int. Seconds to wait.` */
function absentFields(map: MapNode, prefix: string): string {
  let text = ''
  for (const [name, field] of map.schema?.fields ?? []) {
    if (field.absent !== true || map.cells.has(name)) continue
    const facts = [typeText(field), field.doc].filter(Boolean).join('. ')
    text += `# ${prefix}${name}${facts === '' ? '' : `: ${facts}`}\n`
  }
  for (const [key, child] of map.entries) {
    const node = childOf(map, key) ?? child
    if (node instanceof MapNode && node.state === 'value') text += absentFields(node, `${prefix}${String(key)}.`)
  }
  return text
}
