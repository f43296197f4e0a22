import type { ts } from 'ts-morph'
import type { Param, Property, Signature, TypeModel } from '../model.ts'
import { withOptionsType } from '../options-type.ts'
import { checkedDefault } from './checked-defaults.ts'
import { CheckedTypes } from './checked-types.ts'
import type { Compiler } from './compiler.ts'

/** Reads signatures with the type checker. Independent of the fast engine, which is tested against it. */
export class CheckedSignatures {
  readonly #ts: Compiler
  readonly #checker: ts.TypeChecker
  readonly #types: CheckedTypes
  readonly #program: ts.Program

  constructor(compiler: Compiler, program: ts.Program) {
    this.#ts = compiler
    this.#program = program
    this.#checker = program.getTypeChecker()
    this.#types = new CheckedTypes(compiler, program)
  }

  /** The callables that a file exports, and its top-level ones that it does not. */
  ofFile(file: string): { exports: Map<string, Signature>; locals: Map<string, Signature> } {
    const exports = new Map<string, Signature>()
    const locals = new Map<string, Signature>()
    const source = this.#program.getSourceFile(file)
    const module = source && this.#checker.getSymbolAtLocation(source)
    if (module)
      for (const symbol of this.#checker.getExportsOfModule(module)) this.#add(symbol.name, symbol, exports, 0)
    const own = source && (source as unknown as { locals?: Map<string, ts.Symbol> }).locals
    for (const [name, symbol] of own ?? []) {
      const exported = (symbol as { exportSymbol?: ts.Symbol }).exportSymbol !== undefined
      if (!exported && !(symbol.flags & this.#ts.SymbolFlags.Alias)) this.#add(String(name), symbol, locals, 0)
    }
    return { exports, locals }
  }

  #add(name: string, symbol: ts.Symbol, into: Map<string, Signature>, depth: number): void {
    const target = symbol.flags & this.#ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol
    const signature = this.#signatureOf(target)
    if (signature !== undefined) into.set(name, signature)
    if (!(target.flags & this.#ts.SymbolFlags.Module) || depth > 3) return
    for (const member of this.#checker.getExportsOfModule(target)) {
      // A class's static side counts as a module's exports: statics are read with the class.
      if (signature?.kind === 'class' && member.flags & this.#ts.SymbolFlags.Method) continue
      if (member.name !== 'prototype' && member.name !== 'default')
        this.#add(`${name}.${member.name}`, member, into, depth + 1)
    }
  }

  #signatureOf(symbol: ts.Symbol): Signature | undefined {
    const compiler = this.#ts
    const declarations = symbol.declarations ?? []
    const classes = declarations.find(compiler.isClassLike)
    if (classes) return this.#classSignature(classes, symbol)
    const functions = declarations.filter(compiler.isFunctionDeclaration)
    if (functions.length > 0) return this.#functionSignature(functions, symbol)
    const variable = declarations.find(compiler.isVariableDeclaration)
    if (variable === undefined) return undefined
    const value = variable.initializer && bare(variable.initializer, compiler)
    if (value && compiler.isClassExpression(value)) return this.#classSignature(value, symbol)
    if (value && (compiler.isArrowFunction(value) || compiler.isFunctionExpression(value)))
      return this.#functionSignature([value], symbol)
    return variable.type ? this.#typedVariable(variable, symbol) : undefined
  }

  #typedVariable(variable: ts.VariableDeclaration, symbol: ts.Symbol): Signature | undefined {
    const type = this.#checker.getTypeAtLocation(variable)
    const isNew = type.getConstructSignatures().length > 0
    const signature = (isNew ? type.getConstructSignatures() : type.getCallSignatures()).at(-1)
    const declaration = signature?.declaration
    if (declaration === undefined || !this.#ts.isFunctionLike(declaration)) return undefined
    const params = this.#seenTypes(signature, this.#params(declaration as ts.SignatureDeclaration, []), variable)
    return this.#described(isNew ? 'class' : 'function', symbol, variable, params)
  }

  #functionSignature(parts: readonly ts.SignatureDeclaration[], symbol: ts.Symbol): Signature {
    const heads = parts.filter((part) => !(part as ts.FunctionLikeDeclaration).body)
    const body = parts.find((part) => (part as ts.FunctionLikeDeclaration).body)
    const used = (heads.at(-1) ?? body ?? parts[0]) as ts.SignatureDeclaration
    const params = this.#params(used, heads.length > 0 && body ? [body] : [])
    const signature = this.#described('function', symbol, used, params)
    return heads.length > 0 ? { ...signature, overloads: heads.length } : signature
  }

  #classSignature(node: ts.ClassLikeDeclaration, symbol: ts.Symbol): Signature {
    const constructors = this.#constructorsOf(node)
    const heads = constructors.filter(({ body }) => !body)
    const body = constructors.find((each) => each.body)
    const used = heads.at(-1) ?? body
    const written = used ? this.#params(used, heads.length > 0 && body ? [body] : []) : []
    const params = used && used.parent !== node ? this.#inheritedTypes(node, written) : written
    const statics = this.#staticsOf(node)
    const modifiers = this.#ts.getCombinedModifierFlags(node)
    const hidden =
      used &&
      this.#ts.getCombinedModifierFlags(used) & (this.#ts.ModifierFlags.Private | this.#ts.ModifierFlags.Protected)
    const fields = this.#fieldsOf(node)
    return {
      ...this.#described('class', symbol, node, params),
      ...(heads.length > 0 ? { overloads: heads.length } : {}),
      ...(statics.length > 0 ? { statics } : {}),
      ...(fields.length > 0 ? { fields } : {}),
      ...(modifiers & this.#ts.ModifierFlags.Abstract ? { abstract: true } : {}),
      ...(hidden ? { hidden: true } : {}),
    }
  }

  #constructorsOf(node: ts.ClassLikeDeclaration): ts.ConstructorDeclaration[] {
    let at: ts.ClassLikeDeclaration | undefined = node
    for (let hops = 0; at && hops < 20; hops++) {
      const own = at.members.filter(this.#ts.isConstructorDeclaration)
      if (own.length > 0) return own
      at = this.#baseOf(at)
    }
    return []
  }

  /** The types of an inherited constructor's parameters as this class sees them: `Base<string>`. */
  #inheritedTypes(node: ts.ClassLikeDeclaration, params: Param[]): Param[] {
    const symbol = node.name && this.#checker.getSymbolAtLocation(node.name)
    const made = symbol && this.#checker.getTypeOfSymbolAtLocation(symbol, node).getConstructSignatures().at(-1)
    return this.#seenTypes(made, params, node)
  }

  /** The types of parameters with type arguments put in. */
  #seenTypes(signature: ts.Signature | undefined, params: Param[], at: ts.Node): Param[] {
    return params.map((param, index) => {
      const seen = signature?.parameters[index]
      if (seen === undefined || param.kind === 'options') return param
      return { ...param, type: this.#types.modelOf(this.#checker.getTypeOfSymbolAtLocation(seen, at), at) }
    })
  }

  #baseOf(node: ts.ClassLikeDeclaration): ts.ClassLikeDeclaration | undefined {
    const clause = node.heritageClauses?.find(({ token }) => token === this.#ts.SyntaxKind.ExtendsKeyword)
    const base = clause?.types[0]
    return base && this.#checker.getTypeAtLocation(base).symbol?.declarations?.find(this.#ts.isClassLike)
  }

  #staticsOf(node: ts.ClassLikeDeclaration): Signature[] {
    const compiler = this.#ts
    const methods = new Map<string, ts.MethodDeclaration[]>()
    for (const member of node.members) {
      if (!compiler.isMethodDeclaration(member) || !compiler.isIdentifier(member.name)) continue
      const flags = compiler.getCombinedModifierFlags(member)
      if (!(flags & compiler.ModifierFlags.Static)) continue
      if (flags & (compiler.ModifierFlags.Private | compiler.ModifierFlags.Protected)) continue
      methods.set(member.name.text, [...(methods.get(member.name.text) ?? []), member])
    }
    return [...methods.values()].flatMap((overloads) => {
      const [first] = overloads
      const symbol = first && this.#checker.getSymbolAtLocation(first.name)
      return symbol ? [this.#functionSignature(overloads, symbol)] : []
    })
  }

  #fieldsOf(node: ts.ClassLikeDeclaration, hops = 0): Property[] {
    const compiler = this.#ts
    const fields = new Map<string, Property>()
    const base = hops < 20 ? this.#baseOf(node) : undefined
    if (base) for (const field of this.#fieldsOf(base, hops + 1)) fields.set(field.name, field)
    for (const member of node.members) {
      if (!compiler.isPropertyDeclaration(member) || compiler.isPrivateIdentifier(member.name)) continue
      if (compiler.isComputedPropertyName(member.name)) continue
      const flags = compiler.getCombinedModifierFlags(member)
      const { Static, Private, Protected } = compiler.ModifierFlags
      if (flags & (Static | Private | Protected)) continue
      const name = member.name.text
      const byDefault = member.initializer && checkedDefault(member.initializer, compiler, this.#checker)
      const optional = member.initializer !== undefined || member.questionToken !== undefined
      fields.set(name, {
        name,
        type: this.#types.modelOf(this.#checker.getTypeAtLocation(member), member),
        ...(optional ? { optional: true } : {}),
        ...(byDefault ? { default: byDefault } : {}),
      })
    }
    return [...fields.values()]
  }

  #params(node: ts.SignatureDeclaration, implementation: readonly ts.SignatureDeclaration[]): Param[] {
    const said = this.#paramDocs(node)
    const implemented = implementation.flatMap((each) => [...each.parameters])
    const compiler = this.#ts
    const params = node.parameters
      .filter(({ name }) => name.getText() !== 'this')
      .map((param, index) => {
        const isOptions = compiler.isObjectBindingPattern(param.name)
        const name = isOptions ? '{}' : compiler.isArrayBindingPattern(param.name) ? '[]' : param.name.getText()
        const behind = implemented[index]
        const fallback = behind?.name.getText() === param.name.getText() ? behind.initializer : undefined
        const initializer = param.initializer ?? fallback
        const byDefault = initializer && checkedDefault(initializer, compiler, this.#checker)
        const optional = Boolean(param.questionToken || param.initializer || param.dotDotDotToken)
        const type = this.#types.modelOf(this.#checker.getTypeAtLocation(param), param)
        const doc = isOptions ? undefined : said.get(name)
        return {
          name,
          kind: param.dotDotDotToken ? 'rest' : isOptions ? 'options' : 'positional',
          type: compiler.isObjectBindingPattern(param.name) ? this.#withBindings(type, param.name, said) : type,
          ...(optional ? { optional: true } : {}),
          ...(byDefault && optional ? { default: byDefault } : {}),
          ...(doc ? { doc } : {}),
        } satisfies Param
      })
    return withOptionsType(params)
  }

  #withBindings(type: TypeModel, pattern: ts.ObjectBindingPattern, said: ReadonlyMap<string, string>): TypeModel {
    if (type.k !== 'object') return type
    const bound = new Map(pattern.elements.map((each) => [this.#keyOf(each), each]))
    const props = type.props.map((property): Property => {
      const initializer = bound.get(property.name)?.initializer
      const doc = [...said].find(([key]) => key.endsWith(`.${property.name}`))?.[1]
      const known = doc ? { ...property, doc } : property
      if (initializer === undefined) return known
      const byDefault = checkedDefault(initializer, this.#ts, this.#checker)
      return { ...known, optional: true, ...(byDefault ? { default: byDefault } : {}) }
    })
    return { ...type, props }
  }

  #keyOf({ propertyName, name }: ts.BindingElement): string {
    const key = propertyName ?? name
    const written = this.#ts.isComputedPropertyName(key) ? key.expression : key
    return this.#ts.isStringLiteralLike(written) ? written.text : written.getText()
  }

  #paramDocs(node: ts.SignatureDeclaration): Map<string, string> {
    const compiler = this.#ts
    const said = new Map<string, string>()
    const hosts: (ts.Node | undefined)[] = [node]
    if (compiler.isConstructorDeclaration(node)) hosts.push(node.parent)
    if (compiler.isArrowFunction(node) || compiler.isFunctionExpression(node)) hosts.push(node.parent?.parent?.parent)
    for (const host of hosts) {
      for (const comment of host ? compiler.getJSDocCommentsAndTags(host) : []) {
        if (!compiler.isJSDoc(comment)) continue
        for (const tag of comment.tags ?? []) {
          if (!compiler.isJSDocParameterTag(tag)) continue
          const text = compiler.getTextOfJSDocComment(tag.comment) ?? ''
          if (!said.has(tag.name.getText())) said.set(tag.name.getText(), text.replace(/^-\s*/, ''))
        }
      }
    }
    return said
  }

  #described(kind: 'class' | 'function', symbol: ts.Symbol, node: ts.Node, params: Param[]): Signature {
    const source = node.getSourceFile()
    const doc = this.#ts.displayPartsToString(symbol.getDocumentationComment(this.#checker))
    const name = (node as ts.NamedDeclaration).name ?? node
    return {
      kind,
      name: symbol.name,
      file: source.fileName,
      line: source.getLineAndCharacterOfPosition(name.getStart()).line + 1,
      ...(doc === '' ? {} : { doc }),
      params,
      source: 'deep',
    }
  }
}

function bare(node: ts.Expression, compiler: Compiler): ts.Expression {
  return compiler.isAsExpression(node) ||
    compiler.isParenthesizedExpression(node) ||
    compiler.isSatisfiesExpression(node)
    ? bare(node.expression, compiler)
    : node
}
