import { basename, extname } from 'node:path'
import type { HydraApp } from '../run/app.ts'

/** How a user starts the app: `node app.js`, `tsx app.ts`, or the name of its command. */
export function commandOf({ entry, jobName }: Pick<HydraApp, 'entry' | 'jobName'>): string {
  if (entry === undefined) return jobName
  const ending = extname(entry)
  if (/^\.[cm]?js$/.test(ending)) return `node ${basename(entry)}`
  return /^\.[cm]?tsx?$/.test(ending) ? `npx tsx ${basename(entry)}` : basename(entry)
}
