import type { AskRegistry } from '../dns/ports.ts'

/** How the registrar that loses the domain behaves: it lets the days pass, says no, or says yes. */
export type Temper = 'silent' | 'refuses' | 'accepts'

/** A domain as its registry knows it; instants in UTC ms. */
export type RegisteredDomain = {
  name: string
  /** Who manages it: a key of REGISTRARS. */
  registrar: string
  /** In the words of EPP, without `pendingTransfer`. */
  statuses: string[]
  code: string
  codeUntil: number | null
  registeredAt: number
  expiresAt: number
  transferredAt: number | null
  nameServers: string[]
  /** DS data. */
  ds: string[]
  temper: Temper
  pending: { to: string, since: number, at: number, fails: boolean } | null
}

/** All that a simulated registry holds, as JSON can. */
export type SimulatedRegistry = { domains: Record<string, RegisteredDomain> }

/** Why a registry says no to a transfer, with its code of RFC 5730. */
export type RegistryRefusal = { says: string, epp: number }

const DAY_MS = 86_400_000
const REGISTRARS: Record<string, { name: string, ianaId: number }> = { gandi: { name: 'Gandi SAS', ianaId: 81 }, openprovider: { name: 'Hosting Concepts B.V. d/b/a Registrar.eu', ianaId: 1647 }, elsewhere: { name: 'Un autre bureau', ianaId: 9999 } }
const FRENCH = new Set(['fr', 're', 'pm', 'tf', 'wf', 'yt'])
const AT_ONCE = new Set(['eu', 'be'])

const tldOf = (name: string) => name.slice(name.lastIndexOf('.') + 1)

/** How long a transfer takes here, in days, and whether it comes to nothing. */
export function daysOf({ name, temper }: Pick<RegisteredDomain, 'name' | 'temper'>): { days: number, fails: boolean } {
  const tld = tldOf(name)
  if (AT_ONCE.has(tld) || temper === 'accepts') return { days: 0, fails: false }
  if (FRENCH.has(tld)) return { days: temper === 'refuses' ? 22 : 8, fails: false }
  return { days: temper === 'refuses' ? 2 : 5, fails: temper === 'refuses' }
}

/** Whether this ending knows a lock of the registrar. */
export const hasLock = (name: string) => !AT_ONCE.has(tldOf(name)) && !FRENCH.has(tldOf(name))

/** A domain that has been at Gandi for years; `more` for what is special about it. */
export function registered(name: string, now: number, more: Partial<RegisteredDomain> = {}): RegisteredDomain {
  return {
    name, registrar: 'gandi', statuses: hasLock(name) ? ['clientTransferProhibited'] : [], code: `Auth-${name.length}-${name}`, codeUntil: null,
    registeredAt: now - 2000 * DAY_MS, expiresAt: now + 200 * DAY_MS, transferredAt: null,
    nameServers: ['ns-1-a.gandi.net', 'ns-2-b.gandi.net', 'ns-3-c.gandi.net'], ds: [], temper: 'silent', pending: null, ...more,
  }
}

/** The domain as it stands now: a transfer whose time has come is done, or has come to nothing. */
export function domainAt({ domains }: SimulatedRegistry, name: string, now: number): RegisteredDomain | undefined {
  const domain = domains[name]
  const { pending } = domain ?? {}
  if (!domain || !pending || pending.at > now) return domain
  domain.pending = null
  if (!pending.fails) moved(domain, pending)
  return domain
}

function moved(domain: RegisteredDomain, { to, at }: { to: string, at: number }) {
  domain.registrar = to
  domain.transferredAt = at
  domain.codeUntil = null
  if (hasLock(domain.name)) domain.expiresAt += 365 * DAY_MS
}

type Ordering = { name: string, code: string, to: string, now: number }

/** Orders a transfer at the registry; answers since when it is under way and when it ends, or why not. */
export function orderAt(registry: SimulatedRegistry, { name, code, to, now }: Ordering): NonNullable<RegisteredDomain['pending']> | RegistryRefusal {
  const domain = domainAt(registry, name, now)
  if (!domain) return { epp: 2303, says: 'Object does not exist' }
  const refused = refusalOf(domain, code, now)
  if (refused) return refused
  const { days, fails } = daysOf(domain)
  domain.pending = { to, since: now, at: now + days * DAY_MS, fails }
  const { pending } = domain
  domainAt(registry, name, now)
  return pending
}

function refusalOf(domain: RegisteredDomain, code: string, now: number): RegistryRefusal | undefined {
  const { pending, statuses, registeredAt, transferredAt, expiresAt, codeUntil } = domain
  if (pending) return { epp: 2300, says: 'Object pending transfer' }
  if (statuses.some(status => status.endsWith('TransferProhibited'))) return { epp: 2304, says: 'Object status prohibits operation: clientTransferProhibited' }
  if (hasLock(domain.name) && now - (transferredAt ?? registeredAt) < 60 * DAY_MS) return { epp: 2106, says: 'Object is not eligible for transfer: within 60 days of creation or transfer' }
  if (expiresAt < now) return { epp: 2308, says: 'Data management policy violation: domain expired' }
  if (code !== domain.code || (codeUntil !== null && codeUntil < now)) return { epp: 2202, says: 'Invalid authorization information' }
  return undefined
}

/** The registrar that loses the domain says yes: the transfer is done at once. */
export function acceptAt(registry: SimulatedRegistry, name: string, now: number): boolean {
  const domain = domainAt(registry, name, now)
  if (!domain?.pending) return false
  domain.pending = { ...domain.pending, at: now, fails: false }
  domainAt(registry, name, now)
  return true
}

/** Who manages a domain, as registries tell it. */
export const registrarOf = ({ registrar }: RegisteredDomain): { name: string, ianaId: number | null } => REGISTRARS[registrar] ?? { name: registrar, ianaId: null }

/** What RDAP says of the domains of a simulated registry. */
export const simulatedRdap = (registry: SimulatedRegistry, clock: () => number): AskRegistry => (name) => {
  const domain = domainAt(registry, name, clock())
  const source = `https://rdap.example/domain/${name}`
  if (!domain) return Promise.resolve({ absent: source })
  const { statuses, pending, registeredAt, expiresAt, transferredAt, nameServers, ds } = domain
  return Promise.resolve({
    registration: {
      domain: name, source, registrar: registrarOf(domain),
      statuses: [...statuses, ...pending ? ['pendingTransfer'] : []], registeredAt, expiresAt, transferredAt, changedAt: transferredAt,
      nameServers: nameServers.map(server => `${server.replace(/\.$/, '').toLowerCase()}.`), signed: ds.length > 0,
    },
  })
}
