// Builds the packages and runs the callbacks app as a multirun. `--no-build` takes what was built before.
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

const app = resolve('examples/01-callbacks/hard-wired')
const tsx = resolve('node_modules/tsx/dist/cli.mjs')
const command = ['my_app.ts', 'x=1,2', 'hydra.callbacks.upload.bucket=gcp:/', '-m']

if (!process.argv.includes('--no-build')) run('npm', ['run', '--silent', 'build'], process.cwd())
console.log(`$ npx tsx ${command.join(' ')}`)
run(process.execPath, [tsx, ...command], app)

function run(program, args, cwd) {
  const { status } = spawnSync(program, args, { cwd, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
