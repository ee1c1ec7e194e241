import { z } from 'zod'
import { domainIn, noDomainWords } from '../../dns/survey/asked.ts'
import { Refusal } from '../../platform/errors.ts'
import { HOLDER_KINDS } from '../../registrars/contact.ts'

/** A domain, in lower case and without its last dot. */
export const Domain = z.string().trim().toLowerCase().max(254).transform(name => name.replace(/\.$/, ''))
  .refine(name => /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(name), 'is no domain: write it as in assoc.org, accents as xn--…')

/** The domain that a workflow is about. The steps that come later take it as it was written: what is not all of what can be registered, or written otherwise than registries do, is refused before anybody is asked anything. */
export function movableDomain(written: unknown): string {
  const text = typeof written === 'string' ? written : ''
  const read = domainIn(text)
  if ('problem' in read) throw new Refusal('invalid', noDomainWords[read.problem])
  const { domain } = read
  if (text.trim().toLowerCase() === domain) return domain
  throw new Refusal('invalid', `What can be moved is ${domain}: stop this run, and begin anew with that`, { words: { fr: `Ce qui peut déménager est ${domain}\u00A0: arrêtez ce parcours, et recommencez avec ce nom.`, en: `What can be moved is ${domain}: stop this run, and begin anew with that.` } })
}

const MOST_SERVERS = 13
/** Name servers: a list, or one text with spaces or commas between them. */
export const NameServers = z.union([z.array(z.string()), z.string().transform(text => text.split(/[\s,]+/).filter(Boolean))]).pipe(z.array(Domain).min(2).max(MOST_SERVERS))

const Text = z.string().trim().max(300)
/** The holder, by the names of `Contact`; what an ending wants besides stands in `extra`. */
export const Holder = z.object({
  kind: z.enum(HOLDER_KINDS), organisation: Text.nullish().transform(name => name || null), firstName: Text.default(''), lastName: Text.default(''), street: Text.default(''), zip: Text.default(''), city: Text.default(''),
  country: Text.default(''), phone: Text.default(''), email: Text.default(''), extra: z.record(z.string(), Text).nullish().transform(extra => extra ?? {}),
})

/** Records as LiveDNS writes them. */
export const RrSets = z.array(z.object({ name: z.string().min(1).max(253), type: z.string().regex(/^[A-Z0-9]{1,20}$/i), ttl: z.coerce.number().int().min(300).max(2_592_000), values: z.array(z.string().max(4096)).min(1).max(100) })).max(500)

/** An instant as results tell it. */
export const dateOf = (instant: number | null | undefined): string | null => typeof instant === 'number' ? new Date(instant).toISOString() : null
