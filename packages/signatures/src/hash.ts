import { createHash } from 'node:crypto'

/** How stored entries tell whether a text has changed. */
export function hashOf(text: string): string {
  return createHash('sha1').update(text).digest('base64url')
}
