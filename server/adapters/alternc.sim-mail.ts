import { hash } from 'node:crypto'
import { Refusal } from '../platform/errors.ts'
import type { Change } from '../provisioners/change.ts'
import type { Password } from '../provisioners/ports.ts'
import { ownDomain, spend, takeLock, type Applying } from './alternc.sim-domains.ts'
import { HOUSE, newId, type SimulatedAddress } from './alternc.sim-state.ts'

type Of<D extends Change['do']> = Extract<Change, { do: D }>

const BAD_LOCAL = /[^a-z0-9._+-]|^\.|\.\.|\.$/

/** How the simulation keeps a password: nobody reads it from a file of states. */
export const kept = (password: Password): string => 'hash' in password ? password.hash : `{SIM}${hash('sha256', password.plain)}`

/** Addresses live at once: the mail servers read them where they are written. */
export function setAddress(applying: Applying, change: Of<'address'>, password?: Password) {
  const { domain, local, mailbox, recipients } = change
  ownDomain(applying, domain)
  if (local === '' || local.length > 64 || BAD_LOCAL.test(local)) throw new Refusal('invalid', `“${local}” cannot stand before the @ at this hosting`)
  const known = addressIn(applying, change)
  if (known) refuseOver(known, mailbox !== null)
  Object.assign(known ?? newAddress(applying, change), { mailbox, recipients, ...password ? { hash: kept(password) } : {} })
}

function refuseOver({ local, domain, type, action, mailbox }: SimulatedAddress, wantsMailbox: boolean) {
  const address = `${local}@${domain}`
  if (type !== '') throw new Refusal('conflict', `${address} belongs to another program of the hosting`)
  if (action === 'DELETE') throw new Refusal('conflict', `${address} is still being deleted`)
  if (mailbox && !wantsMailbox) throw new Refusal('conflict', `${address} is a mailbox: its mail would be deleted with it`)
}

function newAddress(applying: Applying, { domain, local }: Of<'address'>): SimulatedAddress {
  spend(applying, 'mailboxes')
  const address: SimulatedAddress = { domain, local, type: '', mailbox: null, recipients: [], enabled: true, hash: null, action: 'OK', since: applying.now }
  applying.state.addresses.push(address)
  return address
}

/** Sets the password of a mailbox. */
export function setPassword(applying: Applying, change: Of<'password'>, password?: Password) {
  ownDomain(applying, change.domain)
  const address = addressIn(applying, change)
  if (!address?.mailbox) throw new Refusal('not-found', `There is no mailbox ${change.local}@${change.domain}`)
  if (!password) throw new Refusal('invalid', 'A password is needed')
  if ('plain' in password && password.plain.length < 8) throw new Refusal('invalid', 'The hosting takes no password of less than 8 characters')
  address.hash = kept(password)
}

/** Where everything goes that has no address of its own. */
export function setCatchAll(applying: Applying, { domain, target }: Of<'catch-all'>) {
  ownDomain(applying, domain)
  const known = addressIn(applying, { domain, local: '' })
  if (known) known.recipients = [target]
  else applying.state.addresses.push({ domain, local: '', type: 'catchall', mailbox: null, recipients: [target], enabled: true, hash: null, action: 'OK', since: applying.now })
}

/** A robot of lists, which needs mail at this hosting and a name of its own. */
export function addRobot(applying: Applying, { domain: name, host }: Of<'lists'>) {
  const { state, now } = applying
  takeLock(applying)
  const domain = ownDomain(applying, name)
  if (state.robots.some(robot => robot.domain === name)) return
  spend(applying, 'lists')
  if (!domain.hostsMail) throw new Refusal('conflict', `${name} has no mail at this hosting: lists need it`)
  const label = host === name ? '' : host.slice(0, -name.length - 1)
  if (state.entries.some(entry => entry.domain === name && entry.name === label && entry.action !== 'DELETE')) throw new Refusal('conflict', `${host} is taken already`)
  state.entries.push({ id: newId(state), domain: name, name: label, kind: 'lists', value: '', enabled: true, action: 'UPDATE', since: now, result: '' })
  state.robots.push({ domain: name, host, action: 'UPDATE', since: now, result: '' })
  state.addresses.push({ domain: name, local: 'sympa', type: 'sympa', mailbox: null, recipients: [`sympa@${HOUSE.panel}`], enabled: true, hash: null, action: 'OK', since: now })
}

/** A login for files, named after the account or one of its domains. */
export function setFtp(applying: Applying, { prefix, login, folder }: Of<'ftp'>) {
  const { state, account } = applying
  if (prefix !== account.login) ownDomain(applying, prefix)
  const full = login === '' ? prefix : `${prefix}_${login}`
  const known = state.ftp.find(one => one.login === full)
  if (known && known.accountId !== account.id) throw new Refusal('conflict', `${full} belongs to another account of the hosting`)
  if (known) return void (known.folder = folder)
  spend(applying, 'ftp')
  state.ftp.push({ accountId: account.id, login: full, folder, enabled: true })
}

/** A database with a user of the same name, named after the account. */
export function addDatabase(applying: Applying, { name }: Of<'database'>) {
  const { state, account } = applying
  const known = state.databases.find(one => one.name === name)
  if (known?.accountId === account.id) return
  if (known) throw new Refusal('conflict', `${name} belongs to another account of the hosting`)
  if (name !== account.login && !name.startsWith(`${account.login}_`)) throw new Refusal('invalid', `A database of ${account.login} is called ${account.login}, or ${account.login}_ and more`)
  spend(applying, 'databases')
  state.databases.push({ accountId: account.id, name })
}

/** The address, whoever it is for. */
export const addressIn = ({ state }: Pick<Applying, 'state'>, { domain, local }: { domain: string, local: string }) => state.addresses.find(one => one.domain === domain && one.local === local)
