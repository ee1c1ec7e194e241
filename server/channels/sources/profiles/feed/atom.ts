import { instantOf, type Entry } from './entry.ts'
import { elementsIn, markupIn, textIn, type XmlElement } from './xml.ts'

const ATOM = 'http://www.w3.org/2005/Atom'
const THREAD = 'http://purl.org/syndication/thread/1.0'

/** The entries of an Atom feed (RFC 4287); undefined for another document. */
export function atomEntries(root: XmlElement): Entry[] | undefined {
  return root.space === ATOM && root.name === 'feed' ? elementsIn(root).filter(isAtom('entry')).map(entryOf) : undefined
}

const isAtom = (wanted: string) => ({ space, name }: XmlElement) => space === ATOM && name === wanted

function entryOf(entry: XmlElement): Entry {
  const all = (name: string) => elementsIn(entry).filter(isAtom(name))
  const said = (name: string) => all(name).map(one => textIn(one).trim()).find(text => text !== '') ?? null
  const link = linkAmong(all('link'))
  return {
    id: said('id') ?? link ?? '',
    title: all('title').map(plainTitle)[0] ?? '',
    link,
    author: all('author').flatMap(elementsIn).filter(isAtom('name')).map(one => textIn(one).trim())[0] ?? '',
    category: all('category').map(categoryOf).find(name => name !== '') ?? null,
    at: instantOf(said('published') ?? said('updated')),
    changedAt: instantOf(said('updated')),
    ...wordsOf(all('content')[0] ?? all('summary')[0]),
    answers: answeredBy(entry),
  }
}

const linkAmong = (links: readonly XmlElement[]): string | null => links.find(({ attributes }) => (attributes.get('rel') ?? 'alternate') === 'alternate')?.attributes.get('href') ?? null

const categoryOf = ({ attributes }: XmlElement): string => attributes.get('label') ?? attributes.get('term') ?? ''

const plainTitle = (title: XmlElement) => title.attributes.get('type') === 'html' ? textIn(title).replace(/<[^<>]*>/g, '').trim() : textIn(title).trim()

const answeredBy = (entry: XmlElement): string | null => elementsIn(entry).find(({ space, name }) => space === THREAD && name === 'in-reply-to')?.attributes.get('ref') ?? null

function wordsOf(content: XmlElement | undefined): Pick<Entry, 'text' | 'html'> {
  if (!content) return { text: null, html: null }
  const type = content.attributes.get('type') ?? 'text'
  if (type === 'xhtml') return { text: null, html: markupIn(content) }
  return type === 'html' ? { text: null, html: textIn(content) } : { text: textIn(content), html: null }
}
