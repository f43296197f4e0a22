/** As much of the process as the command needs. */
export interface CommandWorld {
  cwd(): string
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
}

const usage = `usage: hydra-zen signatures scan|check|declare [options]

  signatures scan      reads the parameters of every class and function, for production
  signatures check     says whether what was read is still true
  signatures declare   writes signatures.d.ts: names of positional parameters, for the type checker
`

/** The command `hydra-zen`: gives the exit code. 2 means that it was called wrongly. */
export async function runCommand(argv: readonly string[], world: CommandWorld): Promise<number> {
  const [name, ...rest] = argv
  if (name === 'signatures') {
    const { signaturesCli } = await import('@hydra-zen/signatures')
    return signaturesCli(rest, { cwd: world.cwd(), stdout: world.stdout, stderr: world.stderr })
  }
  const asked = name === undefined || name === '--help' || name === '-h'
  if (asked) world.stdout.write(usage)
  else world.stderr.write(`hydra-zen: there is no command \`${name}\`.\n${usage}`)
  return asked ? 0 : 2
}
