import type { Wire } from './wire.ts'
import type { Words } from './words.ts'

/** One part of a record's data: how it is read from words and from bytes, and the one way it is written. Both throw Unreadable. */
export type Field = {
  toWire: (words: Words) => number[]
  toText: (wire: Wire) => string
}
