/** An account at the hosting, as it stands there. */
export type Account = { id: string, login: string, name: string, email: string, enabled: boolean }

export const QUOTAS = ['domains', 'mailboxes', 'ftp', 'databases', 'lists', 'web'] as const
export type QuotaName = typeof QUOTAS[number]
/** How many are used of how many; `web` in kB. */
export type Quota = { name: QuotaName, used: number, total: number }

/** How far a wish has come: it waits to be applied, it is, or it could not be. */
export type Applied = { state: 'waiting' | 'applied' | 'failed', says: string | null }

/** What a name of a domain is for. `custom`: a kind that only the hosting knows. */
export const ENTRY_KINDS = ['web', 'redirect', 'a', 'aaaa', 'cname', 'txt', 'mx', 'mx-second', 'default-mx', 'lists', 'custom'] as const
export type EntryKind = typeof ENTRY_KINDS[number]

export type Entry = {
  id: string
  /** '' is the domain itself. */
  name: string
  kind: EntryKind
  /** A folder, an address, a name with its last dot, a text without quotes. */
  value: string
  enabled: boolean
  applied: Applied
}

export type HostedDomain = {
  name: string
  hostsDns: boolean
  hostsMail: boolean
  /** Seconds, for the whole zone. */
  ttl: number
  applied: Applied
  entries: Entry[]
}

export type MailAddress = {
  domain: string
  /** What stands before the @; '' is what takes everything else. */
  local: string
  /** null: nothing is kept here, it only goes on to the recipients. */
  mailbox: { quotaMb: number } | null
  recipients: string[]
  enabled: boolean
  /** A kind that belongs to another program (a list's address): never touched. */
  foreign: boolean
}

export type FtpLogin = { login: string, folder: string, enabled: boolean }
export type Database = { name: string }
/** Lists of a domain, by Sympa. */
export type ListRobot = { domain: string, host: string, applied: Applied }

/** What one account has. */
export type Hosting = {
  account: Account
  quotas: Quota[]
  domains: HostedDomain[]
  addresses: MailAddress[]
  ftp: FtpLogin[]
  databases: Database[]
  robots: ListRobot[]
}
