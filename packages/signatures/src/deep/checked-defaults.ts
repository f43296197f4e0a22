import type { ts } from 'ts-morph'
import type { DefaultValue, Json } from '../model.ts'
import type { Compiler } from './compiler.ts'

const MOST_HOPS = 8

/** The default that an initialiser gives, by the checker's constants; nothing for `undefined`. */
export function checkedDefault(
  node: ts.Expression,
  compiler: Compiler,
  checker: ts.TypeChecker,
): DefaultValue | undefined {
  const text = node.getText().replace(/\s+/g, ' ')
  const known = evaluate(node, compiler, checker, 0)
  if (known === undefined)
    return reference(node, compiler, checker) ?? { expr: text.length > 120 ? `${text.slice(0, 119)}…` : text }
  const { value, member } = known
  if (value === undefined) return undefined
  if (typeof value === 'bigint') return { bigint: String(value) }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return { float: Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf' }
  }
  return member === undefined ? { value: value as Json } : { value: value as Json, enumMember: member }
}

interface Known {
  readonly value: unknown
  readonly member?: string
}

function evaluate(node: ts.Expression, compiler: Compiler, checker: ts.TypeChecker, hops: number): Known | undefined {
  const { SyntaxKind } = compiler
  const inner = (each: ts.Expression): Known | undefined => evaluate(each, compiler, checker, hops)
  if (compiler.isStringLiteralLike(node)) return { value: node.text }
  if (compiler.isNumericLiteral(node)) return { value: Number(node.text) }
  if (compiler.isBigIntLiteral(node)) return { value: BigInt(node.text.slice(0, -1)) }
  if (node.kind === SyntaxKind.TrueKeyword) return { value: true }
  if (node.kind === SyntaxKind.FalseKeyword) return { value: false }
  if (node.kind === SyntaxKind.NullKeyword) return { value: null }
  if (compiler.isVoidExpression(node)) return { value: undefined }
  if (
    compiler.isAsExpression(node) ||
    compiler.isParenthesizedExpression(node) ||
    compiler.isSatisfiesExpression(node) ||
    compiler.isNonNullExpression(node) ||
    compiler.isTypeAssertionExpression(node)
  )
    return inner(node.expression)
  if (compiler.isPrefixUnaryExpression(node)) return unary(node, inner(node.operand), SyntaxKind)
  if (compiler.isBinaryExpression(node)) return binary(node, inner(node.left), inner(node.right), compiler)
  if (compiler.isTemplateExpression(node)) return template(node, inner)
  if (compiler.isArrayLiteralExpression(node)) {
    const values = node.elements.map(inner)
    return values.every((each) => each !== undefined) ? { value: values.map((each) => each?.value) } : undefined
  }
  if (compiler.isObjectLiteralExpression(node)) return objectValue(node, compiler, inner)
  if (compiler.isPropertyAccessExpression(node)) {
    const direct = checker.getConstantValue(node)
    if (direct !== undefined) return { value: direct, member: node.name.text }
    const declaration = checker.getSymbolAtLocation(node.name)?.valueDeclaration
    if (declaration && compiler.isEnumMember(declaration)) {
      const value = checker.getConstantValue(declaration)
      return value === undefined ? undefined : { value, member: node.name.text }
    }
    if (declaration && compiler.isPropertyAssignment(declaration) && hops < MOST_HOPS) {
      return evaluate(declaration.initializer, compiler, checker, hops + 1)
    }
    const constant = /^Number\.([A-Z_]+)$/.exec(node.getText())?.[1]
    if (constant !== undefined && constant in Number) return { value: Number[constant as 'MAX_SAFE_INTEGER'] }
    if (/^Math\.(?:PI|E)$/.test(node.getText())) return { value: node.name.text === 'PI' ? Math.PI : Math.E }
  }
  return compiler.isIdentifier(node) && hops < MOST_HOPS ? named(node, compiler, checker, hops) : undefined
}

function unary(
  node: ts.PrefixUnaryExpression,
  known: Known | undefined,
  kinds: typeof ts.SyntaxKind,
): Known | undefined {
  const value = known?.value
  if (node.operator === kinds.MinusToken && (typeof value === 'number' || typeof value === 'bigint'))
    return { value: -value }
  if (node.operator === kinds.PlusToken && typeof value === 'number') return { value }
  if (node.operator === kinds.TildeToken && typeof value === 'number') return { value: ~value }
  return node.operator === kinds.ExclamationToken && known ? { value: !value } : undefined
}

function binary(
  { operatorToken }: ts.BinaryExpression,
  left: Known | undefined,
  right: Known | undefined,
  { SyntaxKind }: Compiler,
): Known | undefined {
  const [a, b] = [left?.value, right?.value]
  const isText = typeof a === 'string' || typeof b === 'string'
  if (operatorToken.kind === SyntaxKind.PlusToken && isText && isPrimitive(a) && isPrimitive(b)) {
    return { value: `${a}${b}` }
  }
  if (typeof a !== 'number' || typeof b !== 'number') return undefined
  switch (operatorToken.kind) {
    case SyntaxKind.PlusToken:
      return { value: a + b }
    case SyntaxKind.MinusToken:
      return { value: a - b }
    case SyntaxKind.AsteriskToken:
      return { value: a * b }
    case SyntaxKind.SlashToken:
      return { value: a / b }
    case SyntaxKind.PercentToken:
      return { value: a % b }
    case SyntaxKind.AsteriskAsteriskToken:
      return { value: a ** b }
    case SyntaxKind.BarToken:
      return { value: a | b }
    case SyntaxKind.AmpersandToken:
      return { value: a & b }
    case SyntaxKind.CaretToken:
      return { value: a ^ b }
    case SyntaxKind.LessThanLessThanToken:
      return { value: a << b }
    case SyntaxKind.GreaterThanGreaterThanToken:
      return { value: a >> b }
    case SyntaxKind.GreaterThanGreaterThanGreaterThanToken:
      return { value: a >>> b }
    default:
      return undefined
  }
}

function template(
  { head, templateSpans }: ts.TemplateExpression,
  inner: (each: ts.Expression) => Known | undefined,
): Known | undefined {
  let value = head.text
  for (const { expression, literal } of templateSpans) {
    const known = inner(expression)?.value
    if (!isPrimitive(known)) return undefined
    value += `${known}${literal.text}`
  }
  return { value }
}

function isPrimitive(value: unknown): value is string | number | boolean | bigint {
  return ['string', 'number', 'boolean', 'bigint'].includes(typeof value)
}

function objectValue(
  node: ts.ObjectLiteralExpression,
  compiler: Compiler,
  inner: (each: ts.Expression) => Known | undefined,
): Known | undefined {
  const entries: [string, unknown][] = []
  for (const property of node.properties) {
    if (!compiler.isPropertyAssignment(property) || compiler.isComputedPropertyName(property.name)) return undefined
    const known = inner(property.initializer)
    if (known === undefined) return undefined
    entries.push([property.name.getText().replace(/^['"]|['"]$/g, ''), known.value])
  }
  return { value: Object.fromEntries(entries) }
}

function named(node: ts.Identifier, compiler: Compiler, checker: ts.TypeChecker, hops: number): Known | undefined {
  if (node.text === 'undefined') return { value: undefined }
  if (node.text === 'Infinity') return { value: Number.POSITIVE_INFINITY }
  if (node.text === 'NaN') return { value: Number.NaN }
  const declaration = declarationOf(node, compiler, checker)
  if (!declaration || !compiler.isVariableDeclaration(declaration) || !declaration.initializer) return undefined
  if (!(compiler.getCombinedNodeFlags(declaration) & compiler.NodeFlags.Const)) return undefined
  return evaluate(declaration.initializer, compiler, checker, hops + 1)
}

function reference(node: ts.Expression, compiler: Compiler, checker: ts.TypeChecker): DefaultValue | undefined {
  if (!compiler.isIdentifier(node) && !compiler.isPropertyAccessExpression(node)) return undefined
  const declaration = declarationOf(node, compiler, checker)
  if (!declaration) return undefined
  const variable = compiler.isVariableDeclaration(declaration) ? declaration.initializer : undefined
  const callable =
    compiler.isClassDeclaration(declaration) ||
    compiler.isFunctionDeclaration(declaration) ||
    (variable && (compiler.isArrowFunction(variable) || compiler.isClassExpression(variable)))
  const name = (declaration as ts.NamedDeclaration).name
  return callable && name ? { ref: name.getText(), file: declaration.getSourceFile().fileName } : undefined
}

function declarationOf(node: ts.Node, compiler: Compiler, checker: ts.TypeChecker): ts.Declaration | undefined {
  let symbol = checker.getSymbolAtLocation(node)
  if (symbol && symbol.flags & compiler.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol)
  return symbol?.valueDeclaration
}
