const interfaces = new Set(
  [
    'Iterable Iterator IterableIterator AsyncIterable AsyncIterator AsyncIterableIterator Generator',
    'AsyncGenerator ArrayLike PromiseLike ReadonlyMap ReadonlySet TemplateStringsArray PropertyDescriptor Disposable',
    'AsyncDisposable ErrorOptions RegExpMatchArray RegExpExecArray ArrayBufferLike ArrayBufferView ImportMeta',
    'RequestInit ResponseInit BlobPart BodyInit HeadersInit Timer',
  ].flatMap((line) => line.split(' ')),
)

/** Whether a name that nobody declares is a class (or an interface) of JavaScript or Node. */
export function isLibraryClass(name: string): boolean {
  if (interfaces.has(name)) return true
  if (!/^[A-Z]/.test(name) || !Object.hasOwn(globalThis, name)) return false
  const value: unknown = Reflect.get(globalThis, name)
  return typeof value === 'function'
}
