import path from 'node:path'
import type { Manifest, Param, Signature, TypeModel } from '../model.ts'

/** A target that needs names: where it is, and how it is called there. */
interface Target {
  /** The file that declares it. */
  readonly file: string
  /** The name it is exported by; `Point.polar` for a static method. */
  readonly name: string
  readonly signature: Signature
}

/**
 * The text of `signatures.d.ts`: parameter names of every exported class and function that takes positional parameters.
 *
 * Functions get them by merging with a namespace, which costs the compiler nothing. Classes and arrow functions cannot;
 * they lie in buckets, classes by their rarest public member, the rest by the kinds of their parameters, so that the
 * compiler compares a target with few others. Types are not written out: they are taken from the target by position.
 */
export function declarationText(manifest: Manifest, outFile: string, module = 'hydra-zen'): string {
  const targets = targetsOf(manifest)
  const modules = new Map<string, string>()
  const specifierOf = (file: string): string => specifier(path.relative(path.dirname(outFile), file))
  const aliasOf = (file: string): string => {
    const known = modules.get(file) ?? `M${modules.size + 1}`
    modules.set(file, known)
    return known
  }
  const merged = new Map<string, string[]>()
  const buckets = { member: new Map<string, string[]>(), shape: new Map<string, string[]>() }
  const rarity = memberCounts(targets)
  const left: string[] = []
  for (const target of targets) {
    const { file, name, signature } = target
    const access = `${aliasOf(file)}${name
      .split('.')
      .map((part) => `['${part}']`)
      .join('')}`
    const params = paramsText(signature, access)
    if (isMergeable(target)) {
      push(merged, specifierOf(file), `  namespace ${name} { const $params: ${params} }`)
      continue
    }
    const text = `Sig<${access}, ${params}>`
    const member = rarestMember(signature, rarity)
    const shape = member === undefined ? shapeOf(signature.params) : undefined
    if (member !== undefined) push(buckets.member, member, text)
    else if (shape !== undefined) push(buckets.shape, shape, text)
    else left.push(`${specifierOf(file)} ${name}`)
  }
  return [
    '// Written by `hydra-zen signatures declare`; do not edit.',
    `import type { Sig } from '${module}'`,
    ...[...modules].map(([file, alias]) => `type ${alias} = typeof import('${specifierOf(file)}')`),
    ...helpers,
    '',
    `declare module '${module}' {`,
    ...interfaceText('ByMember', buckets.member),
    ...interfaceText('ByShape', buckets.shape),
    '}',
    ...[...merged].flatMap(([file, lines]) => [`declare module '${file}' {`, ...lines, '}']),
    ...left.map((each) => `// left out, its types are not known without the checker (--deep): ${each}`),
    '',
  ].join('\n')
}

const helpers = [
  'type Args<C> = Required<C extends abstract new (...args: infer A) => unknown ? A : C extends (...args: infer A) => unknown ? A : []>',
  'type At<C, I extends number> = Args<C> extends infer A extends readonly unknown[] ? A[I] : never',
]

function targetsOf({ files }: Manifest): Target[] {
  const targets: Target[] = []
  const seen = new Set<string>()
  const add = (file: string, name: string, signature: Signature): void => {
    const key = `${signature.file}:${signature.line}:${signature.name}`
    if (seen.has(key) || signature.hidden || !needsNames(signature)) return
    seen.add(key)
    targets.push({ file, name, signature })
  }
  for (const [file, { exports }] of files) {
    for (const [name, signature] of exports) {
      // A re-export is left to the file that declares it, which is among the files if it is one of the project's.
      if (signature.file !== undefined && signature.file !== file && files.has(signature.file)) continue
      add(file, name, signature)
      for (const each of signature.statics ?? []) add(file, `${name}.${each.name}`, each)
    }
  }
  return targets
}

/** Whether names cannot be told from types: a target with one options object or nothing needs none. */
function needsNames({ params }: Signature): boolean {
  const [first] = params
  if (first === undefined) return false
  const takesOptions = params.length === 1 && (first.kind === 'options' || first.type.k === 'object')
  return !takesOptions && params.every(({ name }) => name !== '[]')
}

/** A namespace merges with a function declaration of its own module, under its own name. */
function isMergeable({ file, name, signature }: Target): boolean {
  return (
    signature.kind === 'function' &&
    !signature.constant &&
    signature.file === file &&
    signature.name === name &&
    /^[A-Za-z_$][\w$]*$/.test(name)
  )
}

function paramsText({ params }: Signature, access: string): string {
  const named: string[] = []
  const spread: string[] = []
  for (const [index, param] of params.entries()) {
    const type = `At<${access}, ${index}>`
    if (param.kind === 'options') spread.push(`NonNullable<${type}>`)
    else if (param.kind === 'rest') named.push(`${key(param.name)}?: ${restText(access, index)}`)
    else named.push(`${key(param.name)}${param.optional ? '?' : ''}: ${type}`)
  }
  return [`{ ${named.join('; ')} }`, ...spread].join(' & ')
}

function restText(access: string, index: number): string {
  const before = Array.from({ length: index }, () => 'unknown, ').join('')
  return `Args<${access}> extends [${before}...infer R] ? R : unknown[]`
}

function memberCounts(targets: readonly Target[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { signature } of targets) {
    for (const member of signature.members ?? []) counts.set(member, (counts.get(member) ?? 0) + 1)
  }
  return counts
}

function rarestMember({ members = [] }: Signature, counts: ReadonlyMap<string, number>): string | undefined {
  let best: string | undefined
  for (const member of members) {
    if (best === undefined || (counts.get(member) ?? 0) < (counts.get(best) ?? 0)) best = member
  }
  return best
}

/** The kinds of the parameters in a word, as the types of the package spell it; nothing where one is not known. */
function shapeOf(params: readonly Param[]): string | undefined {
  let shape = ''
  for (const { kind, type } of params) {
    if (kind === 'rest') break
    const letter = letterOf(type)
    if (letter === undefined) return undefined
    shape += letter
  }
  return shape
}

function letterOf(type: TypeModel): string | undefined {
  switch (type.k) {
    case 'any':
      return 'a'
    case 'string':
    case 'never':
      return 's'
    case 'number':
      return 'n'
    case 'boolean':
      return 'b'
    case 'literal':
      return { string: 's', number: 'n', boolean: 'b' }[typeof type.value as 'string' | 'number' | 'boolean']
    case 'enum':
      return common(type.members.map(([, value]) => (typeof value === 'string' ? 's' : 'n')))
    case 'union':
      return type.of.some((each) => letterOf(each) === undefined) ? undefined : common(type.of.map(letterOf))
    case 'array':
    case 'tuple':
      return 'l'
    case 'function':
      return 'f'
    case 'other':
    case 'external':
      return undefined
    default:
      return 'o'
  }
}

function common(letters: readonly (string | undefined)[]): string {
  const [first = 'o'] = letters
  return letters.every((letter) => letter === first) ? first : 'o'
}

function interfaceText(name: string, buckets: ReadonlyMap<string, readonly string[]>): string[] {
  if (buckets.size === 0) return []
  return [
    `  interface ${name} {`,
    ...[...buckets].map(([bucket, entries]) => `    ${key(bucket)}: ${entries.join(' | ')}`),
    '  }',
  ]
}

function push(into: Map<string, string[]>, name: string, text: string): void {
  const known = into.get(name)
  if (known) known.push(text)
  else into.set(name, [text])
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)
}

/** A relative import as TypeScript wants it, with the extension that the output has. */
function specifier(relative: string): string {
  const file = relative.replaceAll('\\', '/').replace(/\.([mc]?)tsx?$/, '.$1js')
  return file.startsWith('.') ? file : `./${file}`
}
