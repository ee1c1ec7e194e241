import { z } from 'zod'
import { absolute, isWithin } from '../../dns/names.ts'
import type { DnsRecord } from '../../dns/record.ts'
import { readZone } from '../../dns/zone/reading.ts'
import { Refusal } from '../../platform/errors.ts'

const MOST_SERVERS = 16
const MOST_RECORDS = 2_000

/** A domain or a host, as canonical names are written. */
export const Name = z.string().max(254).transform(absolute).refine(name => /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.){2,}$/u.test(name), 'is no name')

/** Name servers: a list, or one text with spaces or commas between them. */
export const Servers = z.union([z.array(z.string()), z.string().transform(text => text.split(/[\s,]+/u).filter(one => one !== ''))]).pipe(z.array(Name).min(1).max(MOST_SERVERS)).transform(names => [...new Set(names)].sort())

/** Records as a zone file says them, in one text or line by line. */
export const Lines = z.union([z.array(z.string()), z.string().transform(text => [text])]).transform(lines => lines.join('\n'))

/** The records that servers should answer. Their own SOA and name servers are not compared: a zone that moves has others. */
export function expectedRecords(text: string, domain: string): DnsRecord[] {
  const { records, problems } = readZone(text, { origin: domain, ttl: 3600 })
  const [problem] = problems
  if (problem) throw new Refusal('invalid', `records, line ${problem.line}: ${problem.said.en}`)
  if (records.length > MOST_RECORDS) throw new Refusal('invalid', `These are more than ${MOST_RECORDS} records`)
  const delegated = records.filter(({ name, type }) => type === 'NS' && name !== domain).map(({ name }) => name)
  // Below a delegation it is others who answer.
  const isOthers = (name: string) => delegated.some(above => name !== above && isWithin(name, above))
  return records.filter(({ name, type }) => type !== 'SOA' && !(type === 'NS' && name === domain) && !isOthers(name))
}

type Answered = { authoritative: boolean, answers: readonly DnsRecord[], authorities?: readonly DnsRecord[] }

export type RecordSet = { name: string, type: string, data: string[] }

/** Records by name and type: what is asked for, and what should be answered. */
export function setsOf(records: readonly DnsRecord[]): RecordSet[] {
  const sets = new Map<string, RecordSet>()
  for (const { name, type, data } of records) {
    const set = sets.get(`${name} ${type}`) ?? { name, type, data: [] }
    set.data.push(data)
    sets.set(`${name} ${type}`, set)
  }
  return [...sets.values()]
}

/** Whether an answer says exactly what is expected, in any order and for any time. Whoever is asked for what it delegates refers to others. */
export function isAnswered({ name, type, data }: RecordSet, { authoritative, answers, authorities = [] }: Answered): boolean {
  if (!authoritative && type !== 'NS') return false
  const given = new Set([...answers, ...authorities].filter(one => one.name === name && one.type === type).map(one => one.data))
  return given.size === new Set(data).size && data.every(one => given.has(one))
}
