/** One word of an SPF text: `-all` is `{ qualifier: '-', name: 'all', value: '' }`, `redirect=a.org` has a qualifier of `=`. */
export type SpfTerm = { qualifier: '+' | '-' | '~' | '?' | '=', name: string, value: string }

const TERM = /^(?:(?<modifier>[a-z][\w.-]*)=(?<argument>.*)|(?<sign>[-+~?]?)(?<mechanism>[a-z][\w.-]*)(?<value>[:/].*)?)$/iu

/** The terms of an SPF text (RFC 7208 §4.6.1), and the words of it that are none. Null for a text that is no SPF. */
export function parseSpf(text: string): { terms: SpfTerm[], wrong: string[] } | null {
  const [version, ...words] = text.trim().split(/\s+/u)
  if (version?.toLowerCase() !== 'v=spf1') return null
  const read = words.map(word => ({ word, term: termOf(word) }))
  return { terms: read.flatMap(({ term }) => term ?? []), wrong: read.filter(({ term }) => !term).map(({ word }) => word) }
}

function termOf(word: string): SpfTerm | null {
  const { modifier, argument = '', sign, mechanism = '', value = '' } = TERM.exec(word)?.groups ?? {}
  if (modifier) return { qualifier: '=', name: modifier.toLowerCase(), value: argument }
  const term = { qualifier: (sign || '+') as SpfTerm['qualifier'], name: mechanism.toLowerCase(), value: value.replace(/^:/u, '') }
  return isMechanism(term) ? term : null
}

const isMechanism = ({ name, value }: SpfTerm) => MECHANISMS.has(name) && (value !== '' || !NAMING.has(name))

const MECHANISMS = new Set(['all', 'include', 'a', 'mx', 'ptr', 'ip4', 'ip6', 'exists'])
// These are nothing without what they name.
const NAMING = new Set(['include', 'ip4', 'ip6', 'exists'])
const ASKING = new Set(['include', 'a', 'mx', 'ptr', 'exists', 'redirect'])

/** How often whoever receives a mail must ask because of this text; what the included ones ask comes on top. More than ten is an error (RFC 7208 §4.6.4). */
export const spfLookups = (terms: readonly SpfTerm[]) => terms.filter(({ name }) => ASKING.has(name)).length

const termText = ({ qualifier, name, value }: SpfTerm) => {
  if (qualifier === '=') return `${name}=${value}`
  return `${qualifier === '+' ? '' : qualifier}${name}${value === '' || value.startsWith('/') ? value : `:${value}`}`
}

const sameTerm = (term: SpfTerm) => termText(term).toLowerCase()

// From the one that refuses nothing to the one that refuses all others.
const SOFTNESS = ['?', '~', '-'] as const

/**
 * One SPF text of several, since two are an error and mail is refused for it (RFC 7208 §4.5). `ours` comes first; what
 * includes one of the `gone` is left out; third parties stay. The last word is that of `ours`, or the mildest of all, so that
 * no mail is lost by putting them together.
 */
export function mergeSpf(others: readonly string[], { ours, gone = [] }: { ours: string | null, gone?: readonly string[] }): string {
  const read = [...ours === null ? [] : [ours], ...others].map(text => parseSpf(text)?.terms ?? [])
  const left = read.flat().filter(({ name, value }) => name !== 'all' && !gone.includes(value.toLowerCase().replace(/\.$/u, '')))
  // One text can be led on to one other only; an include says the same of whoever may send.
  const terms = left.map(term => term.name === 'redirect' ? { ...term, qualifier: '+' as const, name: 'include' } : term)
  const unique = [...Map.groupBy(terms, sameTerm).values()].map(([first]) => first!)
  const [modifiers, mechanisms] = [unique.filter(({ qualifier }) => qualifier === '='), unique.filter(({ qualifier }) => qualifier !== '=')]
  const once = modifiers.filter(({ name }, i) => modifiers.findIndex(other => other.name === name) === i)
  return ['v=spf1', ...mechanisms.map(termText), `${lastWord(ours === null ? read : read.slice(0, 1)) ?? lastWord(read) ?? '?'}all`, ...once.map(termText)].join(' ')
}

/** `+all` lets everybody send: nobody means it. */
function lastWord(texts: readonly SpfTerm[][]): string | undefined {
  const said = texts.flat().filter(({ name }) => name === 'all').map(({ qualifier }) => qualifier === '+' ? '?' : qualifier)
  return SOFTNESS.find(one => said.some(qualifier => qualifier === one))
}
