/** How stored entries tell whether a text has changed. */
export function hashOf(text: string): string {
  return crypto().createHash('sha1').update(text).digest('base64url')
}

/** Half of a file's name, so that two processes write two files. */
export function randomName(): string {
  return crypto().randomBytes(4).toString('hex')
}

/** A short name for a text, made without loading what hashing takes; two texts may share one. */
export function shortName(text: string): string {
  let low = 0xdeadbeef
  let high = 0x41c6ce57
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    low = Math.imul(low ^ code, 2654435761)
    high = Math.imul(high ^ code, 1597334677)
  }
  return (high >>> 0).toString(16).padStart(8, '0') + (low >>> 0).toString(16).padStart(8, '0')
}

/** Loaded with the first text: most runs read stored entries only, and it is a tenth of a start. */
function crypto(): typeof import('node:crypto') {
  return process.getBuiltinModule('node:crypto')
}
