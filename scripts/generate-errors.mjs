// Writes docs/errors.md: the classes and codes in `packages/*/src/errors.ts`, each code with who throws it and what it
// says. A code that nothing throws stops the script: it would be a promise to nobody.
//
//   node scripts/generate-errors.mjs [--check]
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { Project, SyntaxKind } from 'ts-morph'
import { keepGenerated } from './generated-files.mjs'

const project = new Project({ skipAddingFilesFromTsConfig: true })
const unused = []
const isError = /^(\w+(?:Error|Exception|Value|Type))$/

/** The reader's order: what an app meets first. */
const order = ['zen', 'hydra', 'omegaconf', 'signatures']
const packages = readdirSync('packages').filter((name) => existsSync(`packages/${name}/src/errors.ts`))
packages.sort((a, b) => order.indexOf(a) - order.indexOf(b))

const intro = `# Errors

<!-- made by \`npm run generate\` -->

Every error that is thrown on purpose is a \`CodedError\` (from \`@hydra-zen/diagnostics\`): \`code\` says what went wrong and
stays the same when words change, \`summary\` says it in a line, \`details\` has the place (\`at\`), the key (\`path\`) and what
to do next (\`hint\`). \`message\` is all of that as it is shown, with the lines of the source. Any other error that escapes
is a bug of ours.

A **class** is for what one would catch, a **code** for what can go wrong. The classes have the names that Hydra,
OmegaConf and PyYAML give theirs. In the examples, \`…\` stands for what differs from case to case.`

keepGenerated(new Map([['docs/errors.md', `${[intro, ...packages.map(section)].join('\n\n')}\n`]]))
if (unused.length > 0) {
  console.error(`Codes that nothing throws: ${unused.join(', ')}`)
  process.exitCode = 1
}

function section(name) {
  const errors = project.addSourceFileAtPath(`packages/${name}/src/errors.ts`)
  const classes = errors.getClasses().map((declared) => {
    const parent = declared.getExtends()?.getExpression().getText()
    const about = declared.getJsDocs()[0]?.getInnerText().replace(/\s+/g, ' ') ?? ''
    return `| \`${declared.getName()}\` | \`${parent}\` | ${cell(about)} |`
  })
  const union = errors.getTypeAliases().find((alias) => alias.getName().endsWith('Code'))
  return [
    `## \`${JSON.parse(readFileSync(`packages/${name}/package.json`, 'utf8')).name}\``,
    ['| class | is a | what it is |', '| --- | --- | --- |', ...classes].join('\n'),
    ...codeTables(union, usesIn(name, new Set(union.getText().match(/(?<=')[A-Z_]+(?=')/g)))),
  ].join('\n\n')
}

/** A table for each comment in the union, which is its heading. */
function codeTables(union, uses) {
  const lines = union.getTypeNodeOrThrow().getFullText().split('\n')
  const tables = [{ heading: undefined, rows: [] }]
  for (const line of lines) {
    const heading = /^\s*\/\/ (.*)/.exec(line)?.[1]
    if (heading) tables.push({ heading, rows: [] })
    for (const [, code] of line.matchAll(/'([A-Z_]+)'/g)) {
      const found = uses.get(code) ?? []
      if (found.length === 0) unused.push(code)
      const thrown = [...new Set(found.flatMap((use) => use.thrown ?? []))].sort()
      const messages = found.flatMap(({ message }) => message ?? [])
      const example = messages.find(tells) ?? messages[0] ?? ''
      tables.at(-1).rows.push(`| \`${code}\` | ${thrown.map((each) => `\`${each}\``).join(', ')} | ${cell(example)} |`)
    }
  }
  return tables
    .filter(({ rows }) => rows.length > 0)
    .map(({ heading, rows }) => {
      const title = heading ? `**${heading[0].toUpperCase()}${heading.slice(1)}**\n\n` : ''
      return `${title}${['| code | thrown as | for example |', '| --- | --- | --- |', ...rows].join('\n')}`
    })
}

/** Whether a message says something by itself, with `…` in the place of all that differs. */
function tells(message) {
  return message.replace(/[^a-z]/gi, '').length > 8
}

/** Where a package uses each code, in the order of its files. */
function usesIn(name, codes) {
  const uses = new Map()
  const sources = readdirSync(`packages/${name}/src`, { recursive: true })
    .map((path) => `packages/${name}/src/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts') && !/\.test(-d)?\.ts$|\/errors\.ts$/.test(path))
    .sort()
    .map((path) => project.addSourceFileAtPath(path))
  const helpers = sources.flatMap(helpersIn)
  for (const literal of sources.flatMap((source) => source.getDescendantsOfKind(SyntaxKind.StringLiteral))) {
    const code = literal.getLiteralText()
    if (
      !codes.has(code) ||
      /^[!=]==? '|instanceof/.test(
        literal
          .getParent()
          .getText()
          .slice(-code.length - 6),
      )
    )
      continue
    uses.set(code, [...(uses.get(code) ?? []), useOf(literal, helpers)])
  }
  return uses
}

/** Functions and methods that make an error: name, file and the class they make. */
function helpersIn(source) {
  return [SyntaxKind.FunctionDeclaration, SyntaxKind.MethodDeclaration].flatMap((kind) =>
    source.getDescendantsOfKind(kind).flatMap((made) => {
      const thrown =
        isError.exec(made.getReturnTypeNode()?.getText() ?? '') ?? /new (\w+(?:Error|Exception))\b/.exec(made.getText())
      return thrown ? [{ name: made.getName(), source, thrown: thrown[1] }] : []
    }),
  )
}

/** The class that is made around a code, and the message it is given. */
function useOf(literal, helpers) {
  const around = literal
    .getAncestors()
    .filter((node) => node.isKind(SyntaxKind.NewExpression) || node.isKind(SyntaxKind.CallExpression))
  for (const call of around) {
    const name = call.getExpression().getText().replace(/^.*\./, '')
    const named = helpers.filter((each) => each.name === name)
    const helper = named.find((each) => each.source === literal.getSourceFile()) ?? named[0]
    const thrown = call.isKind(SyntaxKind.NewExpression) ? isError.exec(name)?.[1] : helper?.thrown
    if (thrown) return { thrown, message: call.getArguments().map(messageOf).find(Boolean) }
  }
  return {}
}

/** The message among the arguments: a text, a `summary`, or a variable that holds one. */
function messageOf(node) {
  if (node.isKind(SyntaxKind.ObjectLiteralExpression)) {
    const summary = node.getProperty('summary')
    return summary?.getInitializer && messageOf(summary.getInitializer() ?? summary.getNameNode())
  }
  if (node.isKind(SyntaxKind.ConditionalExpression)) return messageOf(node.getWhenTrue())
  if (node.isKind(SyntaxKind.Identifier)) {
    const block = node.getFirstAncestorByKind(SyntaxKind.Block)
    const value = block?.getVariableDeclaration(node.getText())?.getInitializer()
    return value && !value.isKind(SyntaxKind.Identifier) ? messageOf(value) : undefined
  }
  return messageText(node)
}

/** A text of several words, with `…` in the place of what is put in. */
function messageText(node) {
  const text = node.isKind(SyntaxKind.TemplateExpression)
    ? node.getHead().getLiteralText() +
      node
        .getTemplateSpans()
        .map((span) => `…${span.getLiteral().getLiteralText()}`)
        .join('')
    : (node.asKind(SyntaxKind.StringLiteral) ?? node.asKind(SyntaxKind.NoSubstitutionTemplateLiteral))?.getLiteralText()
  return text?.includes(' ') ? text.replace(/\s+/g, ' ').replace(/…+/g, '…') : undefined
}

function cell(text) {
  return text.replaceAll('|', '\\|')
}
