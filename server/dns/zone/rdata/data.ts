import type { DnsRecord } from '../../record.ts'
import { Unreadable } from '../said.ts'
import { hexBytes, hexText } from './binary.ts'
import { LAYOUTS } from './layouts.ts'
import { knownType, typeName } from './type-numbers.ts'
import type { Wire } from './wire.ts'
import { left, wireOf } from './wire.ts'
import type { Words } from './words.ts'
import { hasMore, nextWord, restOfWords, wordsOfLine } from './words.ts'

const generic = (bytes: Uint8Array) => bytes.length === 0 ? '\\# 0' : `\\# ${bytes.length} ${hexText(bytes)}`

function laidOut(type: number, wire: Wire): string | null {
  const fields = LAYOUTS[typeName(type)]
  if (!fields) return null
  try {
    const texts = fields.map(field => field.toText(wire)).filter(text => text !== '')
    return left(wire) > 0 ? null : texts.join(' ')
  }
  catch (error) {
    if (error instanceof Unreadable) return null
    throw error
  }
}

/**
 * The canonical text of a record's data. Never fails: what is no data of this type is written as unknown data is (RFC 3597).
 * Within a whole message (`message: true`, `at` and `end` around the data) names may be compressed.
 */
export function dataFromWire(type: number, data: Uint8Array | Wire): string {
  const wire = data instanceof Uint8Array ? wireOf(data) : { ...data }
  const { bytes, at, end } = wire
  return laidOut(type, wire) ?? generic(bytes.subarray(at, end))
}

/** A record as it came over the wire; `name` is canonical already. */
export function recordFromWire({ name, ttl, type }: { name: string, ttl: number, type: number }, data: Uint8Array | Wire): DnsRecord {
  return { name, ttl, type: typeName(type), data: dataFromWire(type, data) }
}

/** The bytes that the words of a record's data mean; throws Unreadable with the reason where they mean none. */
export function wireFromWords(type: number, source: Words): Uint8Array {
  const first = source.words[source.at]
  const unknown = first?.text === '\\#' && !first.quoted
  const bytes = unknown ? genericBytes(source) : knownBytes(type, source)
  if (hasMore(source)) throw new Unreadable('La donnée contient plus que ce type d’enregistrement n’en porte.', 'The data holds more than this type of record carries.')
  if (bytes.length > 0xFFFF) throw new Unreadable('La donnée dépasse 65 535 octets.', 'The data is longer than 65,535 bytes.')
  return Uint8Array.from(bytes)
}

function knownBytes(type: number, source: Words): number[] {
  const fields = LAYOUTS[typeName(type)]
  if (!fields) throw new Unreadable(`La donnée d’un enregistrement ${typeName(type)} s’écrit « \\# longueur hexadécimal ».`, `The data of a ${typeName(type)} record is written as "\\# length hexadecimal".`)
  return fields.flatMap(field => field.toWire(source))
}

function genericBytes(source: Words): number[] {
  nextWord(source)
  const { text: length } = nextWord(source)
  const bytes = hexBytes(restOfWords(source))
  if (String(bytes.length) !== length) throw new Unreadable('La longueur annoncée n’est pas celle de la donnée.', 'The length that is said is not that of the data.')
  return bytes
}

/** The bytes of canonical data. */
export const dataToWire = (type: string, data: string): Uint8Array =>
  wireFromWords(knownType(type), { words: wordsOfLine(data).words, at: 0, origin: null })

/** What the words of a record's data say, in canonical form; throws Unreadable. */
export function dataFromWords(type: number, source: Words): string {
  const first = source.words[source.at]
  const data = dataFromWire(type, wireFromWords(type, source))
  // Only who speaks in bytes is answered in bytes.
  if (first?.text !== '\\#' && data.startsWith('\\#')) throw new Unreadable('La donnée ne convient pas à ce type d’enregistrement.', 'The data does not fit this type of record.')
  return data
}
