import { decodeBare } from './charset.ts'
import { decodeWords } from './encoded-words.ts'
import { limits } from '../limits.ts'
import type { AuthenticationField } from '../message.ts'

/** All values of each header in order, by lower-case name; unfolded, bare 8-bit bytes decoded, encoded words left as they are. */
export type Headers = ReadonlyMap<string, readonly string[]>

export type HeaderBlock = {
  headers: Headers
  /** Where the body begins in the bytes that were read. */
  bodyStart: number
  /** What servers wrote of where it comes from, with its place among the Received headers. */
  authentication: readonly AuthenticationField[]
  problems: readonly string[]
}

// One of these makes it a message; anything may hold a line with a colon.
const OF_A_MESSAGE = ['from', 'to', 'cc', 'subject', 'date', 'message-id', 'received', 'return-path', 'delivered-to', 'sender', 'reply-to', 'mime-version', 'content-type']

const FIELD = /^([!-9;-~]+)[ \t]*:(.*)$/s

/** The same bytes with the line ends of everybody else, when the message has those of old Macs alone. */
export function withLineFeeds(bytes: Uint8Array): Uint8Array {
  return bytes.includes(0x0a) || !bytes.includes(0x0d) ? bytes : bytes.map(byte => byte === 0x0d ? 0x0a : byte)
}

/** Reads the header block at the beginning of a message; undefined when there is none. */
export function readHeaders(bytes: Uint8Array): HeaderBlock | undefined {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const begin = skipJunk(raw)
  const end = blankLineAfter(raw, begin)
  const lines = raw.toString('latin1', begin, end.block).split('\n')
  const { headers, used, authentication, problems } = readLines(lines, charsetBeside(lines))
  if (!OF_A_MESSAGE.some(name => headers.has(name))) return undefined
  const bodyStart = used === lines.length ? end.body : begin + lines.slice(0, used).join('\n').length + 1
  return { headers, bodyStart, authentication, problems }
}

/** Every value of a header, in order. */
export const all = (headers: Headers, name: string): readonly string[] => headers.get(name) ?? []

/** The first value that is not empty. */
export const first = (headers: Headers, name: string): string | undefined => headers.get(name)?.find(value => value !== '')

/** The text of a header for people: encoded words decoded, no line breaks or control characters. */
export const readable = (value: string | undefined) => straight(plain(decodeWords(value ?? '')))

/** Without the marks that turn the reading direction of what follows them, beyond their own words: "Facture \u202efdp.exe". Scripts written from the right need none of them. */
export const straight = (text: string) => text.replace(/[\u202a-\u202e\u2066-\u2069]+/g, '').trim()

/** Well-formed, on one line, without control characters. */
export function plain(text: string): string {
  return text.toWellFormed().replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trim()
}

/** Reads header fields that stand alone: bytes as latin-1 characters, as in a part of a message. */
export const readFields = (latin1: string): Headers => readLines(latin1.split('\n')).headers

/** A byte order mark, blank lines, and the "From " line of an mbox file may come first. */
function skipJunk(raw: Buffer): number {
  let at = raw.length >= 3 && raw[0] === 0xef && raw[1] === 0xbb && raw[2] === 0xbf ? 3 : 0
  while (raw[at] === 0x0a || raw[at] === 0x0d) at++
  if (/^>?From /.test(raw.toString('latin1', at, at + 6))) {
    const newline = raw.indexOf(0x0a, at)
    return newline < 0 ? raw.length : newline + 1
  }
  return at
}

/** Where the block ends (before the blank line) and where the body begins (after it). */
function blankLineAfter(raw: Buffer, begin: number): { block: number, body: number } {
  for (let at = raw.indexOf(0x0a, begin); at >= 0; at = raw.indexOf(0x0a, at + 1)) {
    if (raw[at + 1] === 0x0a) return { block: at, body: at + 2 }
    if (raw[at + 1] === 0x0d && raw[at + 2] === 0x0a) return { block: at, body: at + 3 }
  }
  return { block: raw.length, body: raw.length }
}

function readLines(lines: readonly string[], beside?: string): Pick<HeaderBlock, 'headers' | 'authentication' | 'problems'> & { used: number } {
  const headers = new Map<string, string[]>()
  const authentication: AuthenticationField[] = []
  const problems = new Set<string>()
  let current: string[] = []
  let name = ''
  const keep = () => {
    if (!name) return
    const value = unfolded(current, beside)
    valuesOf(headers, name).push(value)
    if (name === AUTHENTICATION && authentication.length < limits.authenticationFields) authentication.push({ value: value.slice(0, limits.authenticationCharacters), hops: headers.get('received')?.length ?? 0 })
  }
  let used = 0
  for (; used < lines.length; used++) {
    const line = withoutCarriageReturn(lines[used] ?? '')
    const field = FIELD.exec(line)
    if (field) {
      keep()
      name = (field[1] ?? '').toLowerCase()
      current = [field[2] ?? '']
    }
    else if (isBlankEnd(lines, used)) {
      used++
      break
    }
    else if (/^[ \t]/.test(line)) current.push(line)
    else if (hasMoreFields(lines, used)) {
      problems.add('broken-header')
      current.push(line)
    }
    else {
      problems.add('no-blank-line')
      break
    }
  }
  keep()
  return { headers, used, authentication, problems: [...problems] }
}

// A line that is no header: folded without its blank when headers follow it, else the first line of a body with no blank line before it.
function hasMoreFields(lines: readonly string[], from: number): boolean {
  // A boundary.
  if (lines[from]?.startsWith('--')) return false
  const known = /^(from|to|subject|date|message-id|received|mime-version|content-type|content-transfer-encoding|references|in-reply-to)[ \t]*:/i
  return lines.slice(from + 1, from + 50).some(line => known.test(line))
}

/** A line of blanks alone is the end of the header when nothing of a header follows. */
function isBlankEnd(lines: readonly string[], at: number): boolean {
  const next = lines[at + 1]
  return next !== undefined && /^[ \t]+\r?$/.test(lines[at] ?? '') && next !== '' && !/^[ \t\r]/.test(next) && !FIELD.test(next) && !hasMoreFields(lines, at + 1)
}

/** The charset of the text, which a program that writes bare bytes into the header has used there too; undefined when all is ASCII. */
function charsetBeside(lines: readonly string[]): string | undefined {
  if (!lines.some(line => /[\x80-\xff]/.test(line))) return undefined
  return lines.map(line => /^(?:content-type[ \t]*:|[ \t]).{0,500}?\bcharset[ \t]*=[ \t]*"?([\w.:-]{2,40})/i.exec(line)?.[1]).find(charset => charset !== undefined)
}

const AUTHENTICATION = 'authentication-results'

function valuesOf(headers: Map<string, string[]>, name: string): string[] {
  const found = headers.get(name)
  if (found) return found
  const made: string[] = []
  headers.set(name, made)
  return made
}

const withoutCarriageReturn = (line: string) => line.endsWith('\r') ? line.slice(0, -1) : line

/** Blanks around a fold are one; a line that should have been folded begins a word. */
const joinedLines = (lines: readonly string[]) => lines.map(line => line.trim()).filter(line => line !== '').join(' ')

/** RFC 5322 §2.2.3. The bytes stand as latin-1 characters until here. */
function unfolded(lines: readonly string[], beside: string | undefined): string {
  const value = lines.length === 1 ? (lines[0] ?? '').trim() : joinedLines(lines)
  return /[\x80-\xff]/.test(value) ? decodeBare(Buffer.from(value, 'latin1'), beside) : value
}
