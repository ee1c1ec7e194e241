import type { Account, EntryKind, QuotaName } from '../provisioners/hosting.ts'
import type { DnsRecord } from '../dns/record.ts'

/** A row that a job of the hosting looks after: what it has to do with it, since when, and what came of it the last time. */
type Worked = { action: 'OK' | 'UPDATE' | 'DELETE', since: number, result: string }

export type SimulatedAccount = Account & { quotas: Record<QuotaName, number>, hash: string | null }
/** A zone as it was written at `at`; secondaries come for it later. */
export type WrittenZone = { serial: number, at: number, records: DnsRecord[] }
export type SimulatedDomain = Worked & { name: string, accountId: string, hostsDns: boolean, hostsMail: boolean, ttl: number, zones: WrittenZone[] }
export type SimulatedEntry = Worked & { id: string, domain: string, name: string, kind: EntryKind, value: string, enabled: boolean }
export type SimulatedAddress = { domain: string, local: string, type: '' | 'sympa' | 'mailman' | 'catchall', mailbox: { quotaMb: number } | null, recipients: string[], enabled: boolean, hash: string | null, action: 'OK' | 'DELETE', since: number }

/** All that a simulated hosting holds, as JSON can. */
export type SimulatedHosting = {
  nextId: number
  accounts: SimulatedAccount[]
  domains: SimulatedDomain[]
  entries: SimulatedEntry[]
  addresses: SimulatedAddress[]
  ftp: { accountId: string, login: string, folder: string, enabled: boolean }[]
  databases: { accountId: string, name: string }[]
  robots: (Worked & { domain: string, host: string })[]
  /** Until when somebody else is at the domains; the jobs of each minute stand still meanwhile. */
  lockedUntil: number
  /** Of how much of a domain the hosting wants to see before it takes it: 0 refuses, 1 wants its own first name server, 3 wants that it exists, 4 looks at nothing, 5 takes no zone. What is absent is refused. */
  tlds: Record<string, number>
  /** The name servers that parents name. */
  delegations: Record<string, string[]>
  forbidden: string[]
}

/** Where everything of the simulated hosting is. */
export const HOUSE = {
  panel: 'panel.hosting.example', nameServers: ['ns1.hosting.example.', 'ns2.hosting.example.'], mailHost: 'mail.hosting.example.', webAddress: '192.0.2.80', bounces: 'bounce.hosting.example',
  spf: 'v=spf1 a mx ?all', dmarc: 'v=DMARC1; p=none',
} as const

export const DEFAULT_QUOTAS: Record<QuotaName, number> = { domains: 1, mailboxes: 10, ftp: 2, databases: 1, lists: 0, web: 51_200 }

/** A hosting that nobody uses yet. */
export const emptyHosting = (): SimulatedHosting => ({
  nextId: 2000, accounts: [], domains: [], entries: [], addresses: [], ftp: [], databases: [], robots: [], lockedUntil: 0,
  tlds: { 'fr': 4, 'asso.fr': 4, 'eu.org': 4, 'com': 1, 'org': 1, 'net': 1, 'eu': 1, 'coop': 1, 'info': 1, 'example': 4 }, delegations: {}, forbidden: [],
})

/** Ids are given once, whatever is deleted. */
export const newId = (state: SimulatedHosting): string => String(++state.nextId)

/** How much of a quota an account uses. */
export function usedOf(state: SimulatedHosting, accountId: string): Record<QuotaName, number> {
  const domains = state.domains.filter(domain => domain.accountId === accountId)
  const names = new Set(domains.map(({ name }) => name))
  return {
    domains: domains.length,
    mailboxes: state.addresses.filter(({ domain, type, action }) => names.has(domain) && type === '' && action === 'OK').length,
    ftp: state.ftp.filter(login => login.accountId === accountId).length,
    databases: state.databases.filter(database => database.accountId === accountId).length,
    lists: state.robots.filter(({ domain }) => names.has(domain)).length,
    web: 0,
  }
}
