import { Unreadable } from '../said.ts'
import { ipv4Bytes, ipv4Text, ipv6Bytes, ipv6Text } from './addresses.ts'
import { base64Bytes, base64Text, hexBytes, hexText } from './binary.ts'
import type { Field } from './field.ts'
import { numberOf } from './numbers.ts'
import { ipv4, ipv6, name } from './texts.ts'
import { left, numberBytes, take, takeNumber } from './wire.ts'
import { hasMore, nextWord } from './words.ts'

const NONE: Field = {
  toWire: (words) => {
    if (nextWord(words).text !== '.') throw wrongGateway()
    return []
  },
  toText: () => '.',
}
const wrongGateway = () => new Unreadable('La passerelle ne correspond pas à son genre.', 'The gateway is not of the kind that is named.')
const GATEWAYS = [NONE, ipv4, ipv6, name]

/** RFC 4025 §2: precedence, kind of gateway, algorithm, and the gateway itself; the key follows. */
export const gateway: Field = {
  toWire: (words) => {
    const [precedence, kind, algorithm] = [0, 1, 2].map(() => numberOf(nextWord(words).text, 1)) as [number, number, number]
    const field = GATEWAYS[kind]
    if (!field) throw wrongGateway()
    return [precedence, kind, algorithm, ...field.toWire(words)]
  },
  toText: (wire) => {
    const [precedence, kind, algorithm] = take(wire, 3) as Uint8Array & [number, number, number]
    const field = GATEWAYS[kind]
    if (!field) throw wrongGateway()
    return `${precedence} ${kind} ${algorithm} ${field.toText(wire)}`
  },
}

/** RFC 8005 §5: algorithm, tag, key, and servers where to meet. */
export const hostIdentity: Field = {
  toWire: (words) => {
    const algorithm = numberOf(nextWord(words).text, 1)
    const tag = hexBytes(nextWord(words).text)
    const key = base64Bytes(nextWord(words).text)
    const bytes = [...numberBytes(tag.length, 1), algorithm, ...numberBytes(key.length, 2), ...tag, ...key]
    while (hasMore(words)) bytes.push(...name.toWire(words))
    return bytes
  },
  toText: (wire) => {
    const [tagLength, algorithm, keyLength] = [takeNumber(wire, 1), takeNumber(wire, 1), takeNumber(wire, 2)]
    if (tagLength === 0 || keyLength === 0) throw new Unreadable('La donnée est vide.', 'The data is empty.')
    const texts = [String(algorithm), hexText(take(wire, tagLength)), base64Text(take(wire, keyLength))]
    while (left(wire) > 0) texts.push(name.toText(wire))
    return texts.join(' ')
  },
}

const FAMILIES = [
  { family: 1, bytes: ipv4Bytes, text: ipv4Text, size: 4 },
  { family: 2, bytes: ipv6Bytes, text: ipv6Text, size: 16 },
]
const wrongRange = () => new Unreadable('Une plage d’adresses (APL) est mal formée.', 'A range of addresses (APL) is malformed.')

/** RFC 3123: ranges of addresses, `!` before one that is left out. */
export const ranges: Field = {
  toWire: (words) => {
    const bytes: number[] = []
    while (hasMore(words)) {
      const { not = '', family, address = '', prefix = '' } = /^(?<not>!?)(?<family>[12]):(?<address>[^/]+)\/(?<prefix>\d{1,3})$/u.exec(nextWord(words).text)?.groups ?? {}
      const known = FAMILIES.find(one => String(one.family) === family)
      if (!known || Number(prefix) > known.size * 8) throw wrongRange()
      const whole = known.bytes(address)
      const short = whole.slice(0, whole.findLastIndex(byte => byte !== 0) + 1)
      bytes.push(0, known.family, Number(prefix), short.length + (not ? 0x80 : 0), ...short)
    }
    return bytes
  },
  toText: (wire) => {
    const texts: string[] = []
    while (left(wire) > 0) {
      const [family, prefix, flags] = [takeNumber(wire, 2), takeNumber(wire, 1), takeNumber(wire, 1)]
      const known = FAMILIES.find(one => one.family === family)
      const part = take(wire, flags & 0x7F)
      if (!known || prefix > known.size * 8 || part.length > known.size || part.at(-1) === 0) throw wrongRange()
      texts.push(`${flags & 0x80 ? '!' : ''}${family}:${known.text([...part, ...new Array<number>(known.size - part.length).fill(0)])}/${prefix}`)
    }
    return texts.join(' ')
  },
}

