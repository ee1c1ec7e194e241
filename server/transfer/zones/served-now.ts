import type { DnsRecord } from '../../dns/record.ts'

/** What our name servers serve of a zone: its records, as far as they can be found; `absent`: they do not hold it. */
export type ServedNow = { state: 'served', records: DnsRecord[] } | { state: 'absent' | 'silent' }
