/** Gives headings of one file, in order, the anchors that GitHub gives them: a second one of the same letters gets a number. */
export function headingAnchors() {
  const seen = new Map()
  return (heading) => {
    const plain = heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-')
    const count = seen.get(plain) ?? 0
    seen.set(plain, count + 1)
    return count === 0 ? plain : `${plain}-${count}`
  }
}
