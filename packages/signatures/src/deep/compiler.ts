import { createRequire } from 'node:module'
import path from 'node:path'
import type { ts } from 'ts-morph'

export type Compiler = typeof ts

/** The compiler and what it made of some files. */
export interface Checked {
  readonly compiler: Compiler
  readonly program: ts.Program
}

/**
 * A program of `files`, with the options of the nearest `tsconfig.json`; always strict, as declarations are read.
 *
 * The compiler is the one that ts-morph carries: half a second to load, so only commands and `HYDRA_SIGNATURES=deep`
 * do. ts-morph makes the program, as it alone knows where its copy of TypeScript's own declarations is.
 */
export function checkedProgram(files: readonly string[]): Checked {
  const { Project, ts: compiler } = createRequire(import.meta.url ?? __filename)(
    'ts-morph',
  ) as typeof import('ts-morph')
  const project = new Project({
    compilerOptions: {
      target: compiler.ScriptTarget.ES2022,
      module: compiler.ModuleKind.NodeNext,
      moduleResolution: compiler.ModuleResolutionKind.NodeNext,
      ...configuredOptions(compiler, files),
      strict: true,
      noEmit: true,
      allowJs: true,
      allowImportingTsExtensions: true,
      skipLibCheck: true,
      experimentalDecorators: true,
    },
    skipAddingFilesFromTsConfig: true,
  })
  for (const file of files) project.addSourceFileAtPath(file)
  return { compiler, program: project.getProgram().compilerObject as ts.Program }
}

function configuredOptions(compiler: Compiler, files: readonly string[]): ts.CompilerOptions {
  const [first = process.cwd()] = files
  const config = compiler.findConfigFile(path.dirname(first), compiler.sys.fileExists)
  if (config === undefined) return {}
  const { config: raw } = compiler.readConfigFile(config, compiler.sys.readFile)
  const { options } = compiler.parseJsonConfigFileContent(raw, compiler.sys, path.dirname(config))
  const { target, module, moduleResolution, paths, baseUrl, lib, types, customConditions, jsx } = options
  const chosen = { target, module, moduleResolution, paths, baseUrl, lib, types, customConditions, jsx }
  return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined))
}
