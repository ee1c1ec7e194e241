import type { DnsRecord } from '../../dns/record.ts'
import { readZone } from '../../dns/zone/reading.ts'
import { Refusal } from '../../platform/errors.ts'
import type { UnreadLine, ZoneRefusal } from './contract.ts'

/** A zone as it is before anything is done, from wherever it is known. */
export type ZoneBefore = { records: DnsRecord[], whole: boolean, unread: UnreadLine[] }

// What an association's zone never reaches, and a page can still show.
const MOST_RECORDS = 5_000
const MOST_LINES_REFUSED = 20

/** A refusal that the console can say in the reader's own language. */
export const zoneRefusal = (message: string, details: ZoneRefusal) => new Refusal('invalid', message, details)

/** The zone that somebody pasted; refused when nothing of it is a record. */
export function pastedZone(text: string, zone: string): ZoneBefore {
  if (text.trim() === '') throw zoneRefusal('This zone is empty: paste it as text', { why: 'empty' })
  const { records, problems } = readZone(text, { origin: zone, ttl: 3600 })
  const unread = problems.filter(({ kind }) => kind === 'unread').map(({ line, source, said }) => ({ line, source, why: said }))
  const [first] = unread
  if (records.length === 0 && first) throw zoneRefusal(`Nothing of this can be read as a zone. Line ${first.line}: ${first.why.en}`, { why: 'unread', lines: unread.slice(0, MOST_LINES_REFUSED) })
  if (records.length === 0) throw zoneRefusal('There is no record in this zone', { why: 'empty' })
  if (records.length > MOST_RECORDS) throw zoneRefusal(`This zone has more than ${MOST_RECORDS} records: too many to be shown`, { why: 'too-many' })
  return { records: records.map(({ name, ttl, type, data }) => ({ name, ttl, type, data })), whole: unread.length === 0, unread }
}

/** The zone that a survey of this domain found. */
export function surveyedBefore(found: { domain: string, records: DnsRecord[], whole: boolean }, domain: string): ZoneBefore {
  if (found.domain !== domain) throw zoneRefusal('This survey is about another domain', { why: 'other-domain' })
  if (found.records.length === 0) throw zoneRefusal('The survey found no record: paste the zone as text', { why: 'no-records' })
  return { records: found.records.slice(0, MOST_RECORDS), whole: found.whole && found.records.length <= MOST_RECORDS, unread: [] }
}
