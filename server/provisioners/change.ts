import type { EntryKind, QuotaName } from './hosting.ts'

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
