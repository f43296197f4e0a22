// Rewrites the transcripts of the Markdown files given with what their commands print now. Read the diff before you commit.
//
//   npx tsx scripts/update-transcripts.mjs examples/01-callbacks/README.md
import { readFileSync } from 'node:fs'
import { directoryOf, rewrite } from './transcript.ts'

for (const file of process.argv.slice(2)) rewrite(file, directoryOf(file, readFileSync(file, 'utf8')))
