import type { DnsRecord } from '../../dns/record.ts'

/** What a name server said when it was asked for the SOA of a zone; null when it said nothing. */
export type Heard = { server: string, answer: { code: string, authoritative: boolean, answers: DnsRecord[] } | null }

const serialIn = (answers: readonly DnsRecord[]) => answers.find(({ type }) => type === 'SOA')?.data.split(' ')[2]

function troubleOf({ answer }: Heard): string | undefined {
  if (!answer) return 'does not answer'
  if (answer.code !== 'NOERROR') return `answers ${answer.code}`
  return answer.authoritative && serialIn(answer.answers) !== undefined ? undefined : 'does not hold the zone'
}

/** Whether every name server serves the same version of the zone (RFC 1034 §4.3.5), and who does not. */
export function servedBy(zone: string, heard: readonly Heard[]): { passed: boolean, says: string, serial: string | null } {
  const troubled = heard.flatMap(one => troubleOf(one) === undefined ? [] : [`${one.server} ${troubleOf(one) ?? ''}`])
  const serials = new Set(heard.flatMap(({ answer }) => answer ? [serialIn(answer.answers)] : []).filter(serial => serial !== undefined))
  if (troubled.length > 0) return { passed: false, says: `${zone}: ${troubled.join(', ')}`, serial: null }
  if (serials.size > 1) return { passed: false, says: `${zone}: its name servers hold different versions (${[...serials].sort().join(', ')})`, serial: null }
  return { passed: true, says: zone, serial: [...serials][0] ?? null }
}
