import type { Source } from '@hydra-zen/diagnostics'
import { readExact } from './exact-reader.ts'
import { readFast } from './fast-reader.ts'
import type { YamlTree } from './tree.ts'

/**
 * The tree of a text, by the fast reader where it can and by the exact one where it cannot; nothing for a text that
 * holds no document.
 *
 * @throws ReaderError, ScannerError, ParserError, ComposerError
 */
export function parseYamlDocument(source: Source): YamlTree | undefined {
  return readFast(source) ?? readExact(source)
}
