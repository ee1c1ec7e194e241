import { Unreadable } from '../said.ts'
import { byteOfCode } from './words.ts'
import type { Wire } from './wire.ts'
import { take, takeNumber } from './wire.ts'

type Label = number[]

const MOST_POINTERS = 127
const SPECIAL = '.\\"();@$'
const lower = (byte: number) => byte >= 0x41 && byte <= 0x5A ? byte + 32 : byte
const letter = (byte: number) => {
  const character = String.fromCharCode(byte)
  if (byte <= 0x20 || byte >= 0x7F) return `\\${String(byte).padStart(3, '0')}`
  return SPECIAL.includes(character) ? `\\${character}` : character
}
const textOf = (labels: Label[]) => labels.map(label => `${label.map(byte => letter(lower(byte))).join('')}.`).join('') || '.'

/** A name from bytes: absolute, in lower case, with its last dot. Throws Unreadable when it is none. */
export function nameFromWire(wire: Wire): string {
  const labels: Label[] = []
  let [cursor, floor, length, pointers] = [wire, wire.at, 1, 0]
  for (;;) {
    const size = takeNumber(cursor, 1)
    if (size === 0) return textOf(labels)
    if (size >= 0xC0 && wire.message) {
      const target = (size - 0xC0) * 256 + takeNumber(cursor, 1)
      pointers += 1
      // Only back, further back each time, and not oftener than a name has labels: so it ends, and soon.
      if (target >= floor || pointers > MOST_POINTERS) throw new Unreadable('Un nom se renvoie à lui-même.', 'A name points to itself.')
      floor = target
      cursor = { bytes: wire.bytes, at: target, end: wire.bytes.length, message: true }
      continue
    }
    if (size > 63) throw new Unreadable('Un nom contient une étiquette inconnue.', 'A name holds an unknown kind of label.')
    length += size + 1
    if (length > 255) throw tooLong()
    labels.push([...take(cursor, size)])
  }
}

/** The bytes of a canonical name. */
export const nameToWire = (name: string): number[] => [...labelsOf(name).labels.flatMap(label => [label.length, ...label]), 0]

/**
 * The canonical form of a name as a person writes it: `@` is the origin, what does not end in a dot is below it, accents
 * become what the DNS knows (`xn--…`). Throws Unreadable.
 */
export function nameFromText(raw: string, origin: string | null): string {
  if (raw === '@') return originOf(origin)
  const { labels, absolute } = labelsOf(raw)
  const whole = absolute ? labels : [...labels, ...labelsOf(originOf(origin)).labels]
  if (whole.reduce((sum, label) => sum + label.length + 1, 1) > 255) throw tooLong()
  return textOf(whole)
}

function originOf(origin: string | null): string {
  if (origin === null) throw new Unreadable('Ce nom dépend d’une origine qui n’est pas connue.', 'This name depends on an origin that is not known.')
  return origin
}

const tooLong = () => new Unreadable('Un nom dépasse 255 octets.', 'A name is longer than 255 bytes.')

function labelsOf(raw: string): { labels: Label[], absolute: boolean } {
  if (raw === '.') return { labels: [], absolute: true }
  const parts = raw.match(/(?:\\\d{3}|\\.|[^\\.])+|\./gsu) ?? []
  const absolute = parts.at(-1) === '.'
  const names = parts.filter(part => part !== '.')
  // Between two dots, or before the first one, stands nothing.
  if (names.length === 0 || parts.length !== names.length * 2 - (absolute ? 0 : 1) || parts[0] === '.') {
    throw new Unreadable(`Le nom « ${short(raw)} » a une partie vide.`, `The name "${short(raw)}" has an empty part.`)
  }
  const labels = names.flatMap(labelsOfPart)
  if (labels.some(({ length }) => length > 63)) throw new Unreadable('Une partie d’un nom dépasse 63 octets.', 'A part of a name is longer than 63 bytes.')
  return { labels, absolute }
}

const short = (raw: string) => raw.length > 60 ? `${raw.slice(0, 60)}…` : raw

function labelsOfPart(part: string): Label[] {
  if (/^[\x21-\x7E]*$/u.test(part) && !part.includes('\\')) return [[...Buffer.from(part, 'latin1')]]
  if (/[^\x00-\x7F]/u.test(part)) return international(part)
  return [[...part.matchAll(/\\(?<code>\d{3})|\\?(?<plain>.)/gsu)].map(({ groups }) => groups?.code === undefined ? groups?.plain?.charCodeAt(0) ?? 0 : byteOfCode(groups.code))]
}

/** As browsers do it (UTS #46): `Élan` is `xn--lan-9ka`. */
function international(part: string): Label[] {
  const url = URL.parse(`http://${part}.invalid/`)
  if (!url || part.includes('\\') || /[/?#:@%]/u.test(part)) throw new Unreadable(`« ${short(part)} » ne peut pas faire partie d’un nom.`, `"${short(part)}" cannot be part of a name.`)
  return url.hostname.split('.').slice(0, -1).map(label => [...Buffer.from(label, 'latin1')])
}
