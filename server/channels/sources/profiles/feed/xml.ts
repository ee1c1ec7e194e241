import { RemoteFailure } from '../../../../platform/errors.ts'

/** An element of XML: its name without prefix, and the namespace that the prefix stood for. */
export type XmlElement = { space: string, name: string, attributes: ReadonlyMap<string, string>, children: (XmlElement | string)[] }

const MOST_TAGS = 100_000
const DEEPEST = 100
const FEED = 'The feed'

const START = /<([^\s/<>="'!?]+)((?:\s+[^\s/<>="']+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y
const END = /<\/([^\s/<>="']+)\s*>/y
const ATTRIBUTE = /([^\s/<>="']+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g

type Open = { element: XmlElement, written: string, spaces: ReadonlyMap<string, string> }

/**
 * Reads the small part of XML that feeds are written in, and refuses the rest: no document type, so no entities of its own that unfold without end
 * (only the five of XML and numbers are known), and bounds to depth and number. Throws a RemoteFailure, in a sentence.
 */
export function parseXml(document: string): XmlElement {
  const root: XmlElement = { space: '', name: '', attributes: new Map(), children: [] }
  const open: Open[] = [{ element: root, written: '', spaces: new Map([['xml', 'xml']]) }]
  let at = document.startsWith('\uFEFF') ? 1 : 0
  for (let tags = 0; at < document.length; tags += 1) {
    if (tags > MOST_TAGS || open.length > DEEPEST) throw broken('it is larger or deeper than any feed should be')
    at = next(document, at, open)
  }
  const [first] = elementsIn(root)
  if (open.length !== 1 || !first) throw broken('it ends in the middle')
  return first
}

/** Takes in the words up to the next tag, and that: where the reading goes on. */
function next(document: string, at: number, open: Open[]): number {
  const { element } = open.at(-1) ?? {}
  if (!element) throw broken('it goes on after its end')
  const found = document.indexOf('<', at)
  const tag = found === -1 ? document.length : found
  addText(element, decoded(document.slice(at, tag)))
  return found === -1 ? tag : skipped(document, tag, element) ?? closed(document, tag, open) ?? opened(document, tag, open)
}

const broken = (why: string) => new RemoteFailure(FEED, true, new Error(`this is no XML that we can read: ${why}`))

/** Its elements, without the words between them. */
export const elementsIn = ({ children }: XmlElement): XmlElement[] => children.filter(child => typeof child !== 'string')

/** All its words. */
export const textIn = ({ children }: XmlElement): string => children.map(child => typeof child === 'string' ? child : textIn(child)).join('')

function addText({ children }: XmlElement, text: string) {
  if (text !== '') children.push(text)
}

/** What is no element: where the reading goes on behind it. */
function skipped(document: string, at: number, element: XmlElement): number | undefined {
  const behind = (start: string, end: string): number | undefined => {
    if (!document.startsWith(start, at)) return undefined
    const found = document.indexOf(end, at + start.length)
    if (found === -1) throw broken('it ends in the middle')
    return found + end.length
  }
  const literal = behind('<![CDATA[', ']]>')
  if (literal !== undefined) addText(element, document.slice(at + '<![CDATA['.length, literal - ']]>'.length))
  const end = literal ?? behind('<!--', '-->') ?? behind('<?', '?>')
  if (end === undefined && document.startsWith('<!', at)) throw broken('it declares a document type, which no feed needs')
  return end
}

function closed(document: string, at: number, open: Open[]): number | undefined {
  if (!document.startsWith('</', at)) return undefined
  END.lastIndex = at
  const [whole, written] = END.exec(document) ?? []
  if (whole === undefined || open.length < 2 || open.pop()?.written !== written) throw broken('its elements are not closed in order')
  return at + whole.length
}

function opened(document: string, at: number, open: Open[]): number {
  START.lastIndex = at
  const [whole, written = '', between = '', alone] = START.exec(document) ?? []
  const parent = open.at(-1)
  if (whole === undefined || !parent) throw broken('a tag is not well written')
  const attributes = new Map([...between.matchAll(ATTRIBUTE)].map(([, name = '', one, other]) => [name, decoded(one ?? other ?? '')]))
  const spaces = spacesAt(parent.spaces, attributes)
  const [prefix, name] = written.includes(':') ? [written.slice(0, written.indexOf(':')), written.slice(written.indexOf(':') + 1)] : ['', written]
  const element: XmlElement = { space: spaces.get(prefix) ?? '', name, attributes, children: [] }
  parent.element.children.push(element)
  if (alone !== '/') open.push({ element, written, spaces })
  return at + whole.length
}

function spacesAt(before: ReadonlyMap<string, string>, attributes: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const declared = [...attributes].filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:')).map(([name, space]) => [name.slice('xmlns:'.length), space] as const)
  return declared.length === 0 ? before : new Map([...before, ...declared])
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'' }

const decoded = (text: string) => text.replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,4});/gi, (whole, name: string) => {
  if (!name.startsWith('#')) return NAMED[name] ?? whole
  const point = Number(name.replace('#x', '0x').replace('#X', '0x').replace('#', ''))
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : ''
})

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<>"]/g, found => ESCAPES[found] ?? '')

/** What is in an element, as HTML: for XHTML. */
export const markupIn = ({ children }: XmlElement): string => children.map((child) => {
  if (typeof child === 'string') return escaped(child)
  const attributes = [...child.attributes].filter(([name]) => !name.startsWith('xmlns')).map(([name, value]) => ` ${name}="${escaped(value)}"`).join('')
  return `<${child.name}${attributes}>${markupIn(child)}</${child.name}>`
}).join('')
