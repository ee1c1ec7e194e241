import { limits } from '../limits.ts'

// What stands in these is not said to anybody.
const UNSAID = new Set(['script', 'style', 'title', 'textarea', 'noscript', 'template', 'svg', 'math', 'select', 'iframe', 'object', 'head'])
// Tags within a line; all others begin a new one.
const WITHIN = new Set(['a', 'abbr', 'b', 'big', 'code', 'em', 'font', 'i', 'img', 'ins', 'kbd', 'mark', 'q', 's', 'samp', 'small', 'span', 'strike', 'strong', 'sub', 'sup', 'td', 'th', 'tt', 'u', 'var', 'wbr'])

/**
 * The words of HTML that is too much to be read as HTML, in one flat piece of it that has no tags. Reads each character a few times at most,
 * whatever stands in it.
 */
export function flattened(html: string): string {
  const words: string[] = []
  for (let at = 0; at < html.length;) {
    const begins = html.indexOf('<', at)
    if (begins < 0) {
      words.push(html.slice(at))
      break
    }
    words.push(html.slice(at, begins))
    const { says, end } = tagAt(html, begins)
    words.push(says)
    at = end
  }
  const text = words.join('').replace(/[ \t\f]+/g, ' ').replace(/\n[ \n]+/g, '\n\n').trim().toWellFormed()
  // Entities are left as they are.
  const written = text.replace(/&(?![a-z]{2,8};|#\d{1,7};|#x[\da-f]{1,6};)/gi, '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').slice(0, limits.htmlAtOnce.characters)
  return `<div style="white-space:pre-wrap">${written}</div>`
}

/** What is said in place of the tag that begins here, and where the text goes on. */
function tagAt(html: string, begins: number): { says: string, end: number } {
  if (html.startsWith('<!--', begins)) return { says: '', end: after(html, '-->', begins + 4) }
  const [, slash = '', name = ''] = /^<(\/?)([a-z][^\s/>]{0,40})/i.exec(html.slice(begins, begins + 50)) ?? []
  // No tag: a sign that stands for itself, as browsers read it.
  if (name === '' && !/^<[!?/]/.test(html.slice(begins, begins + 2))) return { says: '<', end: begins + 1 }
  const tag = name.toLowerCase()
  const end = after(html, '>', begins)
  return { says: WITHIN.has(tag) ? '' : '\n', end: slash === '' && UNSAID.has(tag) ? afterElement(html, tag, end) : end }
}

/** Behind the next one of these; the end when there is none. */
function after(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from)
  return found < 0 ? html.length : found + mark.length
}

function afterElement(html: string, tag: string, from: number): number {
  const ending = new RegExp(`</${tag}`, 'gi')
  ending.lastIndex = from
  const found = ending.exec(html)
  return found ? after(html, '>', found.index) : html.length
}
