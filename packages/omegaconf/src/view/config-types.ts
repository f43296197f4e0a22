/** A mapping of a configuration as users hold it: `cfg.db`, `cfg['db']`, `Object.keys(cfg)`. */
export interface DictConfig {
  [key: string]: unknown
}

/** A list of a configuration as users hold it: an array in all that reads. */
export interface ListConfig extends Iterable<unknown> {
  readonly length: number
  [index: number]: unknown
}
