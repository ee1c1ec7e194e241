import { z } from 'zod'
import type { Forward, GandiDomain, Mailbox, Owner, Redirection, RegistryKey, RrSet, TokenFacts } from '../transfer/gandi/domain.ts'

const Text = z.string().nullish().transform(text => text ?? '').catch('')
const Instant = z.string().nullish().catch(null).transform((text) => {
  const at = Date.parse(text ?? '')
  return Number.isNaN(at) ? null : at
})

const Contact = z.object({ given: Text, family: Text, orgname: Text, type: Text, streetaddr: Text, city: Text, zip: Text, country: Text, phone: Text, email: Text })
const KINDS: Readonly<Record<string, Owner['kind']>> = { individual: 'person', company: 'organisation', association: 'association', publicbody: 'public' }

const OwnerOf = Contact.transform(({ given, family, orgname, type, streetaddr, city, zip, country, phone, email }): Owner => ({
  kind: KINDS[type] ?? (orgname ? 'organisation' : 'person'), organisation: orgname || null, firstName: given, lastName: family, street: streetaddr, zip, city, country, phone, email,
}))

const names = z.array(z.string().max(253)).max(50).nullish().catch([]).transform(all => (all ?? []).map(name => name.toLowerCase().replace(/\.$/, '')))

/** What GET /domain/domains/{domain} answers. */
export const Details = z.object({
  fqdn: z.string(), status: z.array(z.string()).nullish().catch([]), can_tld_lock: z.boolean().nullish().catch(null), services: z.array(z.string()).nullish().catch([]), nameservers: names,
  autorenew: z.union([z.boolean(), z.object({ enabled: z.boolean() }).transform(({ enabled }) => enabled)]).nullish().catch(null),
  dates: z.object({ registry_created_at: Instant, registry_ends_at: Instant, authinfo_expires_at: Instant }).nullish().catch(null),
  reachability: z.string().nullish().catch(null), contacts: z.object({ owner: OwnerOf.nullish().catch(null) }).nullish().catch(null), authinfo: z.string().nullish().catch(null),
}).transform((found): GandiDomain => ({
  domain: found.fqdn, statuses: found.status ?? [], canLock: found.can_tld_lock ?? true, services: found.services ?? [], nameServers: found.nameservers, autorenew: found.autorenew ?? false,
  ...datesOf(found.dates), reachability: found.reachability ?? null, owner: found.contacts?.owner ?? null, code: codeOf(found.authinfo, found.dates?.authinfo_expires_at ?? null),
}))

const datesOf = (dates: { registry_created_at: number | null, registry_ends_at: number | null } | null | undefined) => ({ registeredAt: dates?.registry_created_at ?? null, endsAt: dates?.registry_ends_at ?? null })

const codeOf = (value: string | null | undefined, until: number | null): GandiDomain['code'] => value ? { value, until } : value === undefined ? undefined : null

export const Records = z.object({ rrset_name: z.string(), rrset_type: z.string(), rrset_ttl: z.coerce.number().int().nonnegative(), rrset_values: z.array(z.string()) })
  .transform(({ rrset_name: name, rrset_type: type, rrset_ttl: ttl, rrset_values: values }): RrSet => ({ name, type, ttl, values }))

export const Key = z.object({ id: z.union([z.string(), z.number()]).transform(String), keytag: z.coerce.number().catch(0), algorithm: z.coerce.number().catch(0) })
  .transform(({ id, keytag: keyTag, algorithm }): RegistryKey => ({ id, keyTag, algorithm }))

export const Snapshot = z.object({ id: z.string().min(1), name: Text, zone_data: z.array(Records).nullish() })

export const Webredir = z.object({ host: z.string(), type: Text, url: Text }).transform((one): Redirection => one)
export const Forwarded = z.object({ source: z.string(), destinations: z.array(z.string()) }).transform((one): Forward => one)

const Local = z.object({ id: z.string().min(1), address: Text, login: z.string(), domain: Text, mailbox_type: Text, alias_count: z.coerce.number().catch(0), quota_used: z.coerce.number().nullish().catch(null) })
/** A mailbox as the list tells of it; its aliases are told by itself alone. */
export const Listed = Local.transform(({ id, address, login, domain, mailbox_type: kind, alias_count: aliasCount, quota_used: quotaUsed }) => ({ id, address: address || `${login}@${domain}`, login, kind, aliasCount, quotaUsed: quotaUsed ?? null }))
export const Boxed = z.object({ aliases: z.array(z.string()).nullish().catch([]), responder: z.object({ enabled: z.boolean() }).nullish().catch(null) })
  .transform(({ aliases, responder }): Pick<Mailbox, 'aliases' | 'responder'> => ({ aliases: aliases ?? [], responder: responder?.enabled ?? false }))

const Scopes = z.union([z.array(z.string()), z.string().transform(text => text.split(/[\s,]+/).filter(Boolean))]).nullish().catch(null)
/** What the introspection of a token tells. */
export const TokenInfo = z.object({ pat_name: z.string().nullish().catch(null), scope: Scopes, expires_in: z.coerce.number().nullish().catch(null) })
  .transform(({ pat_name: name, scope, expires_in: seconds }) => ({ name: name ?? null, scopes: scope ?? null, seconds: seconds ?? null }) satisfies Omit<TokenFacts, 'endsAt'> & { seconds: number | null })
