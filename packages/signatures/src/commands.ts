// What only commands need is loaded when a command asks for it: a run imports this file, and nothing behind it.
import type { CheckOptions, CheckReport, CommandIo, DeclareOptions, ScanOptions } from './command-options.ts'
import type { Manifest } from './model.ts'

/** Reads every file and gives the manifest, for production or for `declareSignatures`. `fast` unless told otherwise. */
export async function scan(options: ScanOptions): Promise<Manifest> {
  return (await import('./tool/scan-files.ts')).scanFiles(options)
}

/**
 * Whether a written manifest still says what the sources say.
 *
 * @throws SignatureError `MANIFEST_UNREADABLE`
 */
export async function check(options: CheckOptions): Promise<CheckReport> {
  return (await import('./tool/check-manifest.ts')).checkManifest(options)
}

/** Writes `signatures.d.ts`: the parameter names of targets with positional parameters, for the type checker. */
export async function declareSignatures(
  manifest: Manifest,
  outFile: string,
  options: DeclareOptions = {},
): Promise<void> {
  const { writeFile } = await import('node:fs/promises')
  const { declarationText } = await import('./tool/declaration-text.ts')
  await writeFile(outFile, declarationText(manifest, outFile, options.module))
}

/** `signatures scan|check|declare …`: gives the exit code. */
export async function signaturesCli(argv: readonly string[], io: CommandIo): Promise<number> {
  return (await import('./tool/cli.ts')).runCommand(argv, io)
}
