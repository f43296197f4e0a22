import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { CodedError, didYouMean } from '@hydra-zen/diagnostics'
import { readManifest } from '../cache/manifest.ts'
import type { CommandIo, Engine } from '../command-options.ts'
import { SignatureError } from '../errors.ts'
import type { Manifest } from '../model.ts'
import { checkManifest } from './check-manifest.ts'
import { declarationText } from './declaration-text.ts'
import { scanFiles } from './scan-files.ts'

const usage = `Usage: hydra-zen signatures <command> [options] [files or directories…]

Commands:
  scan      read the sources and write the manifest that production reads
  check     exit with 1 if the manifest no longer says what the sources say
  declare   write signatures.d.ts: names of positional parameters, for the type checker

Options:
  --root <dir>       the directory of the sources; the working directory unless given
  --out <file>       what to write: signatures.json for scan, signatures.d.ts for declare
  --manifest <file>  for check, and for declare in place of reading the sources
  --engine <name>    fast (default), auto or deep; deep asks the type checker and takes seconds
  --deep             the same as --engine deep
  --help             this text
`

const options = {
  root: { type: 'string' },
  out: { type: 'string' },
  manifest: { type: 'string' },
  engine: { type: 'string' },
  deep: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

const commands: readonly string[] = ['scan', 'check', 'declare']

interface Request {
  readonly root: string
  readonly files: readonly string[]
  readonly engine: Engine
  readonly out: string | undefined
  readonly manifest: string | undefined
}

/** Runs `signatures <argv>` and gives the exit code: 0, 1 where `check` finds differences, 2 for wrong usage. */
export async function runCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true })
    const [command, ...files] = positionals
    if (values.help || command === undefined) {
      io.stdout.write(usage)
      return values.help ? 0 : 2
    }
    const root = path.resolve(io.cwd, values.root ?? '.')
    const engine = engineNamed(values.deep ? 'deep' : (values.engine ?? 'fast'))
    const from = (file: string): string => path.resolve(io.cwd, file)
    const { out, manifest } = values
    return await run(
      command,
      { root, files: files.map(from), engine, out: out && from(out), manifest: manifest && from(manifest) },
      io,
    )
  } catch (error) {
    if (isUsageError(error)) io.stderr.write(`${usageProblem(error.message)}\n`)
    else if (error instanceof CodedError) io.stderr.write(`${error.message}\n`)
    else throw error
    return 2
  }
}

async function run(command: string, request: Request, io: CommandIo): Promise<number> {
  const show = (file: string): string => path.relative(io.cwd, file) || '.'
  switch (command) {
    case 'scan': {
      const out = request.out ?? path.join(request.root, 'signatures.json')
      const manifest = read({ ...request, out }, io)
      io.stdout.write(`${counted(manifest)} written to ${show(out)}\n`)
      return 0
    }
    case 'check': {
      const file = request.manifest ?? request.out ?? path.join(request.root, 'signatures.json')
      const { upToDate, problems } = checkManifest({ manifest: file, engine: request.engine })
      for (const problem of problems) io.stdout.write(`${problem}\n`)
      io.stdout.write(upToDate ? `${show(file)} is up to date\n` : `${show(file)} is out of date: scan again\n`)
      return upToDate ? 0 : 1
    }
    case 'declare': {
      const out = request.out ?? path.join(request.root, 'signatures.d.ts')
      const manifest = request.manifest
        ? readManifest(request.manifest, io.cwd)
        : read({ ...request, out: undefined }, io)
      mkdirSync(path.dirname(out), { recursive: true })
      writeFileSync(out, declarationText(manifest, out))
      io.stdout.write(`${show(out)} written\n`)
      return 0
    }
    default:
      throw new SignatureError(`\`${command}\` is not a command of signatures.`, {
        code: 'SIGNATURES_USAGE',
        hint: didYouMean(command, commands) ?? `there are: ${commands.join(', ')}`,
      })
  }
}

function read({ root, files, engine, out }: Request, io: CommandIo): Manifest {
  const unread = (file: string): unknown =>
    io.stderr.write(`left out: ${path.relative(io.cwd, file)}, which has syntax errors\n`)
  const wanted = { root, engine, ...(files.length > 0 ? { files } : {}), ...(out === undefined ? {} : { out }) }
  return scanFiles(wanted, unread)
}

function engineNamed(name: string): Engine {
  if (name === 'fast' || name === 'auto' || name === 'deep') return name
  throw new SignatureError(`\`${name}\` is not an engine.`, {
    code: 'SIGNATURES_USAGE',
    hint: didYouMean(name, ['fast', 'auto', 'deep']) ?? 'there are: fast, auto, deep',
  })
}

function isUsageError(error: unknown): error is Error {
  return error instanceof TypeError && String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS')
}

/** Node's own text, without its advice on dashes. */
function usageProblem(message: string): string {
  const [problem = message] = message.split('. To specify')
  const option = /^Unknown option '--(\S+)'/.exec(problem)?.[1]
  const meant = option === undefined ? undefined : didYouMean(option, Object.keys(options))
  return meant === undefined ? problem : `${problem}\nhint: ${meant.replace('`', '`--')}`
}

function counted({ files }: Manifest): string {
  let callables = 0
  for (const { exports } of files.values()) callables += exports.size
  return `${callables} signature${callables === 1 ? '' : 's'} of ${files.size} file${files.size === 1 ? '' : 's'}`
}
