import type { Change } from '../../change.ts'
import type { EntryKind, Hosting, QuotaName } from '../../hosting.ts'
import { standingOf } from '../../applied.ts'
import { demand, domainIn, refusal, twice, type Check, type Trial } from './check.ts'
import { MAIL } from './writing-mail.ts'

const ROOM = 5

/** The account that the rest is done on. Nobody else's is ever taken: one of that login with another e-mail address is refused. */
export const ACCOUNT: Check = { name: 'account: made once', of: account }

/** What is done on that account, in this order. */
export const WRITING: readonly Check[] = [
  { name: 'quotas: raised', of: quotas },
  { name: 'domain: not forced', of: unforced },
  { name: 'domain: forced, without mail', of: forced },
  { name: 'entries: of every kind', of: entries },
  { name: 'entries: one in the place of another', of: replacing },
  { name: 'entries: what cannot stand together', of: incompatible },
  ...MAIL,
  { name: 'domain: its settings', of: settings },
  { name: 'files: a login', of: ftp },
  { name: 'database', of: database },
  { name: 'lists', of: lists },
  { name: 'quotas: used up', of: usedUp },
  { name: 'applied', of: applied },
]

/** Takes back what can be; whatever came before. */
export const CLEANING: readonly Check[] = [{ name: 'domain: removed', of: removed }]

/** The address that shows an account to be one of ours. */
const emailOf = ({ domain }: Trial) => `permanence-check@${domain}`

async function account(trial: Trial): Promise<string> {
  const { provisioner, login, signal } = trial
  const wish = { login, email: emailOf(trial), firstName: 'Permanence', lastName: 'Check', notes: 'Made to check the hosting. It can be removed.' }
  const password = { plain: 'a Password 4 checking' }
  const first = await provisioner.createAccount(wish, password, signal)
  trial.id = first.id
  trial.left.add(`the account ${login}`)
  demand((await provisioner.createAccount(wish, password, signal)).id === first.id, 'It was made a second time.')
  const { message } = await refusal(provisioner.createAccount({ ...wish, email: 'somebody-else@example.org' }, password, signal))
  return `${login} is account ${first.id}. Somebody else of that login: ${message}`
}

async function quotas(trial: Trial): Promise<string> {
  const { quotas: before } = await trial.provisioner.read(trial.id, trial.signal)
  const raised = before.filter(({ name }) => name !== 'web').map(({ name, used }) => ({ do: 'quota', quota: name, total: used + (name === 'lists' ? 1 : ROOM) }) satisfies Change)
  for (const change of raised) {
    const after = await twice(trial, change)
    demand(quotaIn(after, change.quota)?.total === change.total, `The quota ${change.quota} is not what it was set to.`)
  }
  return raised.map(({ quota, total }) => `${quota} ${total}`).join(', ')
}

const quotaIn = ({ quotas: all }: Hosting, quota: QuotaName) => all.find(({ name }) => name === quota)

/** Its ending decides: it is done, or refused in words. Both keep the contract. */
async function unforced(trial: Trial): Promise<string> {
  const change = { do: 'domain', domain: trial.domain, hostsDns: true, hostsMail: false, force: false } satisfies Change
  try {
    await twice(trial, change)
    return 'Taken as it is.'
  }
  catch (error) {
    const { message } = await refusal(Promise.reject(error as Error))
    return `Refused without force: ${message}`
  }
}

async function forced(trial: Trial): Promise<string> {
  const there = domainIn(await twice(trial, { do: 'domain', domain: trial.domain, hostsDns: true, hostsMail: false, force: true }), trial)
  demand(there.hostsDns && !there.hostsMail, 'It does not host the zone alone, as it was asked to.')
  const [owner] = await trial.provisioner.find({ domain: trial.domain }, trial.signal)
  demand(owner?.id === trial.id, 'The account is not found by its domain.')
  return `Hosted, with ${there.entries.length} entries of the hosting’s own.`
}

const SAMPLES: readonly [string, EntryKind, string][] = [
  ['a', 'a', '192.0.2.1'], ['a', 'a', '192.0.2.2'], ['a', 'aaaa', '2001:db8::1'], ['c', 'cname', 'host.example.org.'], ['t', 'txt', 'a text; with = signs'], ['k._domainkey', 'txt', `v=DKIM1; k=rsa; p=${'A'.repeat(216)}`],
  ['m', 'mx', 'mx1.example.org.'], ['m', 'mx-second', 'mx2.example.org.'], ['go', 'redirect', 'https://example.org/there'], ['pages', 'web', '/www/permanence-check'],
]

async function entries(trial: Trial): Promise<string> {
  for (const [name, kind, value] of SAMPLES) {
    const there = domainIn(await twice(trial, { do: 'entry', domain: trial.domain, name, kind, value, replaces: null }), trial).entries.filter(entry => entry.name === name && entry.kind === kind && entry.value === value)
    demand(there.length === 1, `${name} ${kind} ${value.slice(0, 40)} is there ${there.length} times.`)
  }
  return `${SAMPLES.length} entries, each once.`
}

async function replacing(trial: Trial): Promise<string> {
  const idOf = async (value: string) => domainIn(await trial.provisioner.read(trial.id, trial.signal), trial).entries.find(entry => entry.value === value)?.id ?? null
  const entry = (value: string, replaces: string | null) => ({ do: 'entry', domain: trial.domain, name: 'c', kind: 'cname', value, replaces }) satisfies Change
  await twice(trial, entry('other.example.org.', await idOf('host.example.org.')))
  demand(await idOf('host.example.org.') === null, 'What was replaced is still there.')
  // And back, while the removed one may still stand in the hosting’s own tables.
  await twice(trial, entry('host.example.org.', await idOf('other.example.org.')))
  demand(await idOf('other.example.org.') === null, 'What was replaced is still there.')
  const id = await idOf('host.example.org.')
  demand(id !== null, 'What was put back is not there.')
  const after = await twice(trial, { do: 'remove-entry', domain: trial.domain, id })
  demand(!domainIn(after, trial).entries.some(one => one.id === id), 'What was removed is still there.')
  return 'Replaced, put back, removed.'
}

async function incompatible({ provisioner, id, domain, signal }: Trial): Promise<string> {
  return (await refusal(provisioner.apply(id, { do: 'entry', domain, name: 'a', kind: 'cname', value: 'host.example.org.', replaces: null }, { signal }))).message
}

async function settings(trial: Trial): Promise<string> {
  const there = domainIn(await twice(trial, { do: 'domain-settings', domain: trial.domain, hostsDns: true, hostsMail: true, ttl: 7200 }), trial)
  demand(there.hostsMail && there.ttl === 7200, 'The settings are not what they were set to.')
  return 'Its mail is received here, and its records live 7200 seconds.'
}

async function ftp(trial: Trial): Promise<string> {
  const login = `${trial.login}_check`
  trial.left.add(`the FTP login ${login}`)
  const after = await twice(trial, { do: 'ftp', prefix: trial.login, login: 'check', folder: '/www/permanence-check' }, { plain: 'a Password 4 files' })
  demand(after.ftp.filter(one => one.login === login && one.folder === '/www/permanence-check').length === 1, `${login} is not there.`)
  return login
}

async function database(trial: Trial): Promise<string> {
  const name = `${trial.login}_check`
  trial.left.add(`the database ${name}`)
  const after = await twice(trial, { do: 'database', name })
  demand(after.databases.filter(one => one.name === name).length === 1, `${name} is not there.`)
  return name
}

async function lists(trial: Trial): Promise<string> {
  const { quotas: there } = await trial.provisioner.read(trial.id, trial.signal)
  if (!there.some(({ name }) => name === 'lists')) return 'This hosting has no lists.'
  trial.left.add(`the lists of ${trial.domain}`)
  const after = await twice(trial, { do: 'lists', domain: trial.domain, host: `listes.${trial.domain}`, listmasters: [emailOf(trial)] })
  demand(after.robots.filter(({ domain }) => domain === trial.domain).length === 1, 'The lists are not there.')
  return `listes.${trial.domain}`
}

async function usedUp(trial: Trial): Promise<string> {
  const { provisioner, id, domain, signal } = trial
  const before = quotaIn(await provisioner.read(id, signal), 'mailboxes')
  demand(before !== undefined, 'There is no quota of mailboxes.')
  await provisioner.apply(id, { do: 'quota', quota: 'mailboxes', total: before.used }, { signal })
  try {
    const { code, message } = await refusal(provisioner.apply(id, { do: 'address', domain, local: 'one-too-many', mailbox: null, recipients: ['somebody@example.org'] }, { signal }))
    demand(code === 'conflict', `It refused with “${code}” where “conflict” is expected.`)
    return message
  }
  finally {
    await provisioner.apply(id, { do: 'quota', quota: 'mailboxes', total: before.total })
  }
}

async function applied({ provisioner, id, domain, signal }: Trial): Promise<string> {
  const { state, waiting, failed } = standingOf(await provisioner.read(id, signal), [domain])
  demand(state !== 'failed', `Not applied: ${failed.map(({ what, says }) => `${what} (${says ?? 'without a word'})`).join(', ')}`)
  return state === 'applied' ? 'All of it is applied.' : `Waits for the hosting’s own jobs: ${waiting.length} things.`
}

async function removed(trial: Trial): Promise<string> {
  const after = await twice(trial, { do: 'remove-domain', domain: trial.domain })
  demand(!after.domains.some(({ name }) => name === trial.domain), `${trial.domain} is still there.`)
  trial.left.delete(`the lists of ${trial.domain}`)
  return `${trial.domain} goes, with all that belongs to it.`
}
