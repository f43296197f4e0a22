import type { Source } from '@hydra-zen/diagnostics'
import { ConfigValueError } from '../errors.ts'
import { type ConfigNode, type ContainerNode, MapNode, ScalarNode } from '../nodes/node.ts'
import { constructNode } from './construct.ts'
import { parseYamlDocument } from './parse-document.ts'
import type { YamlTree } from './tree.ts'

/**
 * The configuration that a file's text holds, each node knowing where it was written.
 *
 * An empty document is an empty mapping. A document that is one text is read once more as YAML, and a text even then
 * becomes a key without value. Reference: `OmegaConf.load`.
 *
 * @throws ReaderError, ScannerError, ParserError, ComposerError, ConstructorError where the text is not YAML;
 * ConfigValueError `CONFIG_FILE` where it is a number or a boolean; KeyValidationError, GrammarParseError and
 * UnsupportedValueType where the YAML is no configuration
 */
export function loadYamlNode(source: Source): ContainerNode {
  return nodeOfTree(parseYamlDocument(source), source)
}

/** As `loadYamlNode`, from a tree read before (`undefined`: no document). */
export function nodeOfTree(tree: YamlTree | undefined, source: Source): ContainerNode {
  const root = loaded(tree, source)
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
