// Writes docs/reference/: a page for each entry point, with every exported name, made from the declarations that a
// build leaves in `dist/` and the headings of the entry point's source.
//
//   node scripts/generate-reference.mjs [--check]
import { Project } from 'ts-morph'
import { entryPoints } from './entry-points.mjs'
import { keepGenerated } from './generated-files.mjs'
import { headingAnchors } from './heading-anchors.mjs'

const folder = 'docs/reference'
const project = new Project({
  compilerOptions: { module: 199, moduleResolution: 99, target: 10, skipLibCheck: true, types: [] },
  skipAddingFilesFromTsConfig: true,
})
const entries = entryPoints().map((entry) => ({
  ...entry,
  exported: project.addSourceFileAtPath(entry.types).getExportedDeclarations(),
}))

keepGenerated(new Map(entries.map((entry) => [`${folder}/${entry.page}.md`, page(entry)])), folder)

/** One page: what the entry point is, an index, then each name under the heading it has in the source. */
function page(entry) {
  const source = project.addSourceFileAtPath(entry.source)
  const groups = headings(source, entry.exported)
  const links = anchors(entry.exported.keys(), groups)
  const index = [...groups].map(([heading, names]) => {
    const listed = names.map((name) => `[\`${name}\`](#${links.get(name)})`).join(' ')
    return heading ? `**${heading}**: ${listed}` : listed
  })
  const body = [...groups].flatMap(([heading, names]) => [
    ...(heading ? [`## ${heading}`] : []),
    ...names.map((name) => section(entry, name)),
  ])
  return `${[
    `# \`${entry.specifier}\``,
    '<!-- made by `npm run generate` -->',
    introduction(source) ?? `${entry.description}.`,
    ...index,
    ...body,
  ].join('\n\n')}\n`
}

/** The comment that opens the file, unless it belongs to a declaration. */
function introduction(source) {
  const [, text] = /^\s*\/\*\*([\s\S]*?)\*\/\s*(?:\n\n|import|export)/.exec(source.getFullText()) ?? []
  return text?.replace(/^\s*\* ?/gm, '').trim()
}

/** Names by heading. A heading is a line comment that stands alone; names before the first one come first. */
function headings(source, exported) {
  const groups = new Map()
  let heading = ''
  for (const statement of source.getStatementsWithComments()) {
    const text = statement.getText()
    if (/^\/\/ \S/.test(text)) heading = text.slice(3).trim()
    const before = statement.getLeadingCommentRanges().map((range) => range.getText())
    for (const comment of before) if (/^\/\/ \S/.test(comment)) heading = comment.slice(3).trim()
    for (const name of namesOf(statement, source)) if (exported.has(name)) add(groups, heading, name)
  }
  for (const [heading, names] of groups) groups.set(heading, names.sort(byName))
  return groups
}

function namesOf(statement, source) {
  if (statement.getKindName() === 'ExportDeclaration') {
    const named = statement.getNamedExports().map((each) => each.getAliasNode()?.getText() ?? each.getName())
    const namespace = statement.getNamespaceExport()?.getName()
    if (named.length > 0 || namespace) return namespace ? [namespace] : named
    return [...(statement.getModuleSpecifierSourceFile()?.getExportedDeclarations().keys() ?? [])]
  }
  const own = [...source.getExportedDeclarations()]
  return own.filter(([, declared]) => declared.some((each) => holds(statement, each))).map(([name]) => name)
}

function holds(statement, declaration) {
  return (
    declaration.getSourceFile() === statement.getSourceFile() &&
    statement.getPos() <= declaration.getPos() &&
    declaration.getEnd() <= statement.getEnd()
  )
}

/** The anchor of each name, counted in the order of the page. */
function anchors(names, groups) {
  const slug = headingAnchors()
  const links = new Map()
  for (const [heading, members] of groups) {
    if (heading) slug(heading)
    for (const name of members) links.set(name, slug(name))
  }
  for (const name of names) if (!links.has(name)) throw new Error(`${name} is under no heading`)
  return links
}

/** One name: kind, declarations, and what its comment says. What another package declares is a link. */
function section(entry, name) {
  const declared = entry.exported.get(name)
  const home = entries.find(({ source }) => source.startsWith(packageOf(declared[0])))
  if (home && !entry.source.startsWith(packageOf(declared[0]))) {
    const isModule = declared[0].getKindName() === 'SourceFile'
    const what = isModule ? `Everything that \`${home.specifier}\` exports` : `From \`${home.specifier}\``
    return `### \`${name}\`\n\n${what}: [reference](${home.page}.md${isModule ? '' : `#${name.toLowerCase()}`}).`
  }
  const comments = [...new Set(declared.flatMap(commentsOf))]
  const code = declared.map(declarationText).join('\n')
  return [`### \`${name}\``, `\`\`\`ts\n${code}\n\`\`\``, ...comments].join('\n\n')
}

/** `packages/hydra/` */
function packageOf(declaration) {
  return /packages\/[^/]+\//.exec(declaration.getSourceFile().getFilePath())?.[0] ?? 'node_modules/'
}

/** The declaration as the compiler wrote it, without its own comment and without what is private. */
function declarationText(node) {
  const text = node.getKindName() === 'VariableDeclaration' ? `const ${node.getText()};` : node.getText()
  const hidden = /^ *(?:#private;|private .*;)\n/gm
  return text
    .replace(/^export (?:declare )?/, '')
    .replace(/\bimport\("[^"]+"\)\./g, '')
    .replace(hidden, '')
    .trim()
}

/** What the TSDoc comments of a declaration say, as Markdown. Split by hand: a decorator in an example is no tag. */
function commentsOf(node) {
  const whole = node.getKindName() === 'VariableDeclaration' ? node.getVariableStatement() : node
  return (whole.getJsDocs?.() ?? []).flatMap((doc) => {
    const [about, ...tags] = doc.getInnerText().split(/^@(?=(?:param|throws|returns|example|deprecated)\b)/m)
    return [plain(about), ...tags.map(tagText)].filter(Boolean)
  })
}

function tagText(tag) {
  const [, name, rest] = /^(\w+)\s*([\s\S]*)$/.exec(tag)
  const text = plain(rest)
  switch (name) {
    case 'example':
      return text.startsWith('```') ? text : `\`\`\`ts\n${text}\n\`\`\``
    case 'param':
      return `- ${text.replace(/^([\w.]+)\s*(?:- )?/, '`$1`: ')}`
    default:
      return `**${name[0].toUpperCase()}${name.slice(1)}** ${text}`
  }
}

function plain(text) {
  return text.replace(/\{@link (\S+?)(?:\s*\|\s*([^}]+))?\}/g, (_, target, shown) => shown ?? `\`${target}\``).trim()
}

function add(groups, heading, name) {
  const names = groups.get(heading)
  if (names) names.push(name)
  else groups.set(heading, [name])
}

function byName(a, b) {
  return a.toLowerCase() < b.toLowerCase() ? -1 : 1
}
