import { decodeWords } from '../../understanding/bytes/encoded-words.ts'
import type { Disguise } from './disguise.ts'
import { isProgramsLine } from './disguised-words.ts'
import { ADDRESSES, IN_HEADERS, IN_SENTENCES, IN_SUBJECTS, NONE, USUAL, WHOLE } from './kept-words.ts'

/** A header block with its lines as they are folded, and the names of its headers that say something by themselves. */
export type DisguisedHeader = { block: string, unusual: string[] }

/** Replaces what may name somebody in a header block, given as text; programs' names, dates and results of checks stay. */
export function disguisedHeader(block: string, disguise: Disguise): DisguisedHeader {
  const fields = block.split(/\r?\n(?![ \t])/)
  const newline = block.includes('\r\n') ? '\r\n' : '\n'
  const names = fields.map(field => nameOf(field)).filter(name => name !== '' && !USUAL.test(name))
  return { block: fields.map(field => disguisedField(field, disguise)).join(newline), unusual: [...new Set(names)] }
}

const nameOf = (field: string) => /^([!-9;-~]+)[ \t]*:/.exec(field)?.[1]?.toLowerCase() ?? ''

function disguisedField(field: string, disguise: Disguise): string {
  const name = nameOf(field)
  if (name === '') return disguise.text(field, /^From /.test(field) ? IN_HEADERS : NONE)
  const start = field.indexOf(':') + 1
  const value = field.slice(start)
  return field.slice(0, start) + disguisedValue(name, value, disguise)
}

function disguisedValue(name: string, value: string, disguise: Disguise): string {
  if (WHOLE.has(name)) return value
  if (/^content-(type|disposition)$/.test(name)) return disguisedParameters(value, disguise)
  if (/^(received|x-received)$/.test(name)) {
    const date = value.lastIndexOf(';')
    return date < 0 ? disguise.text(value, IN_HEADERS) : disguise.text(value.slice(0, date), IN_HEADERS) + value.slice(date)
  }
  if (name === 'list-id' || name.startsWith('x-discourse-')) return encodedWords(value, disguise, ADDRESSES)
  return encodedWords(value, disguise, name === 'subject' ? keptInSubject(value) : IN_HEADERS)
}

const keptInSubject = (value: string) => isProgramsLine(decodeWords(value)) ? IN_SENTENCES : IN_SUBJECTS

/** What tells a program how to read the part; of the others, names of files and boundaries are anybody's. */
const TECHNICAL = /^(charset|format|delsp|type|report-type|protocol|micalg|reply-type|size|method)$/i

function disguisedParameters(value: string, disguise: Disguise): string {
  return value.replace(/(;\s*)([\w-]+)(\*?\d*\*?\s*=\s*)("(?:[^"\\]|\\.)*"|[^;\s]*)/g, (...[whole = '', semicolon = '', name = '', equals = '', said = '']: string[]) => {
    if (TECHNICAL.test(name)) return whole
    // RFC 2231: utf-8'fr'...
    const charset = equals.includes('*') ? /^[\w-]*'[\w-]*'/.exec(said)?.[0] ?? '' : ''
    return `${semicolon}${name}${equals}${charset}${encodedWords(said.slice(charset.length), disguise, NONE)}`
  })
}

const RUN = /=\?[^?\s]{1,64}\?[bq]\?[^?]*\?=(?:\s+=\?[^?\s]{1,64}\?[bq]\?[^?]*\?=)*/gi
const WORD = /=\?([^?\s]{1,64})\?([bq])\?[^?]*\?=/gi

/** Encoded words (RFC 2047) are read together, replaced, and written as many as they were, each in its own way. */
function encodedWords(value: string, disguise: Disguise, kept: ReadonlySet<string>): string {
  let [said, at] = ['', 0]
  for (const { 0: run, index } of value.matchAll(RUN)) {
    said += disguise.text(value.slice(at, index), kept) + encodedRun(run, disguise.text(decodeWords(run.replace(/\s+/g, ' ')), kept))
    at = index + run.length
  }
  return said + disguise.text(value.slice(at), kept)
}

function encodedRun(run: string, text: string): string {
  const words = [...run.matchAll(WORD)]
  const characters = [...text]
  const each = Math.ceil(characters.length / words.length)
  let at = 0
  return run.replace(WORD, (...[, charset = '', encoding = '']: string[]) => {
    const piece = characters.slice(at, at += each).join('')
    const isLatin = /^(iso-8859-1|iso-8859-15|windows-1252)$/i.test(charset) && /^[\0-\xff]*$/.test(piece)
    const bytes = Buffer.from(piece, isLatin ? 'latin1' : 'utf8')
    return `=?${isLatin || /^[\0-\x7f]*$/.test(piece) ? charset : 'utf-8'}?${encoding}?${/b/i.test(encoding) ? bytes.toString('base64') : quoted(bytes)}?=`
  })
}

const quoted = (bytes: Buffer) => Array.from(bytes, byte => byte === 0x20 ? '_' : /[A-Za-z0-9!*+/-]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
