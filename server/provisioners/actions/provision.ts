import { Refusal } from '../../platform/errors.ts'
import type { Change } from '../change.ts'
import { addressOf, type Desired, type WantedPasswords } from '../desired.ts'
import type { Hosting } from '../hosting.ts'
import { missing } from '../missing.ts'
import { objections, type Objection } from '../objections.ts'
import type { Password, Provisioner } from '../ports.ts'

// Domains first, then the rest, then what the hosting adds when mail begins; and one more, for what somebody else does meanwhile.
const ROUNDS = 5

/** For whom, what, and the passwords by address (`info@example.org`) or login for files. */
export type Provisioning = { accountId: string, desired: Desired, passwords?: Readonly<Record<string, Password>>, signal?: AbortSignal | undefined }

/** What would be done now, and what speaks against it. Changes nothing. */
export async function plan(provisioner: Provisioner, { accountId, desired, passwords = {}, signal }: Provisioning): Promise<{ actual: Hosting, changes: Change[], objections: Objection[] }> {
  const actual = await provisioner.read(accountId, signal)
  const changes = missing(desired, actual, await wantedPasswords(provisioner, { accountId, passwords, signal }))
  return { actual, changes, objections: objections(changes, { desired, actual, taken: await takenBy(provisioner, { accountId, changes, signal }) }) }
}

/**
 * Brings the account to what is desired: reads, works out what is missing, does it one by one, reads again until nothing is. Safe to
 * run again after any failure; answers what was done this time, and what was there before. Waiting until it is applied is somebody else's.
 */
export async function provision(provisioner: Provisioner, provisioning: Provisioning): Promise<{ done: Change[], before: Hosting }> {
  const done: Change[] = []
  let before: Hosting | undefined
  for (let round = 0; round < ROUNDS; round++) {
    const { actual, changes, objections: against } = await plan(provisioner, provisioning)
    before ??= actual
    const stop = against.find(({ stops }) => stops)
    if (stop) throw new Refusal('conflict', `${SAYS[stop.why] ?? stop.why}: ${stop.about}`, { objections: against })
    if (changes.length === 0) return { done, before }
    for (const change of uptoSurprise(changes)) {
      await provisioner.apply(provisioning.accountId, change, { password: passwordFor(change, provisioning.passwords), signal: provisioning.signal })
      done.push(change)
    }
  }
  throw new Refusal('conflict', 'The hosting does not keep what it is told: something is missing again each time')
}

/** The hosting adds entries of its own to new domains: which of them stand in the way shows only when it is read again. */
function uptoSurprise(changes: readonly Change[]): readonly Change[] {
  const last = changes.findLastIndex(change => change.do === 'domain')
  return last < 0 ? changes : changes.slice(0, last + 1)
}

const SAYS: Partial<Record<Objection['why'], string>> = {
  'somebody-else': 'This domain belongs to another account of the hosting', 'account-closed': 'This account is closed', 'contradiction': 'Entries of this name exclude one another',
}

type Asking = Pick<Provisioning, 'accountId' | 'signal'>

/** Hashes can be compared; of a password in words it is only known whether there is one. */
async function wantedPasswords(provisioner: Provisioner, { accountId, passwords, signal }: Asking & { passwords: Readonly<Record<string, Password>> }): Promise<WantedPasswords> {
  const mailboxes = Object.entries(passwords).filter(([name]) => name.includes('@'))
  return Object.fromEntries(await Promise.all(mailboxes.map(async ([name, password]) => {
    const [local = '', domain = ''] = name.split('@')
    return [name, { hash: 'hash' in password ? password.hash : null, now: await provisioner.passwordHash(accountId, { domain, local }, signal) }] as const
  })))
}

function passwordFor(change: Change, passwords: Provisioning['passwords'] = {}): Password | undefined {
  if (change.do === 'password') return passwords[addressOf(change)]
  return change.do === 'ftp' ? passwords[`${change.prefix}_${change.login}`] ?? passwords[change.prefix] : undefined
}

/** Domains to be made that another account has. */
async function takenBy(provisioner: Provisioner, { accountId, changes, signal }: Asking & { changes: readonly Change[] }): Promise<string[]> {
  const names = changes.flatMap(change => change.do === 'domain' ? [change.domain] : [])
  const owners = await Promise.all(names.map(domain => provisioner.find({ domain }, signal)))
  return names.filter((_, i) => owners[i]?.some(({ id }) => id !== accountId))
}
