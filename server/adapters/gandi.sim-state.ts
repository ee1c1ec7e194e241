import { domainAt, hasLock, type RegisteredDomain, type SimulatedRegistry } from './registry.sim.ts'

export type SimulatedSet = { rrset_name: string, rrset_type: string, rrset_ttl: number, rrset_values: string[] }
export type SimulatedMailbox = { id: string, login: string, aliases: string[], responder: boolean, password: string, quota: number }
export type SimulatedSnapshot = { id: string, name: string, created_at: string, zone_data: SimulatedSet[] }

/** What one domain has at Gandi. */
export type HeldByGandi = {
  name: string
  dns: 'livedns' | 'classic' | 'other'
  records: SimulatedSet[]
  snapshots: SimulatedSnapshot[]
  keys: { id: string, keytag: number, algorithm: number, digest: string, digest_type: number }[]
  mailboxes: SimulatedMailbox[]
  forwards: { source: string, destinations: string[] }[]
  redirections: { host: string, type: string, url: string, protocol: string }[]
  autorenew: boolean
  /** Unlocked, it is locked again by itself after a while, once. */
  relocksAfter: number | null
}

/** What was asked for and comes a little later: one at a time for each domain. */
export type Later = { domain: string, at: number, does: 'unlock' | 'lock' | 'code' | 'name-servers' | 'unsign' | 'accept', names?: string[] }

/** All that a simulated Gandi holds, as JSON can. */
export type SimulatedGandi = {
  token: { value: string, scopes: string[], until: number }
  held: Record<string, HeldByGandi>
  later: Later[]
  /** When it was asked, in the last minute. */
  asked: number[]
  perMinute: number
  nextId: number
}

export const GANDI_TOKEN = 'a-token-of-the-simulator'
const DAY_MS = 86_400_000
const ERASED_AFTER_MS = 7 * DAY_MS
/** How long what is asked for takes. */
export const LATER_MS = 45_000

const set = (rrset_name: string, rrset_type: string, ...rrset_values: string[]): SimulatedSet => ({ rrset_name, rrset_type, rrset_ttl: 10_800, rrset_values })

/** A domain that uses most of what Gandi has: its zone, mailboxes, a forwarding, a redirection. */
export function heldDomain(name: string, more: Partial<HeldByGandi> = {}): HeldByGandi {
  return {
    name, dns: 'livedns', snapshots: [], keys: [], autorenew: true, relocksAfter: null,
    records: [
      set('@', 'SOA', 'ns1.gandi.net. hostmaster.gandi.net. 1700000000 10800 3600 604800 10800'), set('@', 'NS', 'ns-1-a.gandi.net.', 'ns-2-b.gandi.net.', 'ns-3-c.gandi.net.'),
      set('@', 'A', '192.0.2.1'), set('@', 'MX', '10 spool.mail.gandi.net.', '50 fb.mail.gandi.net.'), set('@', 'TXT', '"v=spf1 include:_mailcust.gandi.net ?all"'),
      set('www', 'CNAME', 'webredir.vip.gandi.net.'), set('_imaps._tcp', 'SRV', '0 1 993 mail.gandi.net.'), set('gm1._domainkey', 'CNAME', 'gm1.gandimail.net.'),
    ],
    mailboxes: [
      { id: '7f1a0c02-0001-4000-8000-000000000001', login: 'contact', aliases: ['info', 'bureau'], responder: false, password: 'first', quota: 1_200_000 },
      { id: '7f1a0c02-0001-4000-8000-000000000002', login: 'compta', aliases: [], responder: true, password: 'first', quota: 80_000 },
    ],
    forwards: [{ source: 'tous', destinations: ['contact@example.org', 'camille@example.net'] }],
    redirections: [{ host: `www.${name}`, type: 'http301', url: `https://${name}/`, protocol: 'https' }],
    ...more,
  }
}

/** A Gandi of which nobody has asked anything yet. The token may do everything for thirty days. */
export const newGandi = (now: number, held: readonly HeldByGandi[], more: Partial<SimulatedGandi> = {}): SimulatedGandi => ({
  token: { value: GANDI_TOKEN, scopes: ['domain:view', 'domain:tech', 'mail:admin'], until: now + 30 * DAY_MS },
  held: Object.fromEntries(held.map(one => [one.name, one])), later: [], asked: [], perMinute: 1000, nextId: 1, ...more,
})

/** A simulated Gandi, the registry that it shares with others, and what time it is. */
export type GandiOffice = { state: SimulatedGandi, registry: SimulatedRegistry, now: number }

/** The domain, if it is at Gandi now. */
export function atGandi({ registry, now }: Omit<GandiOffice, 'state'>, name: string): RegisteredDomain | undefined {
  const domain = domainAt(registry, name, now)
  return domain?.registrar === 'gandi' ? domain : undefined
}

/** Whether Gandi's mail of a domain works, has stopped with its departure, or is erased. */
export function gandiMail({ registry, now }: Omit<GandiOffice, 'state'>, name: string): 'works' | 'stopped' | 'erased' {
  const domain = domainAt(registry, name, now)
  if (domain?.registrar === 'gandi') return 'works'
  return domain?.transferredAt !== null && domain !== undefined && now < domain.transferredAt + ERASED_AFTER_MS ? 'stopped' : 'erased'
}

/** Everything that time brought: what was asked for is done, what is erased is gone. */
export function catchUp(office: GandiOffice) {
  const { state, now } = office
  for (const later of state.later.filter(({ at }) => at <= now)) carryOut(office, later)
  state.later = state.later.filter(({ at }) => at > now)
  for (const held of Object.values(state.held)) if (gandiMail(office, held.name) === 'erased') Object.assign(held, { mailboxes: [], forwards: [], redirections: [] } satisfies Partial<HeldByGandi>)
}

function carryOut(office: GandiOffice, { domain: name, does, names, at }: Later) {
  const [domain, held] = [atGandi({ ...office, now: at }, name), office.state.held[name]]
  if (domain && held) DOES[does]({ office, domain, held, at, names: names ?? [] })
}

type Doing = { office: GandiOffice, domain: RegisteredDomain, held: HeldByGandi, at: number, names: string[] }

const DOES: Readonly<Record<Later['does'], (doing: Doing) => void>> = {
  unlock({ office, domain, held, at }) {
    domain.statuses = domain.statuses.filter(status => status !== 'clientTransferProhibited')
    if (held.relocksAfter !== null) office.state.later.push({ domain: held.name, at: at + held.relocksAfter, does: 'lock' })
    held.relocksAfter = null
  },
  lock({ domain }) {
    if (hasLock(domain.name) && !domain.statuses.includes('clientTransferProhibited')) domain.statuses.push('clientTransferProhibited')
  },
  code({ office, domain, at }) {
    office.state.nextId += 1
    Object.assign(domain, { code: `New-${office.state.nextId}-${domain.name}`, codeUntil: at + 30 * DAY_MS })
  },
  'name-servers'({ domain, held, names }) {
    domain.nameServers = names
    held.dns = names.every(name => name.endsWith('.gandi.net')) ? 'livedns' : 'other'
  },
  unsign({ domain, held }) {
    domain.ds = []
    held.keys = []
  },
  accept({ domain, at }) {
    if (domain.pending) domain.pending = { ...domain.pending, at, fails: false }
    domainAt({ domains: { [domain.name]: domain } }, domain.name, at)
  },
}
