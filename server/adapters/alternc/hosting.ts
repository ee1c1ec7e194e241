import { z } from 'zod'
import type { Account, Hosting } from '../../provisioners/hosting.ts'
import { QUOTAS } from '../../provisioners/hosting.ts'
import type { Health } from '../../provisioners/ports.ts'
import { appliedOf, entryOf, ZONE_LOCKED } from './entries.ts'

const Account = z.object({ id: z.string(), login: z.string(), name: z.string(), email: z.string(), enabled: z.boolean() })
const State = { action: z.string(), result: z.string() }
const Entry = z.object({ id: z.string(), name: z.string(), type: z.string(), value: z.string(), enabled: z.boolean(), ...State })

/** What the bridge answers to each question that is not a change. */
export const Answers = {
  account: z.object({ account: Account }),
  accounts: z.object({ accounts: z.array(Account) }),
  hash: z.object({ hash: z.string().nullable() }),
  health: z.object({ product: z.string(), version: z.string(), nameServers: z.array(z.string()), webAddresses: z.array(z.string()), mailHost: z.string().nullable() }),
  hosting: z.object({
    account: Account,
    quotas: z.array(z.object({ name: z.enum(QUOTAS), used: z.number(), total: z.number() })),
    domains: z.array(z.object({ name: z.string(), dns: z.boolean(), mail: z.boolean(), ttl: z.number(), ...State, entries: z.array(Entry) })),
    addresses: z.array(z.object({ domain: z.string(), local: z.string(), type: z.string(), quotaMb: z.number().nullable(), recipients: z.array(z.string()), enabled: z.boolean() })),
    ftp: z.array(z.object({ login: z.string(), folder: z.string(), enabled: z.boolean() })),
    databases: z.array(z.string()),
    robots: z.array(z.object({ domain: z.string(), host: z.string(), ...State })),
  }),
}

/** What one account has, as it is read from AlternC. */
export type Read = z.infer<typeof Answers.hosting>

const CATCH_ALL = 'catchall'

/** The same in our words. */
export function hostingOf({ account, quotas, domains, addresses, ftp, databases, robots }: Read): Hosting {
  return {
    account,
    quotas,
    domains: domains.map(({ name, dns, mail, ttl, entries, ...state }) => ({ name, hostsDns: dns, hostsMail: mail, ttl, applied: appliedOf(state, ZONE_LOCKED), entries: entries.map(entryOf) })),
    addresses: addresses.map(({ domain, local, type, quotaMb, recipients, enabled }) => ({
      domain, local, mailbox: quotaMb === null ? null : { quotaMb }, recipients, enabled, foreign: type !== '' && !(type === CATCH_ALL && local === ''),
    })),
    ftp,
    databases: databases.map(name => ({ name })),
    robots: robots.map(({ domain, host, ...state }) => ({ domain, host, applied: appliedOf(state, 'Sympa was not told.') })),
  }
}

/** What AlternC says of itself, without what nobody asked. */
export const healthOf = ({ product, version, nameServers, webAddresses, mailHost }: z.infer<typeof Answers.health>): Health => ({ product, version, nameServers, webAddresses, mailHost })
