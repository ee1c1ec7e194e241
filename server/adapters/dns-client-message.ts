import type { DnsRecord } from '../dns/record.ts'
import type { HowAsked } from '../dns/ports.ts'
import { recordFromWire } from '../dns/zone/rdata/data.ts'
import { nameFromWire, nameToWire } from '../dns/zone/rdata/names.ts'
import { numberBytes, take, takeNumber, type Wire } from '../dns/zone/rdata/wire.ts'

/** A DNS message that could be read (RFC 1035 §4). */
export type Message = { code: string, authoritative: boolean, truncated: boolean, authenticated: boolean, answers: DnsRecord[], authorities: DnsRecord[], additionals: DnsRecord[] }

const HEADER_BYTES = 12
// What travels without being cut into pieces anywhere: https://www.dnsflagday.net/2020/
const UDP_BYTES = 1232
const [IN, OPT, LONGEST_TTL] = [1, 41, 2 ** 31]
const CODES = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED', 'YXDOMAIN', 'YXRRSET', 'NXRRSET', 'NOTAUTH', 'NOTZONE']
const FLAGS = { response: 0x8000, authoritative: 0x0400, truncated: 0x0200, recursive: 0x0100, authenticated: 0x0020, unchecked: 0x0010 }

export type Query = { name: string, type: number, id: number, edns: boolean }

/** A question as it is sent. `edns`: we take large answers, and say whether we want signatures (RFC 6891, RFC 3225). */
export function queryOf({ name, type, id, edns }: Query, how: HowAsked): Buffer {
  const flags = (how.recursive ? FLAGS.recursive : 0) | (how.unchecked ? FLAGS.unchecked : 0) | (how.dnssec ? FLAGS.authenticated : 0)
  const opt = edns ? [0, ...numberBytes(OPT, 2), ...numberBytes(UDP_BYTES, 2), 0, 0, how.dnssec ? 0x80 : 0, 0, 0, 0] : []
  return Buffer.from([...numberBytes(id, 2), ...numberBytes(flags, 2), 0, 1, 0, 0, 0, 0, 0, edns ? 1 : 0, ...nameToWire(name), ...numberBytes(type, 2), ...numberBytes(IN, 2), ...opt])
}

/** Whether these bytes answer that query: the same number and the same question. Some servers that refuse leave the question out. */
export function isAnswerTo({ name, type, id }: Query, bytes: Buffer): boolean {
  if (bytes.length < HEADER_BYTES || bytes.readUInt16BE(0) !== id || !(bytes.readUInt16BE(2) & FLAGS.response)) return false
  if (bytes.readUInt16BE(4) === 0) return (bytes.readUInt16BE(2) & 0x0f) !== 0
  const question = Buffer.from([...nameToWire(name), ...numberBytes(type, 2), ...numberBytes(IN, 2)])
  // Nothing in a question but its letters has a case: lengths are below 64, and types that differ by 32 in a letter's place are not asked for.
  return plain(bytes.subarray(HEADER_BYTES, HEADER_BYTES + question.length)) === plain(question)
}

const plain = (bytes: Buffer) => bytes.toString('latin1').toLowerCase()

/** Reads a message whole; throws for one that cannot be read. */
export function readMessage(bytes: Buffer): Message {
  const wire: Wire = { bytes, at: 0, end: bytes.length, message: true }
  const [, flags = 0, questions = 0, ...counts] = [0, 1, 2, 3, 4, 5].map(() => takeNumber(wire, 2))
  for (let i = 0; i < questions; i++) {
    nameFromWire(wire)
    take(wire, 4)
  }
  const [answers = [], authorities = [], additionals = []] = counts.map(count => Array.from({ length: count }, () => recordAt(wire)))
  const opt = additionals.find(({ type }) => type === OPT)
  return {
    code: codeOf((flags & 0x0f) | (opt ? Math.floor(opt.ttl / 2 ** 24) << 4 : 0)),
    authoritative: (flags & FLAGS.authoritative) !== 0, truncated: (flags & FLAGS.truncated) !== 0, authenticated: (flags & FLAGS.authenticated) !== 0,
    answers: recordsOf(answers), authorities: recordsOf(authorities), additionals: recordsOf(additionals),
  }
}

const codeOf = (code: number) => CODES[code] ?? `RCODE${code}`

type Raw = { name: string, type: number, class: number, ttl: number, data: Wire }

function recordAt(wire: Wire): Raw {
  const name = nameFromWire(wire)
  const [type, class_, ttl] = [takeNumber(wire, 2), takeNumber(wire, 2), takeNumber(wire, 4)]
  const size = takeNumber(wire, 2)
  const at = wire.at
  take(wire, size)
  return { name, type, class: class_, ttl, data: { ...wire, at, end: at + size } }
}

const recordsOf = (records: Raw[]): DnsRecord[] => records
  .filter(record => record.class === IN && record.type !== OPT)
  // RFC 2181 §8: a TTL with its first bit set is none.
  .map(({ name, type, ttl, data }) => recordFromWire({ name, ttl: ttl < LONGEST_TTL ? ttl : 0, type }, data))
