import type { ConfigNode } from '@hydra-zen/omegaconf/nodes'

/** The path of every value in a tree, containers included: `db`, `db.port`, `hosts[0]`. */
export function configKeys(node: ConfigNode, prefix = ''): string[] {
  if (node.kind === 'scalar' || node.state !== 'value') return []
  if (node.kind === 'list') {
    return node.items.flatMap((item, index) => below(item, `${prefix}[${index}]`))
  }
  return [...node.entries].flatMap(([key, child]) =>
    below(child, prefix === '' ? String(key) : `${prefix}.${String(key)}`),
  )
}

function below(node: ConfigNode, path: string): string[] {
  return [path, ...configKeys(node, path)]
}
