const MOST_TITLE = 120
const MOST_OPENING = 200
const MOST_READ = 60_000

/** What a reader sees of a page: its title, how it begins, and the words that are judged. */
export type PageWords = { title: string, opening: string, words: string }

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '’', nbsp: ' ', eacute: 'é', egrave: 'è', ecirc: 'ê', agrave: 'à', ccedil: 'ç', ocirc: 'ô', icirc: 'î', rsquo: '’', ndash: '–', mdash: '—', laquo: '«', raquo: '»', hellip: '…' }

function entity(whole: string, name: string): string {
  const number = name.startsWith('#') ? Number(name.replace(/^#x/i, '0x').replace(/^#/, '')) : NaN
  if (Number.isInteger(number) && number > 31 && number < 0x11_0000) return String.fromCodePoint(number)
  return ENTITIES[name.toLowerCase()] ?? whole
}

/** One line of what people read: no marks, no controls, nothing that turns the direction of writing. */
const plain = (text: string, most: number): string => cut(text.replaceAll(/&(#x?[0-9a-f]{1,6}|[a-z]{2,8});/gi, entity).replaceAll(/[\p{C}\s]+/gu, ' ').trim(), most)

const cut = (text: string, most: number) => text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`

/** Reads a page without building it: its marks are passed over one by one, so that a hostile one costs no more than its length. */
export function wordsOf(html: string): PageWords {
  const read = html.slice(0, MOST_READ)
  const words = plain(visible(read), MOST_READ)
  return { title: plain(between(read, 'title'), MOST_TITLE), opening: cut(words, MOST_OPENING), words }
}

function between(html: string, name: string): string {
  const lower = html.toLowerCase()
  const from = lower.search(new RegExp(`<${name}[\\s>]`))
  const begin = from < 0 ? -1 : html.indexOf('>', from)
  const end = begin < 0 ? -1 : lower.indexOf(`</${name}`, begin)
  return end < 0 ? '' : html.slice(begin + 1, end)
}

const UNSEEN: ReadonlySet<string> = new Set(['title', 'script', 'style', 'noscript', 'template', 'svg'])

function visible(html: string): string {
  const lower = html.toLowerCase()
  const seen: string[] = []
  let at = 0
  while (at < html.length) {
    const mark = html.indexOf('<', at)
    seen.push(html.slice(at, mark < 0 ? html.length : mark))
    if (mark < 0) break
    at = behind(lower, mark)
  }
  return seen.join(' ')
}

/** Where what is seen goes on behind a mark: what is never shown is passed over with all that is in it. */
function behind(lower: string, mark: number): number {
  if (lower.startsWith('<!--', mark)) return past(lower, '-->', mark)
  const name = /^[a-z]*/.exec(lower.slice(mark + 1, mark + 12))?.[0] ?? ''
  return past(lower, '>', UNSEEN.has(name) ? past(lower, `</${name}`, mark) : mark)
}

function past(lower: string, end: string, from: number): number {
  const at = lower.indexOf(end, from)
  return at < 0 ? lower.length : at + end.length
}
