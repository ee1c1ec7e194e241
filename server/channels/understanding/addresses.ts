import { plain, straight } from './bytes/headers.ts'
import { decodeWords } from './bytes/encoded-words.ts'
import { limits } from './limits.ts'
import type { MailAddress } from './message.ts'

/** One address as written. RFC 5322 calls it a mailbox; here that is an account we read. */
type Entry = { phrase: string, angle: string | undefined, comments: string[], before: string }

/** Reads an address list as people and programs really write it: comments, groups, unquoted commas, missing brackets. Linear in its length. */
export function readAddresses(values: readonly string[]): MailAddress[] {
  const found: MailAddress[] = []
  for (const value of values) {
    found.push(...addressesIn(value).slice(0, limits.addresses - found.length))
    if (found.length === limits.addresses) return found
  }
  return found
}

function addressesIn(value: string): MailAddress[] {
  const found = joined(split(value)).map(addressOf).filter(address => address !== undefined)
  // Some encode the address together with the name.
  return found.length === 0 && value.includes('=?') ? joined(split(decodeWords(value))).map(addressOf).filter(address => address !== undefined) : found
}

/** What is known of the value while walking through it, so that no character is looked at twice. */
type Scan = { value: string, lastSemicolon: number, quotesClose: boolean }

const emptyEntry = (): Entry => ({ phrase: '', angle: undefined, comments: [], before: '' })

/** Cuts at commas and semicolons outside quotes, brackets and comments; the name of a group is dropped. */
function split(value: string): Entry[] {
  const entries: Entry[] = []
  const scan: Scan = { value, lastSemicolon: value.lastIndexOf(';'), quotesClose: true }
  let current = emptyEntry()
  const finish = () => {
    if (current.phrase.trim() || current.angle !== undefined) entries.push(...apart(current))
    current = emptyEntry()
  }
  for (let at = 0; at < value.length && entries.length < limits.addresses * 2;) {
    const character = value.charAt(at)
    if (beginsAnother(current, character)) {
      const name = current.phrase.slice(current.before.length)
      current.phrase = current.before
      finish()
      current.phrase = name
    }
    const enclosed = takeEnclosed(current, scan, at)
    at = enclosed ?? at + 1
    if (enclosed !== undefined) continue
    if (character === ',' || character === ';') finish()
    else if (character === ':' && isGroupName(scan, at, current)) current = emptyEntry()
    else current.phrase += character
  }
  finish()
  return entries
}

// Two brackets are two people, whose comma was forgotten; what stands between them is the name of the second.
const beginsAnother = ({ angle }: Entry, character: string) => character === '<' && angle !== undefined && angle.includes('@')

/** Addresses with nothing but blanks between them. */
function apart(entry: Entry): Entry[] {
  const words = entry.angle === undefined ? entry.phrase.trim().split(/\s+/) : []
  return words.length > 1 && words.every(word => word.includes('@')) ? words.map(phrase => ({ ...emptyEntry(), phrase })) : [entry]
}

/** Takes what begins here with a quote, a parenthesis or a bracket, and answers where it ends. */
function takeEnclosed(entry: Entry, scan: Scan, at: number): number | undefined {
  const { value } = scan
  const character = value.charAt(at)
  if (character === '"' && scan.quotesClose) {
    const { text, next } = quoted(scan, at)
    entry.phrase += text
    return next
  }
  if (character === '(') {
    const { text, next } = comment(value, at)
    entry.comments.push(text)
    return next
  }
  if (character !== '<' || entry.angle !== undefined) return undefined
  const { text, next } = bracketed(value, at)
  entry.angle = text
  entry.before = entry.phrase
  return next
}

// "friends: a@b, c@d;" (RFC 5322 §3.4); not the colon of "mailto:a@b" or of a name without quotes.
const isGroupName = ({ lastSemicolon }: Scan, at: number, { phrase, angle }: Entry) =>
  angle === undefined && phrase.length < 200 && !phrase.includes('@') && (lastSemicolon > at || /^mailto$/i.test(phrase.trim()))

function quoted(scan: Scan, from: number): { text: string, next: number } {
  const { value } = scan
  let text = ''
  for (let at = from + 1; at < value.length; at++) {
    const character = value.charAt(at)
    if (character === '\\') text += value.charAt(++at)
    else if (character === '"') return { text: keepsItsQuotes(text, value, at) ? `"${text}"` : text, next: at + 1 }
    else text += character
  }
  // A quote that never closes counts for nothing, and those after it are not looked at again: each look goes to the end.
  scan.quotesClose = false
  return { text: '', next: from + 1 }
}

// "a b"@example.org: there the quotes are part of the address.
const keepsItsQuotes = (text: string, value: string, end: number) => value.charAt(end + 1) === '@' && /[^\w.+-]/.test(text)

function comment(value: string, from: number): { text: string, next: number } {
  let depth = 0
  for (let at = from; at < value.length; at++) {
    const character = value.charAt(at)
    if (character === '\\') at++
    else if (character === '(') depth++
    else if (character === ')' && --depth === 0) return { text: value.slice(from + 1, at).replace(/\\(.)/g, '$1'), next: at + 1 }
  }
  return { text: value.slice(from + 1), next: value.length }
}

function bracketed(value: string, from: number): { text: string, next: number } {
  const close = value.indexOf('>', from)
  if (close < 0) {
    const stop = value.slice(from).search(/[,;]/)
    return stop < 0 ? { text: value.slice(from + 1), next: value.length } : { text: value.slice(from + 1, from + stop), next: from + stop }
  }
  // "<<a@b>>"
  return { text: value.slice(from + 1, close), next: value.charAt(close + 1) === '>' ? close + 2 : close + 1 }
}

/** "Martin, Camille <camille@example.org>" without quotes is one person. */
function joined(entries: readonly Entry[]): Entry[] {
  const people: Entry[] = []
  let before = ''
  for (const entry of entries) {
    const isNameOnly = entry.angle === undefined && !entry.phrase.includes('@')
    if (isNameOnly) before += `${entry.phrase.trim()}, `
    else {
      people.push(entry.angle === undefined ? entry : { ...entry, phrase: before + entry.phrase.trim() })
      before = ''
    }
  }
  return people
}

function addressOf({ phrase, angle, comments }: Entry): MailAddress | undefined {
  const words = straight(plain(decodeWords(phrase)))
  const bare = angle === undefined ? bareAddress(words) : bareAddress(withoutBlanks(angle)) ?? bareAddress(words)
  if (!bare) return undefined
  const remark = straight(plain(comments.map(decodeWords).join(' ')))
  const own = unquoted(angle === undefined ? words.replace(bare.written, '').replace(/\[\s*\]/, '').trim() : words)
  // A list says whom it speaks for in a comment: "Camille (via entraide)".
  const name = own && remark ? `${own} (${remark})` : own || remark
  return { address: bare.address, name: name.toLowerCase() === bare.address.toLowerCase() ? '' : name.slice(0, limits.nameCharacters) }
}

// "<camille @ example.org>"; a long one is no address, and would cost time.
const withoutBlanks = (angle: string) => angle.length > limits.addressCharacters * 2 ? angle : angle.replace(/\s+(?=@)|(?<=@)\s+/g, '')

const unquoted = (name: string) => name.replace(/^(['"])(.*)\1$/s, '$2').replace(/^[<>\s]+|[<>\s]+$/g, '').trim()

/** The address inside some text, its domain in lower case. */
function bareAddress(text: string): { address: string, written: string } | undefined {
  const cleaned = plain(text).replace(/^mailto:/i, '')
  const match = /("[^"]{1,64}"|[^\s<>()[\],;:"@]{1,128})@(\[[^\]\s]{1,64}\]|[^\s<>()[\],;:"@.][^\s<>()[\],;:"@]{0,254})/.exec(cleaned)
  if (!match) return undefined
  const [written, local = '', domain = ''] = match
  const address = `${local}@${domain.replace(/\.+$/, '').toLowerCase()}`
  return address.length > limits.addressCharacters ? undefined : { address, written }
}
