import { Unreadable } from '../said.ts'
import type { Field } from './field.ts'
import { take, takeCounted, takeRest } from './wire.ts'
import { nextWord, restOfWords } from './words.ts'

const wrong = (fr: string, en: string) => new Unreadable(`Une donnée ${fr} est attendue ici.`, `Data in ${en} is expected here.`)

/** Bytes from hexadecimal digits. */
export function hexBytes(text: string): number[] {
  if (text.length % 2 !== 0 || !/^[\da-f]*$/iu.test(text)) throw wrong('hexadécimale', 'hexadecimal')
  return [...Buffer.from(text, 'hex')]
}

export const hexText = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase()

/** Bytes from base64, with its padding (RFC 4648 §4). */
export function base64Bytes(text: string): number[] {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.toString('base64') !== text) throw wrong('en base64', 'base64')
  return [...bytes]
}

export const base64Text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

function notEmpty<T extends { length: number }>(bytes: T): T {
  if (bytes.length === 0) throw new Unreadable('La donnée est vide.', 'The data is empty.')
  return bytes
}

/** To the end, at least one byte. */
export const hex: Field = { toWire: words => notEmpty(hexBytes(restOfWords(words))), toText: wire => hexText(notEmpty(takeRest(wire))) }
export const base64: Field = { toWire: words => notEmpty(base64Bytes(restOfWords(words))), toText: wire => base64Text(notEmpty(takeRest(wire))) }
/** A key that may be missing (RFC 2535 §3.1.2). */
export const base64OrNothing: Field = { toWire: words => base64Bytes(restOfWords(words)), toText: wire => base64Text(takeRest(wire)) }

const counted = (bytes: number[]) => {
  if (bytes.length > 255) throw new Unreadable('La donnée dépasse 255 octets.', 'The data is longer than 255 bytes.')
  return [bytes.length, ...bytes]
}

/** RFC 5155 §3.3: `-` where there is none. */
export const salt: Field = {
  toWire: (words) => {
    const { text } = nextWord(words)
    return counted(text === '-' ? [] : hexBytes(text))
  },
  toText: wire => hexText(takeCounted(wire)) || '-',
}

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUV'

/** A hashed name, in the base32 that keeps the order (RFC 4648 §7). */
export const base32: Field = {
  toWire: (words) => {
    const digits = [...nextWord(words).text.toUpperCase()].map(digit => DIGITS.indexOf(digit))
    if (digits.includes(-1)) throw wrong('en base32', 'base32')
    const bits = digits.map(digit => digit.toString(2).padStart(5, '0')).join('')
    if (/1/u.test(bits.slice(bits.length - bits.length % 8)) || bits.length % 8 > 4) throw wrong('en base32', 'base32')
    return counted(notEmpty((bits.match(/.{8}/gu) ?? []).map(byte => Number.parseInt(byte, 2))))
  },
  toText: (wire) => {
    const bits = [...notEmpty(takeCounted(wire))].map(byte => byte.toString(2).padStart(8, '0')).join('')
    return (bits.match(/.{1,5}/gu) ?? []).map(digit => DIGITS[Number.parseInt(digit.padEnd(5, '0'), 2)]).join('')
  },
}

/** A number of bytes, in groups of digits with a sign between: EUI-48 and EUI-64 (RFC 7043), locators (RFC 6742). */
export const grouped = (groups: number, size: number, sign: string): Field => ({
  toWire: (words) => {
    const parts = nextWord(words).text.split(sign)
    if (parts.length !== groups || !parts.every(part => part.length > 0 && part.length <= size * 2)) throw wrong('hexadécimale', 'hexadecimal')
    return parts.flatMap(part => hexBytes(part.padStart(size * 2, '0')))
  },
  toText: wire => Array.from({ length: groups }, () => hexText(take(wire, size)).toLowerCase()).join(sign),
})

/** RFC 1706 §7: `0x47.0005.80…` */
export const nsap: Field = {
  toWire: (words) => {
    const { text } = nextWord(words)
    if (!/^0x/iu.test(text)) throw wrong('hexadécimale', 'hexadecimal')
    return notEmpty(hexBytes(text.slice(2).replaceAll('.', '')))
  },
  toText: wire => `0x${hexText(notEmpty(takeRest(wire)))}`,
}
