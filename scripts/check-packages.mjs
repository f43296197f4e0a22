// Holds each package, as it would be published, against the rules of publint.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'

let found = 0
for (const name of readdirSync('packages')) {
  const pkgDir = join('packages', name)
  const pkg = JSON.parse(readFileSync(join(pkgDir, 'package.json'), 'utf8'))
  const { messages } = await publint({ pkgDir, strict: true, pack: 'npm' })
  for (const message of messages) {
    found++
    console.error(`${pkg.name}: ${formatMessage(message, pkg)}`)
  }
}
console.log(`package checks: ${found} problems`)
process.exitCode = found > 0 ? 1 : 0
