import { instantOf, type Entry } from './entry.ts'
import { elementsIn, textIn, type XmlElement } from './xml.ts'

const DUBLIN_CORE = 'http://purl.org/dc/elements/1.1/'
const CONTENT = 'http://purl.org/rss/1.0/modules/content/'

/** The items of an RSS 2.0 feed; undefined for another document. */
export function rssEntries(root: XmlElement): Entry[] | undefined {
  if (root.name !== 'rss') return undefined
  return elementsIn(root).filter(({ name }) => name === 'channel').flatMap(elementsIn).filter(({ space, name }) => space === '' && name === 'item').map(entryOf)
}

function entryOf(item: XmlElement): Entry {
  const said = (wanted: string, of = '') => elementsIn(item).filter(({ space, name }) => space === of && name === wanted).map(one => textIn(one).trim()).find(text => text !== '') ?? null
  const link = said('link')
  return {
    id: said('guid') ?? link ?? '',
    title: said('title') ?? '',
    link,
    // The author of RSS is an address with a name in brackets, if it is there at all.
    author: said('creator', DUBLIN_CORE) ?? /\(([^()]+)\)\s*$/.exec(said('author') ?? '')?.[1] ?? '',
    category: said('category'),
    at: instantOf(said('pubDate')),
    changedAt: null,
    text: null,
    html: said('encoded', CONTENT) ?? said('description'),
    answers: null,
  }
}
