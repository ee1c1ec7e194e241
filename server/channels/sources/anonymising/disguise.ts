import { signerOf } from '../../../platform/signing.ts'

/** Gives everything that may name somebody another form of the same shape; the same gets the same. */
export type Disguise = {
  /** A text, but for these words (in lower case). */
  text: (text: string, kept: ReadonlySet<string>) => string
  /** As many bytes as that, which say nothing. */
  bytes: (size: number) => Buffer
}

const LETTER_OR_DIGIT = '[\\p{L}\\p{N}\\p{M}]'
const ESCAPED = '(?:%[0-9a-f]{2})+'
const IP6 = '(?<![\\w:])(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}(?![\\w:])'
const IP4 = '(?<![\\w.])(?:\\d{1,3}\\.){3}\\d{1,3}(?![\\w]|\\.\\d)'
const HOST = '(?<![\\p{L}\\p{N}_-])(?:[\\p{L}\\p{N}_-]{1,63}\\.){1,10}\\p{L}{2,24}(?![\\p{L}\\p{N}_-])(?![\\p{L}\\p{N}_.+-]{0,64}@)'
const TOKEN = new RegExp(`${ESCAPED}|${IP6}|${IP4}|${HOST}|${LETTER_OR_DIGIT}+`, 'giu')

const FILES = /^(php|html?|aspx?|cgi|png|jpe?g|gif|webp|svg|pdf|txt|log|eml|csv|docx?|xlsx?|odt|ods|zip|gz|tar|css|js|json|xml|ics|vcf|asc|p7s)$/i
/** RFC 2606: nobody's. */
const RESERVED = /^(example|test|invalid|localhost)$/i
const NETWORKS = ['192.0.2', '198.51.100', '203.0.113']

const CONSONANTS = 'bcdfghjklmnpqrstvwxz'
const VOWELS = 'aeiouy'
const ACCENTED = 'éèàçêîôû'

/** A disguise that nobody can undo without the salt, and that is another one with another salt. */
export function disguiseWith(salt: Uint8Array): Disguise {
  const signer = signerOf(salt)
  /** Numbers without an end, the same for the same word. */
  const chance = (word: string) => {
    let [block, at] = ['', 0]
    return (below: number) => {
      if (at % 16 === 0) block = signer.sign(`${at} ${word}`)
      return (block.charCodeAt(at++ % 16) * 31 + at * 7) % below
    }
  }

  function word(run: string, kept: ReadonlySet<string>): string {
    const key = run.normalize('NFC').toLowerCase()
    if (kept.has(key)) return run
    const next = chance(key)
    if (/^\d+$/.test(run)) return digits(run, next)
    if (/^[0-9a-f]{8,}$/i.test(run) && /\d/.test(run)) return cased(run, Array.from(run, () => '0123456789abcdef'.charAt(next(16))).join(''))
    let isVowel = next(2) === 0
    return cased(run, Array.from(key, (character) => {
      isVowel = !isVowel
      if (/\p{N}/u.test(character)) return String(next(10))
      if (/\p{M}/u.test(character)) return ''
      if (/[a-z]/.test(character)) return isVowel ? VOWELS.charAt(next(VOWELS.length)) : CONSONANTS.charAt(next(CONSONANTS.length))
      return /\p{Script=Latin}/u.test(character) ? ACCENTED.charAt(next(ACCENTED.length)) : 'x'
    }).join(''))
  }

  function host(name: string, kept: ReadonlySet<string>): string {
    const labels = name.split('.')
    // "smtp.mailfrom" is no host.
    if (labels.every(label => kept.has(label.toLowerCase()))) return name
    const last = labels.pop() ?? ''
    const ending = FILES.test(last) || RESERVED.test(last) ? last : 'example'
    return [...labels.map(label => label.replace(new RegExp(`${LETTER_OR_DIGIT}+`, 'gu'), run => word(run, kept))), ending].join('.')
  }

  function token(found: string, kept: ReadonlySet<string>): string {
    if (found.startsWith('%')) return escaped(found)
    if (found.includes(':')) return `2001:db8::${(chance(found.toLowerCase())(65_535) + 1).toString(16)}`
    const next = chance(found)
    if (/^(\d{1,3}\.){3}\d{1,3}$/.test(found)) return `${NETWORKS[next(NETWORKS.length)]}.${next(250) + 1}`
    return found.includes('.') ? host(found, kept) : word(found, kept)
  }

  return {
    text: (text, kept) => text.replace(TOKEN, found => token(found, kept)),
    bytes: size => Buffer.alloc(size, 'permanence '),
  }
}

/** What stands for a letter beyond ASCII becomes another; a blank stays a blank. */
const escaped = (found: string) => found.replace(/%([0-9a-f]{2})/gi, (code, hex: string) => Number.parseInt(hex, 16) < 0x80 ? code : '').concat(/%[89a-f]/i.test(found) ? '%C3%A9' : '')

const digits = (run: string, next: (below: number) => number) => Array.from(run, (digit, at) => at === 0 && digit !== '0' && run.length > 1 ? String(next(9) + 1) : String(next(10))).join('')

const cased = (run: string, made: string): string => Array.from(made, (character, at) => {
  const model = run.charAt(at)
  return model !== '' && model !== model.toLowerCase() ? character.toUpperCase() : character
}).join('')
