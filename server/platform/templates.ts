import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Handlebars from 'handlebars'

const FOLDER = join(import.meta.dirname, '../../mail-templates')

// Templates of ours alone, without the helpers that others in this process may have added.
const handlebars = Handlebars.create()
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
