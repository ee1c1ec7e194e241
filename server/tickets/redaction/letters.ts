/** Where words are looked for: in plain text, in HTML, or in bytes (as characters of the same number) whose charset may be any. */
export type Medium = 'text' | 'html' | 'bytes'

/** The pattern of these letters one after the other, however each is written, and whatever invisible stands between two. */
export function patternOfWords(words: string, medium: Medium): string {
  const plain = words.trim().replace(/\s+/gu, ' ')
  // Some letters are others once they are normalised: as they were written, they must be found too.
  return [...new Set([plain, plain.normalize('NFC')])].map(form => patternOfForm(form, medium)).join('|')
}

function patternOfForm(form: string, medium: Medium): string {
  let pattern = ''
  let isAfterBlank = true
  for (const letter of form) {
    const isBlank = letter === ' '
    pattern += (isAfterBlank || isBlank ? '' : GAP[medium]) + (isBlank ? BLANK[medium] : oneOf(writings(letter, medium)))
    isAfterBlank = isBlank
  }
  return pattern
}

const TAG = '<[^<>]{0,2000}>'
// A line that was broken in the middle of a word, with the marks of a quotation.
const BREAK = '\\r?\\n[> \\t]{0,40}'
const UNSEEN = '[\\u00ad\\u200b-\\u200d\\u2060\\ufeff]'
const UNSEEN_BYTES = '\\xc2\\xad|\\xe2\\x80[\\x8b-\\x8d]|\\xe2\\x81\\xa0|\\xef\\xbb\\xbf'
const UNSEEN_ENTITY = '&(?:shy|zwn?j|#173|#820[345]|#[xX]200[bBcCdD]|#[xX][aA][dD]);?'
const BLANK_ENTITY = '&(?:nbsp|gt|#160|#32|#62|#[xX][aA]0|#[xX]20);?'

const GAP: Record<Medium, string> = {
  text: `(?:${UNSEEN}|${BREAK}){0,5}`,
  html: `(?:${TAG}|${UNSEEN}|${UNSEEN_ENTITY}|${BREAK}){0,20}`,
  bytes: `(?:${TAG}|${UNSEEN_BYTES}|${UNSEEN_ENTITY}|${BREAK}){0,20}`,
}

const BLANK: Record<Medium, string> = {
  text: '[\\s>]+',
  html: `(?:[\\s>]|${BLANK_ENTITY}|${TAG})+`,
  bytes: `(?:[\\s>+]|\\xc2\\xa0|\\xe1\\x9a\\x80|\\xe2\\x80[\\x80-\\x8a\\xa8\\xa9\\xaf]|\\xe2\\x81\\x9f|\\xe3\\x80\\x80|\\xef\\xbb\\xbf|%20|${BLANK_ENTITY}|${TAG})+`,
}

const oneOf = (some: readonly string[]) => some.length === 1 ? some[0] ?? '' : `(?:${some.join('|')})`

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** Every way in which one letter may stand there, as pieces of a regular expression. */
function writings(letter: string, medium: Medium): string[] {
  const forms = [...new Set([letter, letter.normalize('NFD')])]
  const plain = medium === 'bytes' ? forms.flatMap(bytesOf) : forms
  const written = [...new Set(plain)].map(escaped)
  if (!/^[a-z\d]$/i.test(letter)) written.push(...percent(letter))
  return medium === 'text' ? written : [...written, ...entities(letter)]
}

// What windows-1252 (and latin-9) have beyond latin-1.
const WESTERN: Record<string, string> = { '€': '\x80', '…': '\x85', 'Š': '\x8a', 'Œ': '\x8c', 'Ž': '\x8e', '‘': '\x91', '’': '\x92', '“': '\x93', '”': '\x94', '•': '\x95', '–': '\x96', '—': '\x97', '™': '\x99', 'š': '\x9a', 'œ': '\x9c', 'ž': '\x9e', 'Ÿ': '\x9f' }
const LATIN_9: Record<string, string> = { '€': '\xa4', 'Š': '\xa6', 'š': '\xa8', 'Ž': '\xb4', 'ž': '\xb8', 'Œ': '\xbc', 'œ': '\xbd', 'Ÿ': '\xbe' }

function bytesOf(form: string): string[] {
  const utf8 = Buffer.from(form).toString('latin1')
  const single = /^[\0-\xff]+$/.test(form) ? form : undefined
  return [utf8, single, WESTERN[form], LATIN_9[form]].filter(bytes => bytes !== undefined)
}

// In either case of the hexadecimal digits.
const anyCase = (hex: string) => hex.replace(/[a-f]/gi, digit => `[${digit.toLowerCase()}${digit.toUpperCase()}]`)

const percent = (letter: string) => [[...Buffer.from(letter)].map(byte => `%${anyCase(byte.toString(16).padStart(2, '0'))}`).join('')]

const NAMED: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', '\'': 'apos', '’': 'rsquo', '‘': 'lsquo', '“': 'ldquo', '”': 'rdquo', '«': 'laquo', '»': 'raquo', '–': 'ndash', '—': 'mdash', '…': 'hellip', '€': 'euro', 'œ': 'oelig', 'Œ': 'OElig', 'æ': 'aelig', 'Æ': 'AElig', 'ß': 'szlig', 'ø': 'oslash', 'Ø': 'Oslash', '°': 'deg', '§': 'sect', '£': 'pound', '#': 'num', '!': 'excl', '$': 'dollar', '%': 'percnt', '*': 'ast', '+': 'plus', '=': 'equals', '@': 'commat', '_': 'lowbar', '/': 'sol', ':': 'colon', ';': 'semi', '?': 'quest', '.': 'period', ',': 'comma', '(': 'lpar', ')': 'rpar', '[': 'lsqb', ']': 'rsqb', '{': 'lcub', '}': 'rcub', '|': 'vert', '~': 'tilde', '^': 'Hat' }
const ACCENTS: Record<string, string> = { '\u0300': 'grave', '\u0301': 'acute', '\u0302': 'circ', '\u0303': 'tilde', '\u0308': 'uml', '\u030a': 'ring', '\u0327': 'cedil' }

function entities(letter: string): string[] {
  const code = letter.codePointAt(0) ?? 0
  const [base = '', accent = ''] = letter.normalize('NFD')
  const name = NAMED[letter] ?? (ACCENTS[accent] === undefined ? undefined : `${base}${ACCENTS[accent]}`)
  return [`&#0{0,5}${code};?`, `&#[xX]0{0,5}${anyCase(code.toString(16))};?`, ...name === undefined ? [] : [`&${name};?`]]
}
