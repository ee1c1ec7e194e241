import type { DnsRecord } from '../record.ts'

// Where a name leads: one way at a time. An AAAA left beside a new A would lead to the old server.
const LEADING = ['A', 'AAAA', 'CNAME', 'ALIAS', 'ANAME']

/** Whether a record gives way to one of these, made by a hosting at its name. Texts stand beside each other. */
export const givesWay = ({ name, type }: DnsRecord, ours: readonly DnsRecord[]) => type !== 'TXT'
  && ours.some(other => other.name === name && (other.type === type || (LEADING.includes(type) && LEADING.includes(other.type))))
