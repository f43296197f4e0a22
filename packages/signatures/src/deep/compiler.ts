import { createRequire } from 'node:module'
import path from 'node:path'
import type { ts } from 'ts-morph'

export type Compiler = typeof ts

/** The compiler that ts-morph carries: half a second to load, so only commands and `HYDRA_SIGNATURES=deep` do. */
export function loadCompiler(): Compiler {
  return (createRequire(import.meta.url)('ts-morph') as typeof import('ts-morph')).ts
}

/** A program of `files`, with the options of the nearest `tsconfig.json`; always strict, as declarations are read. */
export function programOf(compiler: Compiler, files: readonly string[]): ts.Program {
  const [first = process.cwd()] = files
  const config = compiler.findConfigFile(path.dirname(first), compiler.sys.fileExists)
  const parsed = config
    ? compiler.parseJsonConfigFileContent(
        compiler.readConfigFile(config, compiler.sys.readFile).config,
        compiler.sys,
        path.dirname(config),
      ).options
    : {}
  const { target, module, moduleResolution, paths, baseUrl, lib, types, customConditions, jsx } = parsed
  const chosen = { target, module, moduleResolution, paths, baseUrl, lib, types, customConditions, jsx }
  const given = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined))
  return compiler.createProgram([...files], {
    target: compiler.ScriptTarget.ES2022,
    module: compiler.ModuleKind.NodeNext,
    moduleResolution: compiler.ModuleResolutionKind.NodeNext,
    ...given,
    strict: true,
    noEmit: true,
    allowJs: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    experimentalDecorators: true,
  })
}
