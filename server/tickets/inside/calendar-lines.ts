/** One line of a calendar (RFC 5545 §3.1): names in upper case. */
export type Property = { name: string, parameters: ReadonlyMap<string, string>, value: string }

/** A component with what stands directly in it; several of one kind in their order. */
export type Component = { kind: string, properties: Property[], inside: Component[] }

/** An honest calendar is short; a hostile one would have no end. */
const MOST_LINES = 20_000
const LONGEST_LINE = 20_000
const DEEPEST = 8

const utf8 = new TextDecoder('utf-8', { fatal: true })
const windows1252 = new TextDecoder('windows-1252')

/** The outermost components of a calendar file; broken lines are left out. */
export function componentsIn(content: Uint8Array): Component[] {
  const root: Component = { kind: '', properties: [], inside: [] }
  const open = [root]
  for (const line of unfolded(textOf(content))) {
    const property = propertyOf(line)
    if (!property) continue
    const last = open.at(-1) ?? root
    if (property.name === 'BEGIN' && open.length <= DEEPEST) {
      const begun = { kind: property.value.trim().toUpperCase(), properties: [], inside: [] }
      last.inside.push(begun)
      open.push(begun)
    }
    else if (property.name === 'END') {
      if (open.length > 1 && last.kind === property.value.trim().toUpperCase()) open.pop()
    }
    else last.properties.push(property)
  }
  return root.inside
}

/** The first property of that name. */
export const first = ({ properties }: Component, name: string) => properties.find(property => property.name === name)

function textOf(content: Uint8Array): string {
  try { return utf8.decode(content) }
  catch { return windows1252.decode(content) }
}

const unfolded = (text: string) => text.replace(/\r?\n[ \t]/g, '').split(/\r\n|\n|\r/, MOST_LINES).filter(line => line.length <= LONGEST_LINE)

/** NAME;PARAMETER=value;OTHER="quoted: value":value */
function propertyOf(line: string): Property | undefined {
  const name = /^[\w-]{1,100}(?=[;:])/.exec(line)?.[0]
  if (name === undefined) return undefined
  const parameters = new Map<string, string>()
  const PARAMETER = /;([\w-]{1,100})=("[^"]*"|[^";:]*)(?:,(?:"[^"]*"|[^";:,]*))*/y
  let at = name.length
  for (PARAMETER.lastIndex = at; line.charAt(at) === ';'; at = PARAMETER.lastIndex) {
    const [, key = '', value = ''] = PARAMETER.exec(line) ?? []
    if (key === '') return undefined
    parameters.set(key.toUpperCase(), value.replace(/^"|"$/g, ''))
  }
  return line.charAt(at) === ':' ? { name: name.toUpperCase(), parameters, value: line.slice(at + 1) } : undefined
}

/** A text value for people: escapes undone, without control characters and marks that turn the reading direction. */
export const readable = (value: string) => value
  .replace(/\\([nN,;\\])/g, (_, escaped: string) => escaped.toLowerCase() === 'n' ? '\n' : escaped)
  .toWellFormed().replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '').replace(/[\p{Cc}\s]+/gu, ' ').trim()
