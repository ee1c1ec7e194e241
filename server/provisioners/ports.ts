import type { Account, EntryKind, Hosting, QuotaName } from './hosting.ts'

export type NewAccount = { login: string, email: string, firstName: string, lastName: string, notes: string }

/** One thing to bring about. Each is done by looking first: twice does nothing the second time. */
export type Change =
  | { do: 'quota', quota: QuotaName, total: number }
  | { do: 'domain', domain: string, hostsDns: boolean, hostsMail: boolean, force: boolean }
  | { do: 'domain-settings', domain: string, hostsDns: boolean, hostsMail: boolean, ttl: number }
  | { do: 'entry', domain: string, name: string, kind: EntryKind, value: string, replaces: string | null }
  | { do: 'remove-entry', domain: string, id: string }
  | { do: 'remove-domain', domain: string }
  | { do: 'address', domain: string, local: string, mailbox: { quotaMb: number } | null, recipients: string[] }
  | { do: 'password', domain: string, local: string }
  | { do: 'catch-all', domain: string, target: string }
  | { do: 'ftp', prefix: string, login: string, folder: string }
  | { do: 'database', name: string }
  | { do: 'lists', domain: string, host: string, listmasters: string[] }

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
  apply: (accountId: string, change: Change, password?: Password, signal?: AbortSignal) => Promise<void>
  /** The hash under which a mailbox's password is kept, to be put back later; null when it has none. */
  passwordHash: (accountId: string, address: { domain: string, local: string }, signal?: AbortSignal) => Promise<string | null>
}
