import { z } from 'zod'
import type { DnsRecord } from '../../dns/record.ts'
import { Refusal } from '../../platform/errors.ts'
import { Desired, DesiredAddress, DesiredDomain, type DesiredEntry } from '../../provisioners/desired.ts'
import { zoneEntries, type ZoneEntries } from '../../provisioners/zone-entries.ts'
import { asked } from '../../workflows/asked.ts'

export const AccountId = z.coerce.string().trim().min(1).max(64)

const ZoneRecord = z.object({ name: z.string().max(255), ttl: z.coerce.number().int().min(0), type: z.string().max(20), data: z.string().max(70_000) })
const { name: DomainName, hostsDns, hostsMail, ttl, force, entries } = DesiredDomain.shape
// Within a domain its name need not be said again.
const Address = DesiredAddress.extend({ domain: DomainName.optional() })
const { ftp, databases, lists, quotas } = Desired.shape

const Given = z.object({
  domain: DomainName.optional(), hostsDns, hostsMail, ttl, force, entries,
  records: z.array(ZoneRecord).max(10_000).default([]),
  addresses: z.array(Address).max(5000).default([]),
  catchAll: z.string().nullable().default(null),
  ftp, databases, lists, quotas,
})

/** The names under which a step says what should be at the hosting. */
export const WISHES = ['domain', 'hostsDns', 'hostsMail', 'ttl', 'force', 'entries', 'records', 'addresses', 'catchAll', 'ftp', 'databases', 'lists', 'quotas'] as const

/** What a step wishes, and what of it somebody must do by hand. */
export type Wish = { desired: Desired, byHand: ZoneEntries['byHand'], changed: ZoneEntries['changed'] }

/** Reads what a step wishes: one domain with its records (as they are in a zone) and entries, addresses, and what the account has beside. */
export function wishOf(given: Record<string, unknown>): Wish {
  const { domain, records, catchAll, addresses, ...wished } = asked(Given, absentAway(given))
  const needsDomain = records.length > 0 || wished.entries.length > 0 || catchAll !== null || addresses.some(address => address.domain === undefined)
  if (needsDomain && domain === undefined) throw new Refusal('invalid', 'domain: must be said')
  const carried = zoneEntries(domain ?? '', records as DnsRecord[])
  return {
    desired: {
      domains: domain === undefined ? [] : [domainOf(domain, { ...wished, entries: [...carried.entries, ...wished.entries] })],
      addresses: addresses.map(address => ({ ...address, domain: address.domain ?? domain ?? '' })),
      catchAlls: catchAll === null || domain === undefined ? [] : [{ domain, target: catchAll }],
      ftp: wished.ftp, databases: wished.databases, lists: wished.lists, quotas: wished.quotas,
    },
    byHand: carried.byHand, changed: carried.changed,
  }
}

const domainOf = (name: string, wished: Omit<DesiredDomain, 'name'> & { entries: DesiredEntry[] }): DesiredDomain => ({ name, hostsDns: wished.hostsDns, hostsMail: wished.hostsMail, ttl: wished.ttl, force: wished.force, entries: wished.entries })

/** A step that says nothing of something says null. */
const absentAway = (given: Record<string, unknown>) => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined && value !== ''))
