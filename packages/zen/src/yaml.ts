import { readFileSync, writeFileSync } from 'node:fs'
import type { DictConfig, ListConfig } from '@hydra-zen/omegaconf'
import { createNode, loadYamlNode, toYaml as nodeToYaml, view } from '@hydra-zen/omegaconf/nodes'
import type { BuilderParts } from './builds/builder.ts'
import { engineValue } from './config/to-node.ts'
import { ZenError } from './errors.ts'
import { CallSite } from './targets/call-site.ts'

/** How a config is written. */
export interface YamlOptions {
  /** Write values in the place of interpolations. */
  readonly resolve?: boolean
  readonly sortKeys?: boolean
}

/** Writes configs as YAML, by way of `just`: functions, dates and the like become configs first. */
export interface YamlFunctions {
  toYaml(config: unknown, options?: YamlOptions): string
  saveYaml(config: unknown, file: string, options?: YamlOptions): void
}

export function yamlWith({ justFrom }: BuilderParts): YamlFunctions {
  const write = (config: unknown, site: CallSite, { resolve, sortKeys }: YamlOptions = {}): string => {
    const node = createNode(engineValue(justFrom(config, { site, verb: 'toYaml' })))
    return nodeToYaml(node, { resolve: resolve ?? false, sortKeys: sortKeys ?? false })
  }
  const toYaml = (config: unknown, options?: YamlOptions): string => write(config, new CallSite(toYaml), options)
  const saveYaml = (config: unknown, file: string, options?: YamlOptions): void =>
    writeFileSync(file, write(config, new CallSite(saveYaml), options))
  return { toYaml, saveYaml }
}

/**
 * The config in a YAML file.
 *
 * @throws ZenError `ZEN_OPTION` where it is given the text itself
 */
export function loadYaml(file: string | URL): DictConfig | ListConfig {
  const name = String(file)
  if (name.includes('\n')) {
    throw new ZenError('loadYaml: the path of a file is wanted, not its text.', {
      code: 'ZEN_OPTION',
      hint: 'for text: OmegaConf.loadText(text)',
    })
  }
  return view(loadYamlNode({ name, text: readFileSync(file, 'utf8') }))
}
