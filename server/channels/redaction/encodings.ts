import { latin1Of } from '../understanding/bytes/charset.ts'
import { fromQuotedPrintable } from '../understanding/bytes/quoted-printable.ts'

/** How the content of a part is written (RFC 2045 §6), as far as it matters here. */
export type Encoding = 'base64' | 'quoted-printable' | 'plain'

/** Changes bytes into as many others. Bytes are characters of the same number, here and below. */
export type Edit = (bytes: string) => string

/** The encoding that a part declares. What is none we know counts as plain: its bytes are looked at as they stand. */
export function encodingOf(declared: string | undefined): Encoding {
  const word = (declared ?? '').replace(/[;(].*$/s, '').replace(/[^\w-]/g, '').toLowerCase()
  return word === 'base64' || word === 'quoted-printable' ? word : 'plain'
}

/** What is meant by what is written. */
export function decodedOf(written: string, encoding: Encoding): string {
  if (encoding === 'base64') return Buffer.from(written, 'base64').toString('latin1')
  return encoding === 'quoted-printable' ? latin1Of(fromQuotedPrintable(Buffer.from(written, 'latin1'))) : written
}

/** The same content edited, written as before and as long. Undefined where that cannot be done with certainty. */
export function edited(written: string, encoding: Encoding, edit: Edit): string | undefined {
  const before = decodedOf(written, encoding)
  const after = edit(before)
  if (after === before) return written
  if (after.length !== before.length) return undefined
  if (encoding === 'plain') return after
  return encoding === 'base64' ? intoBase64(written, { before, after }) : intoQuotedPrintable(written, { before, after })
}

type Content = { before: string, after: string }

const base64Of = (bytes: string) => Buffer.from(bytes, 'latin1').toString('base64')

/** The letters are exchanged one by one, where they stand; only where encoding anew gives exactly what was there. */
function intoBase64(written: string, { before, after }: Content): string | undefined {
  if (base64Of(before) !== written.replace(/\s+/g, '')) return undefined
  const letters = base64Of(after)
  let next = 0
  return written.replace(/\S/g, () => letters.charAt(next++))
}

/** The places of the changed bytes are filled: a code of three characters becomes three letters. */
function intoQuotedPrintable(written: string, { before, after }: Content): string | undefined {
  const places = placesIn(written)
  if (places.length !== before.length) return undefined
  const letters = [...written]
  for (let index = 0; index < before.length; index++) {
    const letter = after.charAt(index)
    if (letter === before.charAt(index)) continue
    const { at, length } = places[index] ?? { at: 0, length: 0 }
    letters.fill(letter, at, at + length)
  }
  const result = letters.join('')
  return result.length === written.length ? result : undefined
}

/** Where each decoded byte is written. */
function placesIn(written: string): { at: number, length: number }[] {
  const places: { at: number, length: number }[] = []
  for (const { 0: found, index } of written.matchAll(/=[ \t]*\r?(?:\n|$)|=[0-9A-Fa-f]{2}|[^]/g)) {
    if (found.startsWith('=') && !/^=(?:[0-9A-Fa-f]{2})?$/.test(found)) continue
    places.push({ at: index, length: found.length })
  }
  return places
}

/** As much as before, and nothing of it: the lines stay, so that whatever stands around them is found. */
export function blanked(written: string, encoding: Encoding = 'plain'): string {
  if (encoding !== 'base64') return written.replace(/[^\r\n]/g, '*')
  let next = 0
  // Three stars in base64.
  return written.replace(/[^\r\n]/g, () => 'Kioq'.charAt(next++ % 4))
}
