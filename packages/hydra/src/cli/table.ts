/** How a table is drawn. */
export interface TableOptions {
  /** What ends the line of the heads; the reference's defaults table has a blank there. */
  readonly headEnd?: string
}

/** Rows under their heads between bars, with a rule above and below, as `--info` prints them. */
export function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  options: TableOptions = {},
): string {
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => (row[column] ?? '').length)))
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`
  const head = line(heads) + (options.headEnd ?? '')
  const rule = '-'.repeat(head.length)
  return `${[head, rule, ...rows.map(line), rule].join('\n')}\n`
}

/** A title with a line of `filler` under it. */
export function titled(title: string, filler = '*'): string {
  return `${title}\n${filler.repeat(title.length)}\n`
}
