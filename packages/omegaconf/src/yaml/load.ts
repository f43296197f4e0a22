import type { Source } from '@hydra-zen/diagnostics'
import { ConfigValueError, OmegaConfBaseException } from '../errors.ts'
import { type ConfigNode, type ContainerNode, MapNode, ScalarNode } from '../nodes/node.ts'
import { constructNode, RootBuilder } from './construct.ts'
import { readExact } from './exact-reader.ts'
import { readFast } from './fast-reader.ts'
import { parseYamlDocument } from './parse-document.ts'
import type { YamlTree } from './tree.ts'

/** What texts hold, kept by whoever has a place for it. */
export interface TreeMemory {
  /** What a text holds, which may be nothing; `'unknown'` where nobody has told. */
  read(text: string): YamlTree | undefined | 'unknown'
  write(text: string, tree: YamlTree | undefined): void
}

/**
 * The configuration that a file's text holds, each node knowing where it was written.
 *
 * An empty document is an empty mapping. A document that is one text is read once more as YAML, and a text even then
 * becomes a key without value. Reference: `OmegaConf.load`.
 *
 * @throws ReaderError, ScannerError, ParserError, ComposerError, ConstructorError where the text is not YAML;
 * ConfigValueError `CONFIG_FILE` where it is a number or a boolean; KeyValidationError, GrammarParseError and
 * UnsupportedValueType where the YAML is no configuration
 * @param memory - Asked for texts that only the exact reader can read, and told what they hold.
 */
export function loadYamlNode(source: Source, memory?: TreeMemory): ContainerNode {
  const root = loadedAtOnce(source) ?? loaded(readFast(source) ?? readSlowly(source, memory), source)
  if (root.kind !== 'scalar') return root
  if (root.text === undefined && typeof root.value !== 'string' && root.state === 'value')
    throw notContainer(root, source)
  const text = textOf(root)
  const inner = { name: source.name, text: text ?? '' }
  const again = text === undefined ? undefined : loaded(parseYamlDocument(inner), inner)
  if (again === undefined || again.kind !== 'scalar') return again ?? new MapNode(root.origin)
  const key = textOf(again)
  const map = new MapNode(root.origin)
  if (again.state === 'null') return map
  if (key === undefined) throw notContainer(again, source)
  const child = new ScalarNode('null', undefined, undefined, root.origin)
  child.parent = map
  child.key = key
  map.cells.set(key, child)
  return map
}

/** What the fast reader leaves: rare YAML, which is worth remembering. */
function readSlowly(source: Source, memory: TreeMemory | undefined): YamlTree | undefined {
  const known = memory?.read(source.text) ?? 'unknown'
  if (known !== 'unknown') return known
  const tree = readExact(source)
  memory?.write(source.text, tree)
  return tree
}

/**
 * The mapping of a document, built while it is read; nothing for any other document, and for one with errors: they are
 * reported in the order of the reference, which reads all of a text before it looks at what it means.
 */
function loadedAtOnce(source: Source): ConfigNode | undefined {
  const builder = new RootBuilder(source)
  try {
    const tree = readFast(source, (key, value) => builder.put(key, value))
    return tree && (builder.finish(tree) ?? constructNode(tree, source))
  } catch (error) {
    if (error instanceof OmegaConfBaseException) return undefined
    throw error
  }
}

function loaded(tree: YamlTree | undefined, source: Source): ConfigNode {
  return tree === undefined ? new MapNode({ source, start: 0, end: 0 }) : constructNode(tree, source)
}

/** The text of a scalar that is one, whatever it means. */
function textOf(node: ScalarNode): string | undefined {
  if (node.state === 'missing') return '???'
  if (node.state === 'interpolation') return node.text
  return typeof node.value === 'string' ? node.value : undefined
}

function notContainer(node: ScalarNode, source: Source): ConfigValueError {
  const at = node.origin !== undefined && 'source' in node.origin ? node.origin : undefined
  return new ConfigValueError(`${source.name} holds a single value; a configuration is a mapping or a list.`, {
    code: 'CONFIG_FILE',
    at,
  })
}
