import { Unreadable } from '../said.ts'
import type { Field } from './field.ts'
import { knownType, typeName } from './type-numbers.ts'
import { left, numberBytes, takeNumber } from './wire.ts'
import { hasMore, nextWord } from './words.ts'

/** A number that fits, or one of the words that stand for one. */
export function numberOf(text: string, size: number, known: Record<string, number> = {}): number {
  const value = /^\d{1,10}$/u.test(text) ? Number(text) : known[text.toUpperCase()]
  if (value === undefined || value >= 256 ** size) throw new Unreadable(`« ${text.slice(0, 40)} » n’est pas un nombre qui convient ici.`, `"${text.slice(0, 40)}" is not a number that fits here.`)
  return value
}

const unsigned = (size: number, known?: Record<string, number>): Field => ({
  toWire: words => numberBytes(numberOf(nextWord(words).text, size, known), size),
  toText: wire => String(takeNumber(wire, size)),
})

export const u8 = unsigned(1)
export const u16 = unsigned(2)
export const u32 = unsigned(4)

// IANA "DNS Security Algorithm Numbers".
export const algorithm = unsigned(1, {
  DELETE: 0, RSAMD5: 1, DH: 2, DSA: 3, RSASHA1: 5, 'DSA-NSEC3-SHA1': 6, 'RSASHA1-NSEC3-SHA1': 7, NSEC3RSASHA1: 7, NSEC3DSA: 6, RSASHA256: 8,
  RSASHA512: 10, 'ECC-GOST': 12, ECCGOST: 12, ECDSAP256SHA256: 13, ECDSA256: 13, ECDSAP384SHA384: 14, ECDSA384: 14, ED25519: 15, ED448: 16,
  INDIRECT: 252, PRIVATEDNS: 253, PRIVATEOID: 254,
})
/** RFC 4398 §2.1. */
export const certificateKind = unsigned(2, { PKIX: 1, SPKI: 2, PGP: 3, IPKIX: 4, ISPKI: 5, IPGP: 6, ACPKIX: 7, IACPKIX: 8, URI: 253, OID: 254 })

/** RFC 9859 §2.1. */
export const notification = unsigned(1, { NOTIFY: 1 })

const SECONDS: Record<string, number> = { S: 1, M: 60, H: 3600, D: 86_400, W: 604_800 }

/** Seconds, as a number or as BIND also takes them: `1h30m`, `2w`. Nothing for what is no time. */
export function secondsOf(text: string): number | undefined {
  if (!/^(?:\d{1,10}[smhdw])*(?:\d{1,10}[smhdw]?)$/iu.test(text)) return undefined
  const seconds = [...text.matchAll(/(\d+)([smhdw]?)/giu)].reduce((sum, [, count, unit]) => sum + Number(count) * (SECONDS[(unit ?? '').toUpperCase()] ?? 1), 0)
  return seconds < 2 ** 32 ? seconds : undefined
}

export const period: Field = {
  toWire: (words) => {
    const { text } = nextWord(words)
    const seconds = secondsOf(text)
    if (seconds === undefined) throw new Unreadable(`« ${text.slice(0, 40)} » n’est pas une durée.`, `"${text.slice(0, 40)}" is not a length of time.`)
    return numberBytes(seconds, 4)
  },
  toText: u32.toText,
}

/** RFC 4034 §3.2: `20261122203000`, in UTC, or seconds since 1970. */
export const instant: Field = {
  toWire: (words) => {
    const { text } = nextWord(words)
    const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/u.exec(text)?.slice(1).map(Number)
    if (!parts) return numberBytes(numberOf(text, 4), 4)
    const [year = 0, month = 1, day, hour, minute, second] = parts
    const at = Date.UTC(year, month - 1, day, hour, minute, second) / 1000
    if (at < 0 || instantText(at) !== text) throw new Unreadable(`« ${text} » n’est pas une date.`, `"${text}" is not a date.`)
    return numberBytes(at % 2 ** 32, 4)
  },
  toText: wire => instantText(takeNumber(wire, 4)),
}

const instantText = (at: number) => new Date(at * 1000).toISOString().replace(/\D/gu, '').slice(0, 14)

/** The type that a signature covers. */
export const type: Field = {
  toWire: words => numberBytes(knownType(nextWord(words).text), 2),
  toText: wire => typeName(takeNumber(wire, 2)),
}

/** The types that a name has (RFC 4034 §4.1.2). */
export const types: Field = {
  toWire: (words) => {
    const numbers: number[] = []
    while (hasMore(words)) numbers.push(knownType(nextWord(words).text))
    return [...Map.groupBy(new Set(numbers.sort((a, b) => a - b)), number => number >> 8)].flatMap(([window, members]) => {
      const bits = bitmapOf(members.map(number => number & 255))
      return [window, bits.length, ...bits]
    })
  },
  toText: (wire) => {
    const names: string[] = []
    let last = -1
    while (left(wire) > 0) {
      const [window, size] = [takeNumber(wire, 1), takeNumber(wire, 1)]
      if (window <= last || size === 0 || size > 32) throw new Unreadable('La liste des types est mal formée.', 'The list of types is malformed.')
      last = window
      names.push(...bitsOf(Array.from({ length: size }, () => takeNumber(wire, 1))).map(bit => typeName(window * 256 + bit)))
    }
    return names.join(' ')
  },
}

/** Bits that are set, the first being the highest of the first byte. */
export function bitmapOf(bits: number[]): number[] {
  const bytes = new Array<number>(bits.length === 0 ? 0 : (Math.max(...bits) >> 3) + 1).fill(0)
  bits.forEach((bit) => { bytes[bit >> 3]! |= 0x80 >> (bit & 7) })
  return bytes
}

/** Which bits are set; throws Unreadable where bytes without any end the map, since then it could be written in two ways. */
export function bitsOf(bytes: number[]): number[] {
  if (bytes.at(-1) === 0) throw new Unreadable('Une liste de bits finit par un octet vide.', 'A list of bits ends in an empty byte.')
  return bytes.flatMap((byte, i) => [0, 1, 2, 3, 4, 5, 6, 7].filter(bit => byte & 0x80 >> bit).map(bit => i * 8 + bit))
}

const PROTOCOLS = { ICMP: 1, TCP: 6, UDP: 17 }
const PORTS = { FTP: 21, SSH: 22, TELNET: 23, SMTP: 25, TIME: 37, DOMAIN: 53, FINGER: 79, HTTP: 80, POP3: 110, NNTP: 119, NTP: 123, IMAP: 143, IMAP2: 143, HTTPS: 443 }

export const protocol = unsigned(1, PROTOCOLS)
/** The ports of WKS (RFC 1035 §3.4.2). */
export const ports: Field = {
  toWire: (words) => {
    const bits: number[] = []
    while (hasMore(words)) bits.push(numberOf(nextWord(words).text, 2, PORTS))
    return bitmapOf(bits)
  },
  toText: wire => bitsOf(Array.from({ length: left(wire) }, () => takeNumber(wire, 1))).join(' '),
}
