import { Refusal } from '../platform/errors.ts'
import type { GandiDomain, TokenFacts } from '../transfer/gandi/domain.ts'
import type { Gandi, OpenGandi, Wished } from '../transfer/gandi/ports.ts'
import { unseenDomain, type Right } from '../transfer/gandi/rights.ts'
import { askingGandi, GANDI, present, readAs, wholeList, wishedBy, type AskGandi, type GandiQuestion, type GandiSettings } from './gandi-asking.ts'
import { forwardsOf, mailboxesOf, setPassword } from './gandi-mail.ts'
import { Details, TokenInfo, Webredir } from './gandi-reading.ts'
import { ensureRecords, ensureSnapshot, ensureUnsigned, keysOf, recordsOf, snapshotOf, zoneTextOf } from './gandi-zone.ts'

/** Gandi by its API v5. `clock`: when a token ends is told in seconds from now. */
export const gandi = ({ clock = Date.now, ...settings }: GandiSettings & { clock?: () => number } = {}): OpenGandi => ({ token, signal }) => {
  const ask = askingGandi({ ...settings, token, signal })
  const wish = wishing(ask)
  return {
    token: () => tokenFacts(ask, { idUrl: settings.idUrl ?? GANDI.idUrl, now: clock() }),
    domain: domain => detailsOf(ask, domain),
    ensureUnlocked: domain => wish(domain, refuseHeld, { path: 'status', isSo: found => !isLocked(found), question: { method: 'PATCH', body: { clientTransferProhibited: false } } }),
    ensureLocked: domain => wish(domain, nothing, { path: 'status', isSo: found => isLocked(found) || !found.canLock, question: { method: 'PATCH', body: { clientTransferProhibited: true } } }),
    ensureNoRenewal: domain => wish(domain, nothing, { path: 'autorenew', isSo: found => !found.autorenew, question: { method: 'PATCH', body: { enabled: false }, right: 'view' } }),
    renewCode: async domain => wishedBy(await ask(`${at(domain)}/authinfo`, { right: 'technical', method: 'PUT' })),
    ensureNameServers: (domain, names) => wish(domain, refusePending, { path: 'nameservers', isSo: found => isSame(found.nameServers, names), question: { method: 'PUT', body: { nameservers: names.map(plain) } } }),
    registryKeys: domain => keysOf(ask, domain),
    ensureUnsigned: domain => ensureUnsigned(ask, domain),
    records: domain => recordsOf(ask, domain),
    zoneText: domain => zoneTextOf(ask, domain),
    ensureRecords: (domain, wanted) => ensureRecords(ask, domain, wanted),
    ensureSnapshot: (domain, name) => ensureSnapshot(ask, domain, name),
    snapshot: (domain, id) => snapshotOf(ask, domain, id),
    redirections: domain => wholeList(ask, `${at(domain)}/webredirs`, { right: 'technical', shape: Webredir }),
    mailboxes: domain => mailboxesOf(ask, domain),
    forwards: domain => forwardsOf(ask, domain),
    setMailboxPassword: (domain, id, password) => setPassword(ask, { domain, id, password }),
    acceptTransfer: (domain, code) => accept(ask, domain, code),
  } satisfies Gandi
}

const at = (domain: string) => `/domain/domains/${encodeURIComponent(domain)}`
const plain = (name: string) => name.toLowerCase().replace(/\.$/, '')
const isSame = (found: readonly string[], wanted: readonly string[]) => [...found].sort().join(' ') === wanted.map(plain).sort().join(' ')

async function detailsOf(ask: AskGandi, domain: string): Promise<GandiDomain | undefined> {
  const answer = present(await ask(at(domain), { right: 'view' }))
  return answer && readAs(answer, Details)
}

type Wish = { path: string, isSo: (found: GandiDomain) => boolean, question: Omit<GandiQuestion, 'right'> & { right?: Right } }

/** Asks for something that shows in the details of the domain, unless it is so already. */
const wishing = (ask: AskGandi) => async (domain: string, refuse: (found: GandiDomain) => void, { path, isSo, question }: Wish): Promise<Wished> => {
  const found = await detailsOf(ask, domain)
  if (!found) throw unseenDomain(domain)
  refuse(found)
  if (isSo(found)) return 'done'
  return wishedBy(await ask(`${at(domain)}/${path}`, { right: 'technical', ...question }))
}

const nothing = () => undefined
const isLocked = ({ statuses, canLock }: GandiDomain) => canLock && statuses.includes('clientTransferProhibited')

function refuseHeld({ statuses }: GandiDomain) {
  if (statuses.includes('serverTransferProhibited')) throw new Refusal('conflict', 'The registry itself holds this domain (serverTransferProhibited): ask Gandi why, usually a dispute or a recent change of owner')
}

function refusePending({ statuses }: GandiDomain) {
  if (statuses.includes('pendingTransfer')) throw new Refusal('conflict', 'A transfer of this domain is under way: Gandi changes no name servers until it is over')
}

/** Says yes to the transfer. A domain that is no longer there has left; one of which nobody has asked yet is waited for. */
async function accept(ask: AskGandi, domain: string, code: string): Promise<Wished> {
  const found = await detailsOf(ask, domain)
  if (!found) return 'done'
  if (!found.statuses.includes('pendingTransfer')) return 'busy'
  return wishedBy(await ask(`${at(domain)}/transferout`, { right: 'technical', method: 'POST', body: { authinfo: code, accept: true }, secrets: [code] }))
}

async function tokenFacts(ask: AskGandi, { idUrl, now }: { idUrl: string, now: number }): Promise<TokenFacts> {
  const answer = present(await ask(`${idUrl}/tokeninfo`, { right: 'view' }))
  if (!answer) return { name: null, endsAt: null, scopes: null }
  const { seconds, ...facts } = readAs(answer, TokenInfo)
  return { ...facts, endsAt: seconds === null ? null : now + seconds * 1000 }
}
