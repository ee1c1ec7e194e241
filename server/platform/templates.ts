import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Handlebars from 'handlebars'
import { textAsHtml } from './text-html.ts'

const FOLDER = join(import.meta.dirname, '../../mail-templates')

// Templates of ours alone, without the helpers that others in this process may have added.
const handlebars = Handlebars.create()
// What stands around a mail: {{#> layout …}} takes mail-templates/layout.html.hbs.
for (const file of readdirSync(FOLDER)) {
  const [, name] = /^(layout[\w-]*)\.html\.hbs$/.exec(file) ?? []
  if (name) handlebars.registerPartial(name, readFileSync(join(FOLDER, file), 'utf8'))
}
// {{lines text}}: text in HTML, with its line ends and its links.
handlebars.registerHelper('lines', (text: unknown) => new handlebars.SafeString(textAsHtml(String(text))))

// Handlebars asks strictly for what is inserted, but not for what a block depends on.
for (const name of ['if', 'unless', 'each', 'with'] as const) {
  const block = handlebars.helpers[name]
  handlebars.registerHelper(name, function (this: unknown, value: unknown, options: Handlebars.HelperOptions & { loc?: { start: { line: number } } }) {
    if (value === undefined) throw new Error(`The block {{#${name}}} in line ${options.loc?.start.line ?? '?'} has no value: the data lack its variable`)
    return block?.call(this, value, options) as unknown
  })
}

const compiled = new Map<string, HandlebarsTemplateDelegate>()

function compiledAt(path: string): HandlebarsTemplateDelegate {
  const known = compiled.get(path)
  if (known) return known
  const made = handlebars.compile(readFileSync(path, 'utf8'), { strict: true, noEscape: !path.endsWith('.html.hbs') })
  compiled.set(path, made)
  return made
}

/**
 * Fills in the template at `path` (below `mail-templates/`, or absolute). A variable that `data` lacks is an error, not a gap.
 * What is inserted is escaped in `.html.hbs` files only; a template reaches the data's own properties, never those of its prototype.
 */
export function renderTemplate(path: string, data: Record<string, unknown>): string {
  return compiledAt(join(path.startsWith('/') ? '/' : FOLDER, path))(data, { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false })
}
