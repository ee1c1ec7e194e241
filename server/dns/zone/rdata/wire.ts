import { Unreadable } from '../said.ts'

/**
 * Where a reader stands in the bytes of a record; `end` is the first byte that it may not touch.
 * `message`: the bytes are a whole answer, so that a name in it may point back to an earlier one (RFC 1035 §4.1.4).
 */
export type Wire = { bytes: Uint8Array, at: number, end: number, message: boolean }

export const wireOf = (bytes: Uint8Array): Wire => ({ bytes, at: 0, end: bytes.length, message: false })

export const left = (wire: Wire) => wire.end - wire.at

/** The next bytes; throws Unreadable where there are fewer. */
export function take(wire: Wire, count: number): Uint8Array {
  if (count > left(wire)) throw new Unreadable('La donnée est coupée.', 'The data is cut short.')
  wire.at += count
  return wire.bytes.subarray(wire.at - count, wire.at)
}

export const takeRest = (wire: Wire) => take(wire, left(wire))

/** An unsigned number of one to four bytes. */
export const takeNumber = (wire: Wire, size: number) => take(wire, size).reduce((sum, byte) => sum * 256 + byte, 0)

/** Bytes that say their own length first. */
export const takeCounted = (wire: Wire, size = 1) => take(wire, takeNumber(wire, size))

export const numberBytes = (value: number, size: number) => Array.from({ length: size }, (_, i) => Math.floor(value / 256 ** (size - 1 - i)) % 256)
