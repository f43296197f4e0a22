import type {
  BindingPattern,
  Declaration,
  Directive,
  ExportDefaultDeclaration,
  ExportNamedDeclaration,
  Expression,
  ImportDeclaration,
  ModuleExportName,
  Statement,
} from 'oxc-parser'
import { ANONYMOUS, type Declared, innerScope, type Scope } from './scope.ts'
import type { Syntax } from './syntax.ts'

/** The scope of a whole file: what it declares, imports and exports. */
export function moduleScope(syntax: Syntax): Scope {
  const scope = innerScope(syntax)
  collect(syntax.program.body, scope)
  return scope
}

/** Adds what `statements` declare to `scope`. Does not look into blocks. */
export function collect(statements: readonly (Directive | Statement)[], scope: Scope, ambient = false): void {
  for (const statement of statements) {
    switch (statement.type) {
      case 'ImportDeclaration':
        collectImport(statement, scope)
        break
      case 'ExportNamedDeclaration':
        collectExport(statement, scope)
        break
      case 'ExportDefaultDeclaration':
        collectDefault(statement, scope)
        break
      case 'ExportAllDeclaration':
        if (statement.exported === null) scope.stars.push(statement.source.value)
        else scope.exports.set(nameOf(statement.exported), { from: statement.source.value, name: '*' })
        break
      case 'TSExportAssignment':
        if (statement.expression.type === 'Identifier') exportEquals(statement.expression.name, scope)
        else exportModule(statement.expression, scope)
        break
      case 'TSImportEqualsDeclaration':
        if (statement.moduleReference.type === 'TSExternalModuleReference') {
          const from = statement.moduleReference.expression.value
          add(scope, statement.id.name, { kind: 'import', from, name: '*', scope })
        }
        break
      case 'ExpressionStatement':
        collectCommonJs(statement.expression, scope)
        break
      default:
        for (const name of declare(statement as Declaration, scope, statement.start)) {
          if (ambient) scope.exports.set(name, { local: name })
        }
    }
  }
}

function collectImport(statement: ImportDeclaration, scope: Scope): void {
  const from = statement.source.value
  for (const specifier of statement.specifiers) {
    const name =
      specifier.type === 'ImportSpecifier'
        ? nameOf(specifier.imported)
        : specifier.type === 'ImportDefaultSpecifier'
          ? 'default'
          : '*'
    add(scope, specifier.local.name, { kind: 'import', from, name, scope })
  }
}

function collectExport(statement: ExportNamedDeclaration, scope: Scope): void {
  if (statement.declaration !== null) {
    for (const name of declare(statement.declaration, scope, statement.start)) scope.exports.set(name, { local: name })
  }
  for (const { local, exported } of statement.specifiers) {
    const target = statement.source ? { from: statement.source.value, name: nameOf(local) } : { local: nameOf(local) }
    scope.exports.set(nameOf(exported), target)
  }
}

function collectDefault({ declaration, start }: ExportDefaultDeclaration, scope: Scope): void {
  if (declaration.type === 'Identifier') {
    scope.exports.set('default', { local: declaration.name })
    return
  }
  const named = 'id' in declaration && declaration.id !== null && declaration.id.type === 'Identifier'
  const name = named ? (declaration.id as { name: string }).name : ANONYMOUS
  if (declaration.type === 'ClassDeclaration' || declaration.type === 'ClassExpression') {
    add(scope, name, { kind: 'class', node: declaration, scope, start })
  } else if (declaration.type === 'FunctionDeclaration' || declaration.type === 'TSDeclareFunction') {
    add(scope, name, { kind: 'function', node: declaration, scope, start })
  } else if (declaration.type === 'TSInterfaceDeclaration') {
    add(scope, name, { kind: 'interface', node: declaration, scope, start })
  } else {
    const init = declaration as Expression
    add(scope, name, { kind: 'variable', init, annotation: undefined, constant: true, scope, start })
  }
  scope.exports.set('default', { local: name })
}

/** `export = X`: the default export; where X is a namespace, its members are exports too. */
function exportEquals(name: string, scope: Scope): void {
  scope.exports.set('default', { local: name })
  for (const declared of scope.names.get(name) ?? []) {
    if (declared.kind !== 'namespace') continue
    for (const [member, exported] of declared.body.exports) {
      if (!('local' in exported)) continue
      for (const inner of declared.body.names.get(exported.local) ?? []) add(scope, `${name}.${member}`, inner)
      scope.exports.set(member, { local: `${name}.${member}` })
    }
  }
}

/** Adds a declaration's names and gives them. */
function declare(node: Declaration, scope: Scope, start: number): string[] {
  switch (node.type) {
    case 'ClassDeclaration':
      if (node.id === null) return []
      add(scope, node.id.name, {
        kind: 'class',
        node,
        scope,
        start: Math.min(start, node.decorators[0]?.start ?? start),
      })
      return [node.id.name]
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
      if (node.id === null) return []
      add(scope, node.id.name, { kind: 'function', node, scope, start })
      return [node.id.name]
    case 'VariableDeclaration':
      return node.declarations.flatMap(({ id, init }) => {
        if (id.type !== 'Identifier') return init ? destructure(id, init, scope) : []
        const annotation = id.typeAnnotation?.typeAnnotation
        const constant = node.kind === 'const'
        add(scope, id.name, { kind: 'variable', init, annotation, constant, scope, start })
        return [id.name]
      })
    case 'TSInterfaceDeclaration':
      add(scope, node.id.name, { kind: 'interface', node, scope, start })
      return [node.id.name]
    case 'TSTypeAliasDeclaration':
      add(scope, node.id.name, { kind: 'alias', node, scope, start })
      return [node.id.name]
    case 'TSEnumDeclaration':
      add(scope, node.id.name, { kind: 'enum', node, scope, start })
      return [node.id.name]
    case 'TSModuleDeclaration':
      return declareNamespace(node, scope, start)
    default:
      return []
  }
}

function declareNamespace(
  node: Extract<Declaration, { type: 'TSModuleDeclaration' }>,
  scope: Scope,
  start: number,
): string[] {
  if (node.body === null || node.kind === 'global' || node.id.type === 'Literal') return []
  const path = dottedName(node.id)
  let outer = scope
  for (const [index, name] of path.entries()) {
    const body = innerScope(scope.syntax, outer)
    add(outer, name, { kind: 'namespace', body, scope: outer, start })
    if (index > 0) outer.exports.set(name, { local: name })
    outer = body
  }
  collect(node.body.body, outer, scope.syntax.isDeclaration || node.declare)
  return path.slice(0, 1)
}

function dottedName(node: unknown): string[] {
  const { type, name, left, right } = node as { type: string; name: string; left: unknown; right: { name: string } }
  return type === 'TSQualifiedName' ? [...dottedName(left), right.name] : [name]
}

/** `const { a, b: c } = require('x')` imports; any other pattern declares nothing that configs could use. */
function destructure(pattern: BindingPattern, init: Expression, scope: Scope): string[] {
  const from = requiredModule(init)
  if (from === undefined || pattern.type !== 'ObjectPattern') return []
  for (const property of pattern.properties) {
    if (property.type !== 'Property' || property.key.type !== 'Identifier' || property.value.type !== 'Identifier')
      continue
    add(scope, property.value.name, { kind: 'import', from, name: property.key.name, scope })
  }
  return []
}

function requiredModule(init: Expression): string | undefined {
  if (init.type !== 'CallExpression' || init.callee.type !== 'Identifier' || init.callee.name !== 'require') return
  const [argument] = init.arguments
  return argument?.type === 'Literal' && typeof argument.value === 'string' ? argument.value : undefined
}

/** `exports.A = A`, `module.exports = { A, B: C }`, `module.exports = A`. */
function collectCommonJs(expression: Expression, scope: Scope): void {
  if (expression.type !== 'AssignmentExpression' || expression.left.type !== 'MemberExpression') return
  const { left, right } = expression
  const path = memberPath(left)
  if (path === 'module.exports') exportModule(right, scope)
  else if (path?.startsWith('exports.')) exportValue(path.slice('exports.'.length), right, scope)
  else if (path?.startsWith('module.exports.')) exportValue(path.slice('module.exports.'.length), right, scope)
}

/** What a CommonJS module is: an object of exports, or one value. */
function exportModule(value: Expression, scope: Scope): void {
  if (value.type !== 'ObjectExpression') {
    exportValue('default', value, scope)
    return
  }
  for (const property of value.properties) {
    if (property.type !== 'Property' || property.computed || property.key.type !== 'Identifier') continue
    exportValue(property.key.name, property.value, scope)
  }
}

function exportValue(name: string, value: Expression, scope: Scope): void {
  if (name.includes('.') || name === '__esModule') return
  if (value.type === 'Identifier') {
    scope.exports.set(name, { local: value.name })
    return
  }
  if (value.type === 'UnaryExpression') return // `exports.A = void 0`: the compiler's own preparation
  const local = `*${name}*`
  add(scope, local, { kind: 'variable', init: value, annotation: undefined, constant: true, scope, start: value.start })
  scope.exports.set(name, { local })
}

function memberPath(node: Expression): string | undefined {
  if (node.type === 'Identifier') return node.name
  if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier') return undefined
  const object = memberPath(node.object)
  return object === undefined ? undefined : `${object}.${node.property.name}`
}

function nameOf(name: ModuleExportName): string {
  return name.type === 'Literal' ? name.value : name.name
}

function add(scope: Scope, name: string, declared: Declared): void {
  const known = scope.names.get(name)
  if (known) known.push(declared)
  else scope.names.set(name, [declared])
}
