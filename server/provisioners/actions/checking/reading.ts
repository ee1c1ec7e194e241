import { Refusal } from '../../../platform/errors.ts'
import type { Account } from '../../hosting.ts'
import type { Provisioner } from '../../ports.ts'
import { demand, refusal, type Check, type Trial } from './check.ts'

const NOBODY = 'nobodyhasthis'
const NO_ACCOUNT = '999999999'
const HOSTILE = [`x' or '1'='1" or ""=" --`, '2001abc', '', '\u0000', 'é'.repeat(2000)]

/** What can be asked of any provisioner, at any time: nothing is changed by it. */
export const READING: readonly Check[] = [
  { name: 'health', of: health },
  { name: 'find: nobody', of: findNobody },
  { name: 'find: by whatever is written', of: findHostile },
  { name: 'read: an account that is not there', of: readNobody },
  { name: 'change: an account that is not there', of: changeNobody },
]

/** What can be asked when an account is named. */
export const READING_ACCOUNT: readonly Check[] = [
  { name: 'find: by login, by number, by domain', of: findAccount },
  { name: 'read: all of an account', of: readAccount },
]

async function health({ provisioner, signal }: Trial): Promise<string> {
  const { product, version, nameServers, mailHost, webAddresses } = await provisioner.health(signal)
  demand(product !== '' && version !== '', 'It does not say what it is.')
  return `${product} ${version}. Name servers: ${listed(nameServers)}. Mail: ${mailHost ?? 'not said'}. Web: ${listed(webAddresses)}.`
}

const listed = (all: readonly string[]) => all.join(', ') || 'not said'

async function findNobody({ provisioner, signal }: Trial): Promise<string> {
  for (const by of [{ login: NOBODY }, { id: NO_ACCOUNT }, { email: `${NOBODY}@example.org` }, { domain: `${NOBODY}.example` }]) {
    demand((await provisioner.find(by, signal)).length === 0, 'It found somebody that there is not.')
  }
  return 'It finds nobody where there is nobody.'
}

async function findHostile(trial: Trial): Promise<string> {
  for (const text of HOSTILE) {
    for (const by of [{ login: text }, { id: text }, { email: text }, { domain: text }]) {
      demand((await foundBy(trial, by)).length === 0, 'It found somebody by a text that names nobody: it is read as something else.')
    }
  }
  return 'It takes a text for a text.'
}

/** Who is found; whoever refuses such a text finds nobody either. */
async function foundBy({ provisioner, signal }: Trial, by: Parameters<Provisioner['find']>[0]): Promise<Account[]> {
  try {
    return await provisioner.find(by, signal)
  }
  catch (error) {
    if (error instanceof Refusal) return []
    throw error
  }
}

async function readNobody({ provisioner, signal }: Trial): Promise<string> {
  const { code, message } = await refusal(provisioner.read(NO_ACCOUNT, signal))
  demand(code === 'not-found', `It refused with “${code}” where “not-found” is expected.`)
  return message
}

async function changeNobody({ provisioner, signal }: Trial): Promise<string> {
  return (await refusal(provisioner.apply(NO_ACCOUNT, { do: 'quota', quota: 'web', total: 1 }, { signal }))).message
}

async function findAccount({ provisioner, login, signal }: Trial): Promise<string> {
  const [account] = await provisioner.find({ login }, signal)
  demand(account?.login === login, `There is no account ${login}.`)
  const [again] = await provisioner.find({ id: account.id }, signal)
  demand(again?.id === account.id, 'It is not found by its number.')
  const [domain] = (await provisioner.read(account.id, signal)).domains
  if (!domain) return `${login} is account ${account.id}; it has no domain.`
  const owners = await provisioner.find({ domain: domain.name }, signal)
  demand(owners.length === 1 && owners[0]?.id === account.id, `It is not found by its domain ${domain.name}.`)
  return `${login} is account ${account.id}, found by ${domain.name} too.`
}

async function readAccount({ provisioner, login, signal }: Trial): Promise<string> {
  const [account] = await provisioner.find({ login }, signal)
  demand(account !== undefined, `There is no account ${login}.`)
  const { domains, addresses, ftp, databases, robots, quotas } = await provisioner.read(account.id, signal)
  const astray = addresses.find(({ domain }) => !domains.some(({ name }) => name === domain))
  demand(astray === undefined, `An address of ${astray?.domain} is read, and the domain is not.`)
  demand(quotas.length > 0, 'It has no quotas.')
  return `${domains.length} domains with ${domains.flatMap(({ entries }) => entries).length} entries, ${addresses.length} addresses, ${ftp.length} FTP logins, ${databases.length} databases, ${robots.length} lists.`
}
