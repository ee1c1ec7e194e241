import { decode } from './charset.ts'
import { decodeWords } from './encoded-words.ts'

/** A header such as Content-Type: its value in lower case, and its parameters by lower-case name. */
export type Structured = { value: string, parameters: ReadonlyMap<string, string> }

const PARAMETER = /;\s*([^\s=;]{1,100})\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)/gs

/** Reads RFC 2045 parameters, also as RFC 2231 (charsets, continuations) and as what many programs send instead (encoded words). */
export function readStructured(value: string | undefined): Structured {
  // A hostile one would cost time, an honest one is short.
  const text = separated((value ?? '').slice(0, 10_000))
  const end = text.indexOf(';')
  const bare = (end < 0 ? text : text.slice(0, end)).replace(/\(.*$/s, '').trim().toLowerCase()
  const written = new Map<string, string>()
  if (end >= 0) for (const [, name = '', raw = ''] of text.slice(end).matchAll(PARAMETER)) if (!written.has(name.toLowerCase())) written.set(name.toLowerCase(), unquoted(raw.trim()))
  return { value: bare, parameters: assembled(written) }
}

/** Some forget the semicolon before a parameter. */
const separated = (text: string) => text.replace(/(?<=[^\s;])\s{1,20}(?=(?:name|filename|charset|boundary|format)\*?=)/gi, (blanks, at: number) => isQuoted(text, at) ? blanks : '; ')

const isQuoted = (text: string, at: number) => text.slice(0, at).split('"').length % 2 === 0

const unquoted = (raw: string) => raw.startsWith('"') ? raw.slice(1).replace(/"$/, '').replace(/\\(["\\])/g, '$1') : raw

function assembled(written: ReadonlyMap<string, string>): Map<string, string> {
  const parameters = new Map<string, string>()
  for (const [name, value] of written) if (!name.includes('*')) parameters.set(name, decodeWords(value))
  for (const name of new Set([...written.keys()].filter(key => key.includes('*')).map(key => key.replace(/\*.*$/, '')))) parameters.set(name, extended(name, written))
  return parameters
}

/** RFC 2231 §3 and §4: name*=charset'language'value, name*0*=…, name*1=…. */
function extended(name: string, written: ReadonlyMap<string, string>): string {
  const pieces: Buffer[] = []
  let charset: string | undefined
  const take = (value: string, isEncoded: boolean) => {
    const [, declared, rest] = isEncoded && pieces.length === 0 ? /^([^']*)'[^']*'(.*)$/s.exec(value) ?? [] : []
    charset ??= declared
    pieces.push(isEncoded ? percentDecoded(rest ?? value) : Buffer.from(value))
  }
  const whole = written.get(`${name}*`)
  if (whole !== undefined) take(whole, true)
  for (let index = 0; index < 100; index++) {
    const [encoded, verbatim] = [written.get(`${name}*${index}*`), written.get(`${name}*${index}`)]
    if (encoded === undefined && verbatim === undefined) break
    take(encoded ?? verbatim ?? '', encoded !== undefined)
  }
  return decode(Buffer.concat(pieces), charset).text
}

function percentDecoded(value: string): Buffer {
  const latin1 = value.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return /[^\0-\xff]/.test(latin1) ? Buffer.from(latin1) : Buffer.from(latin1, 'latin1')
}
