import type { Change } from './change.ts'
import { addressOf, type Desired } from './desired.ts'
import { contradictions } from './entries.ts'
import type { Hosting } from './hosting.ts'

/** Why somebody should look before this is applied; what `stops` cannot be applied at all. */
export type Objection = {
  why: 'somebody-else' | 'account-closed' | 'another-program' | 'own-content' | 'keeps-mailbox' | 'catch-all-changes' | 'contradiction' | 'folder-changes'
  about: string
  stops: boolean
}

/** What speaks against the changes. `taken`: domains that other accounts of the hosting have. */
export function objections(changes: readonly Change[], { desired, actual, taken }: { desired: Desired, actual: Hosting, taken: readonly string[] }): Objection[] {
  const stop = (why: Objection['why'], about: string): Objection => ({ why, about, stops: true })
  const warn = (why: Objection['why'], about: string): Objection => ({ why, about, stops: false })
  const there = (address: { domain: string, local: string }) => actual.addresses.find(one => one.domain === address.domain && one.local === address.local)
  return [
    ...actual.account.enabled ? [] : [stop('account-closed', actual.account.login)],
    ...taken.map(domain => stop('somebody-else', domain)),
    ...desired.domains.flatMap(({ name, entries }) => contradictions(entries).map(([one]) => stop('contradiction', nameOf(one.name, name)))),
    ...desired.addresses.filter(address => there(address)?.foreign).map(address => warn('another-program', addressOf(address))),
    ...desired.addresses.filter(address => !address.mailbox && there(address)?.mailbox).map(address => warn('keeps-mailbox', addressOf(address))),
    ...changes.filter(change => isOverContent(change, actual)).map(change => warn('own-content', 'domain' in change ? nameOf('name' in change ? change.name : idName(change, actual), change.domain) : '')),
    ...changes.flatMap(change => change.do === 'catch-all' && there({ domain: change.domain, local: '' }) ? [warn('catch-all-changes', `@${change.domain}`)] : []),
    ...changes.flatMap(change => change.do === 'ftp' && actual.ftp.some(({ login }) => login === `${change.prefix}_${change.login}`) ? [warn('folder-changes', `${change.prefix}_${change.login}`)] : []),
  ]
}

const nameOf = (name: string, domain: string) => name === '' ? domain : `${name}.${domain}`

const idName = (change: Change, actual: Hosting) => change.do === 'remove-entry' ? entryIn(actual, change.domain, change.id)?.name ?? '' : ''
const entryIn = (actual: Hosting, domain: string, id: string | null) => actual.domains.find(({ name }) => name === domain)?.entries.find(entry => entry.id === id)

/** Whether a folder with somebody's pages would no longer be shown. */
function isOverContent(change: Change, actual: Hosting): boolean {
  if (change.do === 'entry') return entryIn(actual, change.domain, change.replaces)?.kind === 'web'
  return change.do === 'remove-entry' && entryIn(actual, change.domain, change.id)?.kind === 'web'
}
