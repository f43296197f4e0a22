/** Whether a string value is subject to interpolation at all: it has a `${`, be it an escaped one. */
export function isInterpolationText(text: string): boolean {
  return text.includes('${')
}
