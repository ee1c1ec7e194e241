import type { DnsAnswer } from '../answer.ts'
import type { DnsRecord } from '../record.ts'
import type { ServerFacts } from './facts.ts'

/** An answer, or why there is none. */
export type Heard = { answer: DnsAnswer, why: null } | { answer: null, why: string }

/** How a server answers when it is asked for the SOA of a domain, by UDP and by TCP. */
export function serverFacts(domain: string, { name, address }: { name: string, address: string }, { udp, tcp }: { udp: Heard, tcp: Heard }): ServerFacts {
  const failures = [udp, tcp].map(heard => whyNotServed(domain, heard))
  const answer = failures[0] === null ? udp.answer : failures[1] === null ? tcp.answer : null
  return {
    name, address, udp: udp.answer !== null, tcp: tcp.answer !== null,
    authoritative: [udp, tcp].some(heard => heard.answer?.authoritative === true),
    serial: answer ? serialOf(soaIn(domain, answer)) : null,
    failure: answer ? null : failures.find(why => why !== 'unasked') ?? 'unasked',
  }
}

function whyNotServed(domain: string, { answer, why }: Heard): string | null {
  if (!answer) return why
  if (answer.code === 'REFUSED') return 'refused'
  return answer.authoritative && soaIn(domain, answer) ? null : 'lame'
}

/** The SOA of a domain in an answer. */
export const soaIn = (domain: string, { answers }: Pick<DnsAnswer, 'answers'>): DnsRecord | null => answers.find(({ type, name }) => type === 'SOA' && name === domain) ?? null

/** The serial of a SOA. */
function serialOf(soa: DnsRecord | null): number | null {
  const serial = soa?.data.split(' ')[2]
  return serial === undefined ? null : Number(serial)
}

/** Whether the first serial is after the second: they go round (RFC 1982). */
const isAfter = (one: number, other: number): boolean => one !== other && (one - other >>> 0) < 2 ** 31

/** The SOA with the newest serial. */
export function newest(soas: DnsRecord[]): DnsRecord | null {
  return soas.reduce<DnsRecord | null>((best, soa) => !best || isAfter(serialOf(soa) ?? 0, serialOf(best) ?? 0) ? soa : best, null)
}

/** The servers to ask for records, those with the newest zone first: one address for each name, of those that serve it. */
export function servingOnes(servers: readonly ServerFacts[]): ServerFacts[] {
  const serving = servers.filter(({ failure }) => failure === null)
  // An IPv4 address first: it is the one that everybody reaches.
  const sorted = [...serving.filter(({ address }) => !address.includes(':')), ...serving.filter(({ address }) => address.includes(':'))]
  const once = sorted.filter(({ name }, i) => sorted.findIndex(one => one.name === name) === i)
  return once.sort((one, other) => (one.serial ?? 0) === (other.serial ?? 0) ? 0 : isAfter(one.serial ?? 0, other.serial ?? 0) ? -1 : 1)
}
