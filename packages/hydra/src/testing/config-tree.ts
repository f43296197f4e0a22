import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A temporary folder with files in it, gone when disposed. */
export interface ConfigTree extends Disposable {
  /** Its absolute path. */
  readonly path: string
  /** Adds or replaces a file. */
  write(path: string, text: string): void
  remove(path: string): void
}

/**
 * Writes files into a fresh temporary folder.
 *
 * @example
 * using tree = configTree({ 'conf/config.yaml': 'defaults:\n- db: mysql', 'conf/db/mysql.yaml': 'port: 3306' })
 */
export function configTree(files: Readonly<Record<string, string>>): ConfigTree {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'config-tree-')))
  const tree: ConfigTree = {
    path,
    write(name, text) {
      const file = join(path, name)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    },
    remove(name) {
      rmSync(join(path, name), { recursive: true, force: true })
    },
    [Symbol.dispose]() {
      rmSync(path, { recursive: true, force: true })
    },
  }
  for (const [name, text] of Object.entries(files)) tree.write(name, text)
  return tree
}
