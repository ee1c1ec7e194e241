import type { Change } from './change.ts'
import { addressOf, eachOnce, type Desired, type DesiredAddress, type DesiredDomain, type WantedPassword, type WantedPasswords } from './desired.ts'
import { missingEntries } from './entries.ts'
import type { HostedDomain, Hosting, MailAddress, QuotaName } from './hosting.ts'

/**
 * What has to be done so that the account has all that is desired, in an order that is safe: quotas, domains, their entries,
 * addresses, files and databases; mail of a domain only when its mailboxes exist, since mail from this hosting is delivered here from then on;
 * lists, which need it; passwords last. Nothing is taken away but what stands in the way of an entry.
 */
export function missing(desired: Desired, actual: Hosting, passwords: WantedPasswords = {}): Change[] {
  const wishes = eachOnce(desired.addresses)
  const [domains, addresses] = [desired.domains.flatMap(domain => newDomain(domain, desired, actual)), wishes.flatMap(address => missingAddress(address, actual))]
  const [ftp, databases, lists] = [missingFtp(desired, actual), missingDatabases(desired, actual), missingLists(desired, actual)]
  return [
    ...missingQuotas({ desired, actual, more: [...domains, ...addresses, ...ftp, ...databases, ...lists] }),
    ...domains,
    ...desired.domains.flatMap(({ name, entries }) => missingEntries(name, entries, domainIn(actual, name)?.entries ?? [])),
    ...addresses,
    ...desired.catchAlls.filter(({ domain, target }) => !addressIn(actual, { domain, local: '' })?.recipients.includes(target)).map((catchAll): Change => ({ do: 'catch-all', ...catchAll })),
    ...ftp, ...databases,
    ...desired.domains.flatMap(domain => missingSettings(domain, desired, actual)),
    ...lists,
    ...wishes.flatMap(address => missingPassword(address, actual, passwords[addressOf(address)])),
  ]
}

const domainIn = ({ domains }: Hosting, name: string): HostedDomain | undefined => domains.find(domain => domain.name === name)
const addressIn = ({ addresses }: Hosting, { domain, local }: { domain: string, local: string }): MailAddress | undefined => addresses.find(address => address.domain === domain && address.local === local)
const hasAddresses = ({ name }: DesiredDomain, { addresses }: Desired) => addresses.some(({ domain }) => domain === name)

function newDomain(domain: DesiredDomain, desired: Desired, actual: Hosting): Change[] {
  if (domainIn(actual, domain.name)) return []
  return [{ do: 'domain', domain: domain.name, hostsDns: domain.hostsDns, hostsMail: domain.hostsMail && !hasAddresses(domain, desired), force: domain.force }]
}

/** What a domain serves already it goes on serving: taking its mail away would delete its mailboxes. */
function missingSettings(domain: DesiredDomain, desired: Desired, actual: Hosting): Change[] {
  const there = domainIn(actual, domain.name)
  const now = there ?? { hostsDns: domain.hostsDns, hostsMail: domain.hostsMail && !hasAddresses(domain, desired), ttl: null }
  const wanted = { hostsDns: domain.hostsDns || now.hostsDns, hostsMail: domain.hostsMail || now.hostsMail, ttl: domain.ttl ?? now.ttl }
  if (wanted.hostsDns === now.hostsDns && wanted.hostsMail === now.hostsMail && wanted.ttl === now.ttl) return []
  return [{ do: 'domain-settings', domain: domain.name, ...wanted, ttl: wanted.ttl ?? USUAL_TTL }]
}

const USUAL_TTL = 3600

/** Whether so much room is enough; none said is no limit. */
const holds = (mb: number, wanted: number) => mb === 0 || (wanted !== 0 && mb >= wanted)

/** An address keeps its mailbox and its recipients, and gets what is missing. One that belongs to another program is left alone. */
function missingAddress({ domain, local, mailbox, recipients }: DesiredAddress, actual: Hosting): Change[] {
  const there = addressIn(actual, { domain, local })
  if (!there) return [{ do: 'address', domain, local, mailbox, recipients }]
  const hasBox = !mailbox || (there.mailbox !== null && holds(there.mailbox.quotaMb, mailbox.quotaMb))
  const further = recipients.filter(one => !there.recipients.includes(one))
  if (there.foreign || (hasBox && further.length === 0)) return []
  return [{ do: 'address', domain, local, mailbox: hasBox ? there.mailbox : mailbox, recipients: [...there.recipients, ...further] }]
}

function missingPassword(address: DesiredAddress, actual: Hosting, password: WantedPassword | undefined): Change[] {
  if (!password || !address.mailbox || addressIn(actual, address)?.foreign) return []
  const isSet = password.hash === null ? password.now !== null : password.now === password.hash
  return isSet ? [] : [{ do: 'password', domain: address.domain, local: address.local }]
}

const missingFtp = ({ ftp }: Desired, actual: Hosting) => ftp
  .filter(({ prefix, login, folder }) => !actual.ftp.some(there => there.login === fullLogin(prefix, login) && there.folder === folder))
  .map((login): Change => ({ do: 'ftp', ...login }))

/** What somebody types to sign in for files. */
export const fullLogin = (prefix: string, login: string): string => login === '' ? prefix : `${prefix}_${login}`

const missingDatabases = ({ databases }: Desired, actual: Hosting) => databases.filter(({ name }) => !actual.databases.some(there => there.name === name)).map((database): Change => ({ do: 'database', ...database }))

const missingLists = ({ lists }: Desired, actual: Hosting) => lists.filter(({ domain }) => !actual.robots.some(robot => robot.domain === domain)).map((list): Change => ({ do: 'lists', ...list }))

const QUOTA_OF: Partial<Record<Change['do'], QuotaName>> = { domain: 'domains', address: 'mailboxes', ftp: 'ftp', database: 'databases', lists: 'lists' }

type Needs = { desired: Desired, actual: Hosting, more: readonly Change[] }

/** Quotas as they are wished, and never less than what is about to be made needs. */
function missingQuotas({ desired, actual, more }: Needs): Change[] {
  const isNew = (change: Change) => change.do === 'address' ? !addressIn(actual, change) : change.do !== 'ftp' || !actual.ftp.some(({ login }) => login === fullLogin(change.prefix, change.login))
  return actual.quotas.flatMap(({ name, used, total }): Change[] => {
    const coming = more.filter(change => QUOTA_OF[change.do] === name && isNew(change)).length
    const needed = Math.max(desired.quotas[name] ?? 0, coming > 0 ? used + coming + spare(name, more) : 0)
    return needed > total ? [{ do: 'quota', quota: name, total: needed }] : []
  })
}

/** A domain whose mail begins gets an address for its postmaster from the hosting. */
const spare = (quota: QuotaName, more: readonly Change[]) => quota === 'mailboxes' ? more.filter(change => change.do === 'domain').length : 0
