import { Refusal, RemoteFailure } from '../platform/errors.ts'
import type { Change } from '../provisioners/change.ts'
import type { EntryKind } from '../provisioners/hosting.ts'
import { HOUSE, newId, usedOf, type SimulatedAccount, type SimulatedDomain, type SimulatedHosting } from './alternc.sim-state.ts'

/** Where and for whom a change is made. `halfway`: the other side dies in the middle of it. */
export type Applying = { state: SimulatedHosting, account: SimulatedAccount, now: number, halfway?: boolean }

type Of<D extends Change['do']> = Extract<Change, { do: D }>

const ready = { action: 'UPDATE', result: '' } as const

/** Refuses while another process is at the domains. What waits fifteen minutes finds the lock abandoned and takes it. */
export function takeLock({ state, now }: Applying) {
  if (now < state.lockedUntil) throw new RemoteFailure('alternc', true, 'the domains are locked by another process')
}

/** Refuses what would go beyond a quota. */
export function spend({ state, account }: Applying, quota: keyof SimulatedAccount['quotas'], count = 1) {
  if (usedOf(state, account.id)[quota] + count > account.quotas[quota]) throw new Refusal('conflict', `The quota of ${quota} of ${account.login} is used up (${account.quotas[quota]}): raise it first`, { quota })
}

/** The domain, if it is this account's. */
export function ownDomain({ state, account }: Applying, name: string): SimulatedDomain {
  const domain = state.domains.find(one => one.name === name && one.accountId === account.id && one.action !== 'DELETE')
  if (!domain) throw new Refusal('not-found', `${account.login} has no domain ${name}`)
  return domain
}

/** Creates a domain with the entries that the hosting gives each new one. */
export function addDomain(applying: Applying, { domain: name, hostsDns, hostsMail, force }: Of<'domain'>) {
  const { state, account, now, halfway } = applying
  takeLock(applying)
  const known = state.domains.find(one => one.name === name)
  if (known?.action === 'DELETE') throw new RemoteFailure('alternc', true, `${name} is still being deleted`)
  if (known && known.accountId !== account.id) throw new Refusal('conflict', `${name} belongs to another account of the hosting`)
  if (known) return
  refuseName(state, name, { force, hostsDns })
  spend(applying, 'domains')
  const domain: SimulatedDomain = { name, accountId: account.id, hostsDns, hostsMail: false, ttl: 3600, zones: [], ...ready, since: now }
  state.domains.push(domain)
  if (halfway) return
  addEntries(applying, name, [['www', 'web', `/www/${name}`], ['', 'redirect', `http://www.${name}`]])
  if (hostsMail) beginMail(applying, domain)
}

function refuseName(state: SimulatedHosting, name: string, { force, hostsDns }: { force: boolean, hostsDns: boolean }) {
  if (!/^(?=.{1,64}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$/.test(name)) throw new Refusal('invalid', `${name} is not a name that the hosting takes`)
  if (state.entries.some(entry => entry.name !== '' && `${entry.name}.${entry.domain}` === name)) throw new Refusal('conflict', `${name} is already an entry of another domain`)
  if (!force) refuseKind(state, name, hostsDns)
}

function refuseKind(state: SimulatedHosting, name: string, hostsDns: boolean) {
  if (state.forbidden.includes(name)) throw new Refusal('conflict', `${name} is forbidden at this hosting`)
  const [suffix, mode] = kindOf(state, name)
  if (mode === 0) throw new Refusal('conflict', `The hosting takes no domains of this kind (.${suffix}) without force`)
  if (mode < 3 && !state.delegations[name]?.includes(HOUSE.nameServers[0])) throw new Refusal('conflict', `${name} must be delegated to the hosting first, or be forced`)
  if (mode === 5 && hostsDns) throw new Refusal('conflict', `The hosting serves no zones of this kind (.${suffix})`)
}

function kindOf({ tlds }: SimulatedHosting, name: string): [string, number] {
  const suffixes = name.split('.').map((_, i, labels) => labels.slice(i + 1).join('.'))
  const suffix = suffixes.find(one => one in tlds) ?? suffixes.at(-2) ?? name
  return [suffix, tlds[suffix] ?? 0]
}

/** Mail on: what the hosting adds by itself. */
function beginMail(applying: Applying, domain: SimulatedDomain) {
  const { state, account, now } = applying
  domain.hostsMail = true
  addEntries(applying, domain.name, [['', 'default-mx', ''], ['autodiscover', 'custom', ''], ['autoconfig', 'custom', ''], ['', 'txt', HOUSE.spf], ['_dmarc', 'txt', HOUSE.dmarc]])
  if (state.addresses.some(({ domain: of, local }) => of === domain.name && local === 'postmaster')) return
  state.addresses.push({ domain: domain.name, local: 'postmaster', type: '', mailbox: null, recipients: [`${account.login}@${HOUSE.bounces}`], enabled: true, hash: null, action: 'OK', since: now })
}

function addEntries({ state, now }: Applying, domain: string, entries: readonly (readonly [string, EntryKind, string])[]) {
  for (const [name, kind, value] of entries) {
    if (state.entries.some(entry => entry.domain === domain && entry.name === name && clash(entry.kind, kind))) continue
    state.entries.push({ id: newId(state), domain, name, kind, value, enabled: true, ...ready, since: now })
  }
}

/** Mail off takes every address of the domain with it: the hosting does that without asking. */
export function setDomain(applying: Applying, { domain: name, hostsDns, hostsMail, ttl }: Of<'domain-settings'>) {
  takeLock(applying)
  const { state, now } = applying
  const domain = ownDomain(applying, name)
  if (domain.hostsDns === hostsDns && domain.hostsMail === hostsMail && domain.ttl === ttl) return
  if (hostsMail && !domain.hostsMail) beginMail(applying, domain)
  if (!hostsMail && domain.hostsMail) for (const address of state.addresses) if (address.domain === name) Object.assign(address, { action: 'DELETE', since: now })
  Object.assign(domain, { hostsDns, hostsMail, ttl, ...ready, since: now })
}

/** Its mailboxes go by a job of their own, and the domain only after them. */
export function removeDomain(applying: Applying, { domain: name }: Of<'remove-domain'>) {
  const { state, account, now } = applying
  takeLock(applying)
  const domain = state.domains.find(one => one.name === name && one.accountId === account.id)
  if (!domain || domain.action === 'DELETE') return
  Object.assign(domain, { action: 'DELETE', since: now })
  for (const address of state.addresses) if (address.domain === name) Object.assign(address, { action: 'DELETE', since: now })
}

/** Sets an entry; what is there already stays as it is. */
export function setEntry(applying: Applying, { domain, name, kind, value, replaces }: Of<'entry'>) {
  takeLock(applying)
  ownDomain(applying, domain)
  const { state, now } = applying
  const there = state.entries.filter(entry => entry.domain === domain && entry.name === name && entry.action !== 'DELETE')
  if (there.some(entry => entry.kind === kind && entry.value === value && entry.enabled)) return
  refuseValue(kind, name, value)
  const other = there.find(entry => entry.id !== replaces && clash(entry.kind, kind))
  if (other) throw new Refusal('conflict', `${name || '@'} of ${domain} is ${other.kind} already, which cannot stand beside ${kind}`)
  state.entries = state.entries.filter(entry => entry.id !== replaces || entry.domain !== domain)
  state.entries.push({ id: newId(state), domain, name, kind, value, enabled: true, ...ready, since: now })
}

const isTarget = (kind: EntryKind) => kind === 'cname' || kind === 'mx' || kind === 'mx-second'

const BAD_VALUES: readonly [says: string, isBad: (kind: EntryKind, name: string, value: string) => boolean][] = [
  ['The hosting keeps no text with quotes or backslashes', (kind, _name, value) => kind === 'txt' && /["\\]/.test(value)],
  ['The hosting keeps no value of more than 1,024 characters', (_kind, _name, value) => value.length > 1024],
  ['A domain itself cannot be another name for something', (kind, name) => kind === 'cname' && name === ''],
  ['A target must end with a dot', (kind, _name, value) => isTarget(kind) && !value.endsWith('.')],
  ['The hosting takes a * only as the whole name', (_kind, name) => name.includes('*') && name !== '*'],
]

function refuseValue(kind: EntryKind, name: string, value: string) {
  const bad = BAD_VALUES.find(([, isBad]) => isBad(kind, name, value))
  if (bad) throw new Refusal('invalid', bad[0])
}

/** Takes an entry away. */
export function removeEntry(applying: Applying, { domain, id }: Of<'remove-entry'>) {
  takeLock(applying)
  ownDomain(applying, domain)
  const entry = applying.state.entries.find(one => one.id === id && one.domain === domain)
  if (entry) Object.assign(entry, { action: 'DELETE', since: applying.now })
}

const OCCUPANTS: readonly EntryKind[] = ['web', 'redirect', 'lists', 'custom']

/** What cannot stand beside one another at a name, as the hosting's lists of compatible kinds have it. */
function clash(one: EntryKind, other: EntryKind): boolean {
  if (one === 'cname' || other === 'cname') return true
  const isAddress = (kind: EntryKind) => kind === 'a' || kind === 'aaaa'
  if (OCCUPANTS.includes(one)) return OCCUPANTS.includes(other) || isAddress(other)
  return isAddress(one) && OCCUPANTS.includes(other)
}
