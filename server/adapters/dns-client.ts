import { randomInt } from 'node:crypto'
import { isIP } from 'node:net'
import { isWithin } from '../dns/names.ts'
import { NoAnswer } from '../dns/no-answer.ts'
import type { AskServer, DnsServer, HowAsked, TransferZone } from '../dns/ports.ts'
import type { DnsRecord } from '../dns/record.ts'
import { typeNumber } from '../dns/zone/rdata/type-numbers.ts'
import { isAnswerTo, queryOf, readMessage, type Message, type Query } from './dns-client-message.ts'
import { askByTcp, askByUdp, type Where } from './dns-client-sockets.ts'
import { isPublicAddress } from './public-address.ts'

/** `isAllowed` and `port`: for tests, what may be asked beside the public networks, and where servers listen. `resolvers`: ours, which may be in our own network; they alone are asked to go and find out. */
export type DnsSettings = { isAllowed?: (address: string) => boolean, port?: number, resolvers?: readonly DnsServer[], patienceMs?: number, transferMs?: number, mostRecords?: number }

const PATIENCE_MS = 2_000
const TRANSFER_MS = 20_000
const MOST_RECORDS = 10_000
const MOST_TRANSFER_BYTES = 2 * 1024 * 1024
const UDP_TRIES = 2

type Asking = { query: Query, where: Where, how: HowAsked, patienceMs: number }

/** Asks name servers by UDP and TCP on sockets of its own. Only public addresses are asked, and our resolvers. */
export function dnsClient(settings: DnsSettings = {}): { ask: AskServer, transfer: TransferZone } {
  const { patienceMs = PATIENCE_MS } = settings
  return {
    async ask({ name, type }, server, how = {}) {
      const asking: Asking = { query: { name, type: typeOf(type), id: randomInt(65_536), edns: true }, where: whereOf(server, settings, how), how, patienceMs }
      return withOrWithoutEdns(asking)
    },
    transfer: async (zone, server, signal) => {
      const query: Query = { name: zone, type: typeOf('AXFR'), id: randomInt(65_536), edns: false }
      return transferred(query, whereOf(server, settings, {}), { ...settings, signal })
    },
  }
}

function typeOf(name: string): number {
  const type = typeNumber(name)
  if (type === undefined) throw new Error(`There is no type ${name}`)
  return type
}

function whereOf({ address, port }: DnsServer, { isAllowed = isPublicAddress, resolvers = [], port: usual = 53 }: DnsSettings, { recursive = false }: HowAsked): Where {
  const isOurs = recursive && resolvers.some(one => one.address === address)
  if (isIP(address) === 0 || !(isOurs || isAllowed(address))) throw new NoAnswer(address, 'not-public')
  return { address, port: port ?? usual }
}

/** Old servers, and what stands before them, know nothing of EDNS: they are asked once more without (RFC 6891 §7). */
async function withOrWithoutEdns(asking: Asking): Promise<Told> {
  const answer = await told(asking)
  const isLost = answer.code === 'FORMERR' || answer.code === 'NOTIMP'
  return isLost ? told({ ...asking, query: { ...asking.query, edns: false } }) : answer
}

type Told = Message & { over: 'udp' | 'tcp' }

async function told(asking: Asking): Promise<Told> {
  const { over } = asking.how
  if (over === 'tcp') return byTcp(asking)
  const answer = await byUdp(asking)
  return answer.truncated && over !== 'udp' ? byTcp(asking) : answer
}

async function byUdp({ query, where, how, patienceMs }: Asking, tries = UDP_TRIES): Promise<Told> {
  const patience = patienceOf(patienceMs, how.signal)
  try {
    const bytes = await askByUdp(queryOf(query, how), where, { isAnswer: one => isAnswerTo(query, one), signal: patience })
    return { ...read(bytes, where), over: 'udp' }
  }
  catch (error) {
    const failure = failureOf(error, where, how.signal)
    // A datagram may simply be lost.
    if (failure.why === 'silent' && tries > 1) return byUdp({ query: { ...query, id: randomInt(65_536) }, where, how, patienceMs }, tries - 1)
    throw failure
  }
}

async function byTcp({ query, where, how, patienceMs }: Asking): Promise<Told> {
  try {
    for await (const bytes of askByTcp(queryOf(query, how), where, patienceOf(2 * patienceMs, how.signal))) {
      if (!isAnswerTo(query, bytes)) throw new NoAnswer(where.address, 'unreadable')
      return { ...read(bytes, where), over: 'tcp' }
    }
    throw new NoAnswer(where.address, 'silent', 'it hung up')
  }
  catch (error) {
    throw failureOf(error, where, how.signal)
  }
}

/** RFC 5936 §2.2: messages until the SOA that began the zone comes again. */
async function transferred(query: Query, where: Where, { transferMs = TRANSFER_MS, mostRecords = MOST_RECORDS, signal }: DnsSettings & { signal: AbortSignal | undefined }): Promise<DnsRecord[]> {
  const records: DnsRecord[] = []
  let bytesSoFar = 0
  try {
    for await (const bytes of askByTcp(queryOf(query, {}), where, patienceOf(transferMs, signal))) {
      bytesSoFar += bytes.length
      records.push(...partOfZone(bytes, { query, where, isFirst: records.length === 0 }))
      if (records.length > mostRecords || bytesSoFar > MOST_TRANSFER_BYTES) throw new NoAnswer(where.address, 'unreadable', 'its zone is too large')
      if (records.length > 1 && records.at(-1)?.type === 'SOA') return records.slice(0, -1).filter(({ name }) => isWithin(name, query.name))
    }
    throw new NoAnswer(where.address, 'unreadable', 'the zone is cut short')
  }
  catch (error) {
    throw failureOf(error, where, signal)
  }
}

function partOfZone(bytes: Buffer, { query, where, isFirst }: { query: Query, where: Where, isFirst: boolean }): DnsRecord[] {
  // After the first message, servers may leave the question out.
  if (bytes.length < 2 || bytes.readUInt16BE(0) !== query.id) throw new NoAnswer(where.address, 'unreadable')
  const { code, answers } = read(bytes, where)
  if (code !== 'NOERROR') throw new NoAnswer(where.address, 'refused', code)
  const [first] = answers
  if (isFirst && !first) throw new NoAnswer(where.address, 'refused')
  if (isFirst && (first?.type !== 'SOA' || first.name !== query.name)) throw new NoAnswer(where.address, 'unreadable')
  return answers
}

function read(bytes: Buffer, { address }: Where): Message {
  try {
    return readMessage(bytes)
  }
  catch {
    throw new NoAnswer(address, 'unreadable')
  }
}

const patienceOf = (ms: number, signal: AbortSignal | undefined) => signal ? AbortSignal.any([signal, AbortSignal.timeout(ms)]) : AbortSignal.timeout(ms)

function failureOf(error: unknown, { address }: Where, signal: AbortSignal | undefined): NoAnswer {
  if (signal?.aborted) return new NoAnswer(address, 'unasked')
  return error instanceof NoAnswer ? error : new NoAnswer(address, 'silent')
}
