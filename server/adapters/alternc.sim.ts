import { isDeepStrictEqual } from 'node:util'
import { Refusal, RemoteFailure } from '../platform/errors.ts'
import type { Change } from '../provisioners/change.ts'
import type { Account, Applied, Hosting } from '../provisioners/hosting.ts'
import type { NewAccount, Password, Provisioner } from '../provisioners/ports.ts'
import { addDomain, removeDomain, removeEntry, setDomain, setEntry, type Applying } from './alternc.sim-domains.ts'
import { catchUp } from './alternc.sim-jobs.ts'
import { addDatabase, addRobot, addressIn, kept, setAddress, setCatchAll, setFtp, setPassword } from './alternc.sim-mail.ts'
import { DEFAULT_QUOTAS, emptyHosting, HOUSE, newId, usedOf, type SimulatedAccount, type SimulatedHosting } from './alternc.sim-state.ts'
import { answerOf } from './alternc.sim-zone.ts'

/** What may go wrong with a call. After the effect: it was done, and nobody heard of it. `killed`: the other side dies in the middle. */
export type HostingFault = 'timeout-before' | 'timeout-after' | 'session' | 'locked' | 'killed'

type Settings = {
  clock: () => Date
  state?: SimulatedHosting
  /** Told of the state after whatever changed it. */
  keep?: (state: SimulatedHosting) => void
  /** What goes wrong with this call, if anything does. */
  fault?: ((call: string) => HostingFault | undefined) | undefined
  /** An account that is asked for by its id and is not there has always been: a rehearsal begins anywhere. */
  lenient?: boolean
}

/** A hosting as AlternC 3.5 behaves, with its clock, its faults and what its name servers answer. */
export type SimulatedAlternc = Provisioner & {
  state: SimulatedHosting
  /** What one of its name servers answers. */
  answers: (server: string, question: { name: string, type: string }) => ReturnType<typeof answerOf>
}

const SAYS: Record<HostingFault, string> = {
  'timeout-before': 'no answer within the time', 'timeout-after': 'no answer within the time', 'session': 'the session has expired', 'locked': 'the domains are locked by another process', 'killed': 'the connection was lost',
}
const LATE: readonly (HostingFault | undefined)[] = ['timeout-after', 'killed']

/** A simulated hosting. What it holds can be kept and given again: a simulation that was killed goes on as it would have. */
export function simulatedAlternc({ clock, state = emptyHosting(), keep = () => undefined, fault = () => undefined, lenient = false }: Settings): SimulatedAlternc {
  const now = () => clock().getTime()

  function call<T>(name: string, work: (at: { now: number, halfway: boolean }) => T): Promise<T> {
    return Promise.resolve().then(() => {
      const wrong = fault(name)
      if (wrong && !LATE.includes(wrong)) throw new RemoteFailure('alternc', true, SAYS[wrong])
      const before = structuredClone(state)
      try {
        catchUp(state, now())
        return work({ now: now(), halfway: wrong === 'killed' })
      }
      finally {
        if (!isDeepStrictEqual(before, state)) keep(state)
        // What was refused as well: nobody hears of that either.
        if (wrong) throw new RemoteFailure('alternc', true, SAYS[wrong])
      }
    })
  }

  const accountBy = (id: string) => {
    const known = state.accounts.find(account => account.id === id)
    if (known || !lenient) return known ?? refuse(id)
    return addAccount(state, { login: `essai${id.replace(/\W/g, '')}`.toLowerCase().slice(0, 14), email: 'essai@example.org', firstName: '', lastName: 'Essai', notes: '' }, { id })
  }

  return {
    name: 'alternc',
    state,
    health: () => call('health', () => ({ product: 'AlternC', version: '3.5.4 (simulated)', nameServers: [...HOUSE.nameServers], mailHost: HOUSE.mailHost, webAddresses: [HOUSE.webAddress] })),
    find: by => call('find', () => state.accounts.filter(account => fits(state, account, by)).map(shown)),
    createAccount: (account, password) => call('create-account', () => shown(ensureAccount(state, account, password))),
    read: id => call('read', () => hostingOf(state, accountBy(id))),
    apply: (id, change, { password } = {}) => call(`apply ${change.do}`, at => carryOut({ state, account: accountBy(id), ...at }, change, password)),
    passwordHash: (id, address) => call('password-hash', () => {
      const owns = state.domains.some(({ name, accountId }) => name === address.domain && accountId === id)
      return owns ? addressIn({ state }, address)?.hash ?? null : null
    }),
    answers(server, question) {
      catchUp(state, now())
      return answerOf(state, server, { ...question, at: now() })
    },
  }
}

const refuse = (id: string): never => { throw new Refusal('not-found', `There is no account ${id} at the hosting`) }
const shown = ({ id, login, name, email, enabled }: SimulatedAccount): Account => ({ id, login, name, email, enabled })

function fits(state: SimulatedHosting, account: SimulatedAccount, by: Parameters<Provisioner['find']>[0]): boolean {
  if ('id' in by) return account.id === by.id
  if ('login' in by) return account.login === by.login
  if ('email' in by) return account.email.toLowerCase() === by.email.toLowerCase()
  return state.domains.some(({ name, accountId }) => name === by.domain && accountId === account.id)
}

function ensureAccount(state: SimulatedHosting, wanted: NewAccount, password: Password): SimulatedAccount {
  const known = state.accounts.find(({ login }) => login === wanted.login)
  if (known && known.email.toLowerCase() !== wanted.email.toLowerCase()) throw new Refusal('conflict', `The login ${wanted.login} is taken`)
  if (known) return known
  if (!/^[a-z0-9]{1,14}$/.test(wanted.login)) throw new Refusal('invalid', 'A login has at most 14 letters and digits, in lower case')
  return addAccount(state, wanted, { id: newId(state), hash: kept(password) })
}

function addAccount(state: SimulatedHosting, { login, email, firstName, lastName }: NewAccount, { id, hash = null }: { id: string, hash?: string | null }): SimulatedAccount {
  const account = { id, login, email, name: `${firstName} ${lastName}`.trim(), enabled: true, quotas: { ...DEFAULT_QUOTAS }, hash }
  state.accounts.push(account)
  return account
}

type CarryOut = { [D in Change['do']]: (applying: Applying, change: Extract<Change, { do: D }>, password?: Password) => unknown }

const carriesOut: CarryOut = {
  'quota': ({ account }, { quota, total }) => { account.quotas[quota] = total },
  'domain': addDomain, 'domain-settings': setDomain, 'entry': setEntry, 'remove-entry': removeEntry, 'remove-domain': removeDomain,
  'address': setAddress, 'password': setPassword, 'catch-all': setCatchAll, 'ftp': setFtp, 'database': addDatabase, 'lists': addRobot,
}

function carryOut(applying: Applying, change: Change, password?: Password): void {
  const does = carriesOut[change.do] as (applying: Applying, change: Change, password?: Password) => unknown
  does(applying, change, password)
}

const applied = ({ action, result }: { action: string, result: string }): Applied => ({ state: action === 'OK' ? 'applied' : 'waiting', says: result === '' || result === '0' ? null : result })

function hostingOf(state: SimulatedHosting, account: SimulatedAccount): Hosting {
  const used = usedOf(state, account.id)
  const domains = state.domains.filter(({ accountId, action }) => accountId === account.id && action !== 'DELETE')
  const isOwn = ({ domain }: { domain: string }) => domains.some(({ name }) => name === domain)
  return {
    account: shown(account),
    quotas: (Object.keys(used) as (keyof typeof used)[]).map(name => ({ name, used: used[name], total: account.quotas[name] })),
    domains: domains.map(domain => ({
      name: domain.name, hostsDns: domain.hostsDns, hostsMail: domain.hostsMail, ttl: domain.ttl, applied: applied(domain),
      entries: state.entries.filter(entry => entry.domain === domain.name && entry.action !== 'DELETE').map(({ id, name, kind, value, enabled, ...entry }) => ({ id, name, kind, value, enabled, applied: applied(entry) })),
    })),
    addresses: state.addresses.filter(address => isOwn(address) && address.action === 'OK').map(({ domain, local, mailbox, recipients, enabled, type }) => ({ domain, local, mailbox, recipients: [...recipients], enabled, foreign: type !== '' && type !== 'catchall' })),
    ftp: state.ftp.filter(({ accountId }) => accountId === account.id).map(({ login, folder, enabled }) => ({ login, folder, enabled })),
    databases: state.databases.filter(({ accountId }) => accountId === account.id).map(({ name }) => ({ name })),
    robots: state.robots.filter(isOwn).map(({ domain, host, ...robot }) => ({ domain, host, applied: applied(robot) })),
  }
}
