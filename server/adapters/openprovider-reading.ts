import { parse } from 'tldts'
import { z } from 'zod'
import type { ExtraField } from '../registrars/contact.ts'
import type { Money } from '../registrars/ports.ts'
import { NOTHING, withEnd, type Standing, type StandingName } from '../registrars/standing.ts'
import { instantIn } from './openprovider-dates.ts'
import { reasonIn } from './openprovider-reasons.ts'

/** The name before the ending and the ending, which may have several labels (`asso.fr`). */
export function partsOf(domain: string): { name: string, extension: string } {
  const { domainWithoutSuffix, publicSuffix } = parse(domain)
  const cut = domain.indexOf('.')
  return { name: domainWithoutSuffix ?? domain.slice(0, cut), extension: publicSuffix ?? domain.slice(cut + 1) }
}

const Text = z.string().nullish().catch(null)
const Flag = z.preprocess(value => value === 1 || value === '1' ? true : value === 0 || value === '0' ? false : value, z.boolean().nullish().catch(null))

/** A domain as OpenProvider tells of it. Whatever is missing or strange is null. */
export const Domain = z.object({
  id: z.union([z.number(), z.string()]).transform(String),
  status: z.string().catch(''),
  domain: z.object({ name: z.string(), extension: z.string() }),
  is_locked: Flag,
  is_lockable: Flag,
  name_servers: z.array(z.object({ name: z.string() })).nullish().catch(null),
  creation_date: Text, active_date: Text, expiration_date: Text, registry_expiration_date: Text, renewal_date: Text,
  verification_email_status: Text, comments: Text, reason: Text, last_error: Text,
})
export type Domain = z.infer<typeof Domain>

/** A list of them; one that cannot be read is left out. */
export const Domains = z.object({ results: z.array(z.unknown()).nullish().catch(null) }).transform(({ results }) => (results ?? []).flatMap((one) => {
  const read = Domain.safeParse(one)
  return read.success ? [read.data] : []
}))

const STATES: Readonly<Record<string, StandingName>> = { ACT: 'active', REQ: 'requested', SCH: 'requested', PEN: 'pending', RRQ: 'pending', FAI: 'failed', DEL: 'none' }

/** How a domain stands, in our words. A status that nobody has told us of is on its way, and named. */
export function standingOf(found: Domain): Standing {
  const says = saysOf(found)
  const state = stateOf(found)
  const standing: Standing = {
    ...NOTHING,
    state,
    reference: found.id,
    reason: state === 'failed' ? reasonIn(says ?? '') ?? 'unknown' : null,
    says,
    since: instantIn(found.creation_date),
    expiresAt: [found.registry_expiration_date, found.expiration_date, found.renewal_date].map(instantIn).find(date => date !== null) ?? null,
    nameServers: (found.name_servers ?? []).map(({ name }) => name.toLowerCase().replace(/\.$/, '')),
    locked: found.is_locked ?? null,
  }
  return withEnd(standing, `${found.domain.name}.${found.domain.extension}`)
}

function stateOf({ status, verification_email_status: mail }: Domain): StandingName {
  const state = STATES[status.toUpperCase()] ?? 'pending'
  const isUnderWay = state === 'pending' || state === 'requested'
  return isUnderWay && /pend|sent|wait|request/i.test(mail ?? '') ? 'waiting-approval' : state
}

const saysOf = ({ status, reason, last_error: error, comments }: Domain): string | null =>
  ([reason, error, comments].find(text => text) ?? (status.toUpperCase() in STATES ? null : status))?.slice(0, 300) ?? null

const RANKS: readonly StandingName[] = ['active', 'waiting-approval', 'pending', 'requested', 'failed', 'none']

/** Of several under one name, the one that counts: what is ours, then what is on its way, then the last that failed. */
export const currentOf = (domains: readonly Domain[], domain: string): Domain | undefined =>
  domains.filter(({ domain: { name, extension } }) => `${name}.${extension}`.toLowerCase() === domain)
    .sort((one, other) => rankOf(one) - rankOf(other) || Number(other.id) - Number(one.id))[0]
const rankOf = (domain: Domain) => RANKS.indexOf(standingOf(domain).state)

const Price = z.object({ price: z.coerce.number().nonnegative(), currency: z.string().length(3) }).nullish().catch(null)
export const Prices = z.object({ is_premium: Flag, price: z.object({ reseller: Price, product: Price }).nullish().catch(null) })

/** What we pay; a price of nothing is one that was not told. */
export function moneyIn(prices: z.infer<typeof Prices>['price']): Money | null {
  const found = [prices?.reseller, prices?.product].find(one => (one?.price ?? 0) > 0)
  return found ? { cents: Math.round(found.price * 100), currency: found.currency.toUpperCase() } : null
}

export const Checked = z.object({ results: z.array(z.object({ domain: z.string().catch(''), status: z.string().catch(''), reason: Text, is_premium: Flag, price: z.object({ reseller: Price, product: Price }).nullish().catch(null) })).min(1) })

const Field = z.object({ name: z.string().min(1).max(100), label: Text, description: Text, required: Flag, type: Text, options: z.array(z.unknown()).nullish().catch(null) })
const [MOST_FIELDS, MOST_DEPTH] = [50, 6]

/** The fields that an ending wants: however deep they stand, they have a name and say whether they are required. */
export function fieldsIn(data: unknown, depth = 0): ExtraField[] {
  if (depth > MOST_DEPTH || typeof data !== 'object' || data === null) return []
  const read = Field.safeParse(data)
  if (read.success && read.data.required !== undefined) return [fieldOf(read.data)]
  return Object.values(data).flatMap(inner => fieldsIn(inner, depth + 1)).slice(0, MOST_FIELDS)
}

const fieldOf = ({ name, label, description, required, options }: z.infer<typeof Field>): ExtraField => ({
  name, label: (label ?? description ?? name).slice(0, 300), required: required ?? false,
  options: (options ?? []).flatMap(option => typeof option === 'string' ? [option] : typeof option === 'object' && option !== null && 'value' in option ? [String(option.value)] : []),
})
