import type { Change } from './change.ts'
import type { Account, Hosting } from './hosting.ts'

export type { Change } from './change.ts'

export type NewAccount = { login: string, email: string, firstName: string, lastName: string, notes: string }

/** A password in words, or one that was hashed elsewhere and is carried over as it is (`{SHA512-CRYPT}$6$…`). */
export type Password = { plain: string } | { hash: string }

/** What can be known of the provisioner itself. */
export type Health = { product: string, version: string, nameServers: string[], mailHost: string | null, webAddresses: string[] }

/**
 * The hosting. Every call throws a RemoteFailure when the other side failed (`retry` says whether waiting helps: a lock,
 * a connection), and a Refusal in plain words when somebody must do something first (a quota, a name that is taken).
 */
export type Provisioner = {
  name: string
  health: (signal?: AbortSignal) => Promise<Health>
  /** Nobody, or those that fit. By a domain: whoever has it. */
  find: (by: { id: string } | { login: string } | { email: string } | { domain: string }, signal?: AbortSignal) => Promise<Account[]>
  /** Makes the account, or answers the one of that login that is there with the same e-mail address. */
  createAccount: (account: NewAccount, password: Password, signal?: AbortSignal) => Promise<Account>
  read: (accountId: string, signal?: AbortSignal) => Promise<Hosting>
  /** `password` for address, password and ftp. */
  apply: (accountId: string, change: Change, how?: { password?: Password | undefined, signal?: AbortSignal | undefined }) => Promise<void>
  /** The hash under which a mailbox's password is kept, to be put back later; null when it has none. */
  passwordHash: (accountId: string, address: { domain: string, local: string }, signal?: AbortSignal) => Promise<string | null>
}

/** The hosting of this installation. */
export type HostingDesk = {
  provisioner: Provisioner
  /** Where members and staff manage an account themselves. */
  panelUrl: string | null
  /** Whether there is one: one that is played belongs to the demonstration alone. */
  isThere: () => Promise<boolean>
}
