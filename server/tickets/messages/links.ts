import { domainToUnicode } from 'node:url'

/** Where a link really goes, said to its reader: the whole address, and what its text does not say of it. */
export type LinkNote = {
  address: string
  /** The host, mail address or number, when the text does not have it. */
  goesTo: string | null
  /** What is wrong: the text names another place, the address hides its host behind a name, its letters imitate others. */
  warning: 'elsewhere' | 'masked' | 'mixed-letters' | null
}

const LONGEST = 2000
const FOLLOWED = new Set(['http:', 'https:', 'mailto:', 'tel:'])
const ADDRESS = /https?:\/\/[^\s<>"«»]+/giu
// Endings that are no name of a file in a text; the rest of the world's names is rarely written without https:// or www.
const BARE = /(?<![\p{L}\p{N}.@_-])(?:[^\s@<>()[\]"«»]{1,64}@)?((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+(?:com|org|net|coop|info|biz|eu|bzh|cat|io|app|dev|gouv|shop|site|online|xyz|top|club|cloud|link|live|[a-z]{2}))(?![\p{L}\p{N}_-]|\.[\p{L}\p{N}])/giu
const FILE = /\.(js|ts|py|sh|md|rs|pl|ps|so|cc|hs|vb|ai)$/i
const WWW = /(?<![\p{L}\p{N}.@_-])www\.[\p{L}\p{N}.-]+/giu
const UNSEEN = /[\p{Cf}\p{Cc}]/gu

/** What a reader must know of a link with this text; null for what must not be followed. */
export function linkNote(href: string, text: string): LinkNote | null {
  const url = URL.parse(href)
  if (!url || !FOLLOWED.has(url.protocol)) return null
  // Browsers take the ideographic full stop for a dot.
  const said = text.slice(0, LONGEST).normalize('NFKC').replace(UNSEEN, '').replaceAll('。', '.').toLowerCase()
  return isWeb(url) ? webNote(url, said) : { address: href, ...otherNote(url, said) }
}

function webNote(url: URL, said: string): LinkNote {
  const host = url.hostname
  const warning = warningOf(url, said)
  const goesTo = warning !== null || !said.includes(host.replace(/^www\./, '')) ? host : null
  return { address: url.href, goesTo, warning }
}

function warningOf(url: URL, said: string): LinkNote['warning'] {
  if (hostsIn(said).some(host => !isSamePlace(host, url.hostname))) return 'elsewhere'
  if (url.username !== '' || url.password !== '') return 'masked'
  return hasMixedLetters(url.hostname) ? 'mixed-letters' : null
}

function otherNote(url: URL, said: string): Pick<LinkNote, 'goesTo' | 'warning'> {
  const target = decoded(url.pathname).toLowerCase()
  if (url.protocol === 'tel:') return { goesTo: digits(said).includes(digits(target).slice(-9)) ? null : target, warning: null }
  if (said.includes(target)) return { goesTo: null, warning: null }
  const host = target.split('@').at(-1) ?? ''
  return { goesTo: target, warning: hostsIn(said).some(named => !isSamePlace(named, host)) ? 'elsewhere' : null }
}

/** The hosts that a text names, in web addresses, mail addresses and by themselves. */
function hostsIn(said: string): string[] {
  const whole = [...said.matchAll(ADDRESS)].map(([address]) => URL.parse(address)?.hostname ?? '')
  const rest = said.replace(ADDRESS, ' ')
  const bare = [...rest.matchAll(BARE)].map(([, host = '']) => host).filter(host => !FILE.test(host))
  const named = [...rest.matchAll(WWW)].map(([host]) => host.replace(/[.-]+$/, ''))
  return [...whole, ...[...bare, ...named].map(host => URL.parse(`http://${host}`)?.hostname ?? '')].filter(host => host !== '')
}

/** One host is the other, or below it: www.example.org for example.org. */
function isSamePlace(one: string, other: string): boolean {
  const [a, b] = [one.replace(/^www\./, ''), other.replace(/^www\./, '')]
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`)
}

/** Whether a host has Latin letters together with letters of a script that look like them. */
export function hasMixedLetters(host: string): boolean {
  const written = domainToUnicode(host)
  return /\p{Script=Latin}/u.test(written) && /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}]/u.test(written)
}

const isWeb = ({ protocol }: URL) => protocol === 'http:' || protocol === 'https:'
const digits = (text: string) => text.replace(/\D/g, '')

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  }
  catch {
    return path
  }
}
