import type { FileEntry, ImportedName, Signature } from '../model.ts'
import { signatureFrom } from './callables.ts'
import { collect } from './collect.ts'
import { keyName } from './fold.ts'
import type { Found, ModuleGraph } from './module-graph.ts'
import { type Declared, innerScope, type Scope } from './scope.ts'
import type { Syntax } from './syntax.ts'
import { TypeReader } from './types.ts'

/** Reads a file with the fast engine: syntax only, names followed across files. */
export function readEntry(file: string, graph: ModuleGraph): FileEntry | undefined {
  const { value, dependencies } = graph.record(file, () => {
    const scope = graph.module(file)
    return scope && entryOf(scope, graph)
  })
  return value && { ...value, dependencies }
}

function entryOf(scope: Scope, graph: ModuleGraph): Omit<FileEntry, 'dependencies'> {
  const reader = new TypeReader(graph, scope.syntax)
  const exports = new Map<string, Signature>()
  const exportedLocals = new Set<string>()
  for (const name of graph.exportedNames(scope)) {
    const own = scope.exports.get(name)
    if (own && 'local' in own) exportedLocals.add(own.local)
    addFound(name, graph.exported(name, scope), exports, reader)
  }
  const locals = new Map<string, Signature>()
  const imports: ImportedName[] = []
  for (const [name, declared] of scope.names) {
    const [first] = declared
    if (first?.kind === 'import') imports.push(importOf(name, first, scope, graph))
    else if (!exportedLocals.has(name)) addFound(name, { kind: 'declared', declared, name }, locals, reader)
  }
  return {
    file: scope.syntax.file,
    exports,
    locals,
    nested: scope.syntax.isDeclaration ? [] : nestedIn(scope.syntax, scope, reader),
    imports,
  }
}

function addFound(
  name: string,
  found: Found | undefined,
  into: Map<string, Signature>,
  reader: TypeReader,
  depth = 0,
): void {
  if (found === undefined || depth > 4 || found.kind === 'external' || found.kind === 'type') return
  if (found.kind === 'module') {
    for (const member of reader.graph.exportedNames(found.scope)) {
      // Not the default: `* as x` of a module that gives itself would never end.
      if (member !== 'default')
        addFound(`${name}.${member}`, reader.graph.exported(member, found.scope), into, reader, depth + 2)
    }
    return
  }
  const signature = signatureFrom(found.declared, found.name, reader)
  if (signature !== undefined) into.set(name, signature)
  for (const declared of found.declared) {
    if (declared.kind === 'namespace') {
      for (const member of declared.body.exports.keys()) {
        addFound(`${name}.${member}`, reader.graph.exported(member, declared.body), into, reader, depth + 1)
      }
    } else if (declared.kind === 'variable' && declared.init?.type === 'ObjectExpression') {
      addMembers(name, declared, into, reader, depth)
    }
  }
}

/** `const shapes = { make(a) {…}, Point }`: the callables in an object. */
function addMembers(
  name: string,
  { init, scope, constant }: Extract<Declared, { kind: 'variable' }>,
  into: Map<string, Signature>,
  reader: TypeReader,
  depth: number,
): void {
  if (init?.type !== 'ObjectExpression') return
  for (const property of init.properties) {
    if (property.type !== 'Property') continue
    const member = keyName(property.key, property.computed)
    if (member === undefined) continue
    const { value, start } = property
    if (value.type === 'Identifier') {
      const found = reader.graph.lookup(value.name, scope)
      if (found?.kind === 'declared') addFound(`${name}.${member}`, found, into, reader, depth + 4)
    } else if (
      value.type === 'FunctionExpression' ||
      value.type === 'ArrowFunctionExpression' ||
      value.type === 'ClassExpression'
    ) {
      const declared: Declared = { kind: 'variable', init: value, annotation: undefined, constant, scope, start }
      addFound(`${name}.${member}`, { kind: 'declared', declared: [declared], name: member }, into, reader, depth + 1)
    }
  }
}

function importOf(
  local: string,
  { from, name }: Extract<Declared, { kind: 'import' }>,
  scope: Scope,
  graph: ModuleGraph,
): ImportedName {
  const file = graph.resolve(from, scope.syntax.file)
  return { from, ...(file === undefined ? {} : { file }), name, local }
}

/** Classes and functions declared in the bodies of others, each read in the scope of its block. */
function nestedIn(syntax: Syntax, top: Scope, reader: TypeReader): Signature[] {
  const found: Signature[] = []
  const visit = (node: unknown, scope: Scope, depth: number): void => {
    if (typeof node !== 'object' || node === null || depth > 200) return
    if (Array.isArray(node)) {
      for (const item of node) visit(item, scope, depth + 1)
      return
    }
    const { type, body } = node as { type?: string; body?: unknown }
    if (type?.startsWith('TS') && type !== 'TSModuleDeclaration' && type !== 'TSModuleBlock') return
    let inner = scope
    if (type === 'BlockStatement' && Array.isArray(body)) {
      inner = innerScope(syntax, scope)
      collect(body as Parameters<typeof collect>[0], inner)
      for (const [name, declared] of inner.names) {
        const signature = signatureFrom(declared, name, reader)
        if (signature !== undefined) found.push(signature)
      }
    }
    for (const key in node) {
      const child = (node as Record<string, unknown>)[key]
      if (typeof child === 'object' && child !== null) visit(child, inner, depth + 1)
    }
  }
  visit(syntax.program.body, top, 0)
  return found
}
