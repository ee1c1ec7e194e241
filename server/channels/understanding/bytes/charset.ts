import { isUtf8 } from 'node:buffer'

/** What bytes say, and whether their declared charset was right, wrong or unknown. */
export type Decoded = { text: string, charset: 'as-declared' | 'wrong-charset' | 'unknown-charset' }

const windows1252 = new TextDecoder('windows-1252')
const known = new Map<string, TextDecoder | null>()

// Labels that mail uses and the Encoding Standard does not know.
const aliases: Record<string, string> = {
  'ascii': 'us-ascii', 'utf8mb4': 'utf-8', 'iso-8859-8-i': 'iso-8859-8', 'cp-1252': 'windows-1252', 'ansi': 'windows-1252',
  'cp1252': 'windows-1252', 'iso8859-15': 'iso-8859-15', 'latin9': 'iso-8859-15', 'latin-9': 'iso-8859-15', 'latin-1': 'iso-8859-1',
  'cp932': 'shift_jis', 'cp936': 'gbk', 'cp949': 'euc-kr', 'cp950': 'big5', 'ks_c_5601-1987': 'euc-kr',
}

/** Decodes bytes as declared, unless they say otherwise: senders declare UTF-8 and write latin-1, and the reverse. */
export function decode(bytes: Uint8Array, declared: string | undefined): Decoded {
  const label = normalLabel(declared)
  if (isUtf8Label(label)) return asUtf8(label, bytes)
  const utf8 = utf8Of(bytes)
  if (label === 'utf-7') return { text: decodeUtf7(bytes), charset: 'as-declared' }
  const decoder = decoderFor(orderedLabel(label, bytes))
  if (!decoder) return { text: utf8 ?? windows1252.decode(bytes), charset: 'unknown-charset' }
  // Latin text of more than ASCII is next to never valid UTF-8 by chance.
  if (utf8 !== undefined && isLatin(label) && utf8.length < bytes.length) return { text: utf8, charset: 'wrong-charset' }
  return { text: decoder.decode(wholeUnits(label, bytes)), charset: 'as-declared' }
}

function asUtf8(label: string, bytes: Uint8Array): Decoded {
  const utf8 = utf8Of(bytes) ?? mostlyUtf8(bytes)
  return utf8 === undefined ? { text: windows1252.decode(bytes), charset: label === 'utf-8' ? 'wrong-charset' : 'as-declared' } : { text: utf8, charset: 'as-declared' }
}

/** Decodes what no charset is declared for by its own header: as UTF-8 when it is, else in the charset of what stands beside it. */
export const decodeBare = (bytes: Uint8Array, beside: string | undefined): string => utf8Of(bytes) ?? mostlyUtf8(bytes) ?? decode(bytes, beside).text

// Characters of UTF-16 have two bytes; the last line end may have lost one on the way.
const wholeUnits = (label: string, bytes: Uint8Array) => label.startsWith('utf-16') ? bytes.subarray(0, bytes.length & ~1) : bytes

/** The order of bytes that UTF-16 leaves open: by the mark at the beginning, or by a first letter of ASCII. */
const orderedLabel = (label: string, [first, second]: Uint8Array) =>
  label === 'utf-16' && ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) ? 'utf-16be' : label

/** The bytes as characters of the same number: what is ASCII can be searched, the rest decoded later. */
export const latin1Of = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')

function normalLabel(declared: string | undefined): string {
  const label = (declared ?? '').trim().toLowerCase().replace(/^["']+|["']+$/g, '').replace(/\*.*$/, '')
  return aliases[label] ?? label
}

// Nothing declared is ASCII by RFC 2046, in practice the sender's own charset: UTF-8, then windows-1252.
const isUtf8Label = (label: string) => ['', 'utf-8', 'utf8', 'us-ascii'].includes(label)

const isLatin = (label: string) => /^(iso-?8859-?15?|windows-1252|latin1)$/.test(label)

function utf8Of(bytes: Uint8Array): string | undefined {
  if (!isUtf8(bytes)) return undefined
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  return text.startsWith('\ufeff') ? text.slice(1) : text
}

/** A few characters of UTF-8 may be broken, most often the last one, where something was cut. In other charsets next to nothing is UTF-8 by chance. */
function mostlyUtf8(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  const broken = text.match(/\ufffd+/g)?.length ?? 0
  const sound = text.match(/[^\0-\x7f\ufffd]/g)?.length ?? 0
  return sound > 2 * broken ? text.replace(/\ufffd+$/, '') : undefined
}

function decoderFor(label: string): TextDecoder | null {
  const found = known.get(label)
  if (found !== undefined) return found
  const made = newDecoder(label)
  // A hostile sender has no end of labels.
  if (known.size < 100) known.set(label, made)
  return made
}

function newDecoder(label: string): TextDecoder | null {
  try { return new TextDecoder(label) }
  catch { return null }
}

/** RFC 2152: base64 of UTF-16 between "+" and "-". */
function decodeUtf7(bytes: Uint8Array): string {
  return latin1Of(bytes).replace(/\+([A-Za-z0-9+/]*)-?/g, (_, encoded: string) => {
    if (encoded === '') return '+'
    const utf16 = Buffer.from(encoded, 'base64')
    return utf16.subarray(0, utf16.length & ~1).swap16().toString('utf16le')
  })
}
