/**
 * A short fingerprint of a text: 106 bits, as hexadecimal digits.
 *
 * Tells whether a config is still the same; it is no protection against somebody who wants two texts to collide, and
 * in exchange needs no library that a run would have to load.
 */
export function digest(text: string): string {
  return half(text, 0) + half(text, 0x9e3779b9)
}

function half(text: string, seed: number): string {
  let high = 0xdeadbeef ^ seed
  let low = 0x41c6ce57 ^ seed
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    high = Math.imul(high ^ unit, 2_654_435_761)
    low = Math.imul(low ^ unit, 1_597_334_677)
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909)
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909)
  return ((low >>> 0) & 0x1fffff).toString(16).padStart(6, '0') + (high >>> 0).toString(16).padStart(8, '0')
}
