import { z } from 'zod'
import { isSame } from '../../provisioners/entries.ts'
import { ENTRY_KINDS, type Hosting } from '../../provisioners/hosting.ts'
import type { Change } from '../../provisioners/change.ts'

const Said = z.object({ name: z.string(), kind: z.enum(ENTRY_KINDS), value: z.string() })
export const Before = z.object({ domains: z.array(z.object({ name: z.string(), ttl: z.number().nullish(), entries: z.array(Said) })), addresses: z.array(z.string()) })
/** What was there of some domains before a step began. */
export type Before = z.infer<typeof Before>

const sayings = (entries: Hosting['domains'][number]['entries']) => entries.map(({ name, kind, value }) => ({ name, kind, value }))

/** What is there of these domains now. */
export const snapshot = ({ domains, addresses }: Hosting, names: readonly string[]): Before => ({
  domains: domains.filter(({ name }) => names.includes(name)).map(({ name, ttl, entries }) => ({ name, ttl, entries: sayings(entries) })),
  addresses: addresses.filter(({ domain }) => names.includes(domain)).map(({ local, domain }) => `${local}@${domain}`),
})

/** How the domains of a step come back to what they were: domains that it made go, entries that it set or replaced and the time they live are as before. What else it made stays. */
export function wayBack(before: Before, now: Hosting, names: readonly string[]): Change[] {
  return names.flatMap((name) => {
    const there = now.domains.find(domain => domain.name === name)
    if (!there) return []
    const former = before.domains.find(domain => domain.name === name)
    if (!former) return [{ do: 'remove-domain', domain: name } satisfies Change]
    return [
      ...there.entries.filter(entry => !former.entries.some(other => isSame(other, entry))).map(({ id }): Change => ({ do: 'remove-entry', domain: name, id })),
      ...typeof former.ttl === 'number' && former.ttl !== there.ttl ? [{ do: 'domain-settings', domain: name, hostsDns: there.hostsDns, hostsMail: there.hostsMail, ttl: former.ttl } satisfies Change] : [],
      ...former.entries.filter(entry => !there.entries.some(other => isSame(other, entry))).map((entry): Change => ({ do: 'entry', domain: name, ...entry, replaces: null })),
    ]
  })
}

/** Addresses of domains that the step made, which are there and were not made by it: their mail would go with the domain. */
export function strangersIn(before: Before, now: Hosting, own: readonly string[]): string[] {
  const isMade = (domain: string) => !before.domains.some(({ name }) => name === domain)
  return now.addresses.filter(({ domain, local, foreign, mailbox }) => isMade(domain) && !foreign && mailbox !== null && !own.includes(`${local}@${domain}`)).map(({ local, domain }) => `${local}@${domain}`)
}
