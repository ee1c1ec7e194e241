import type { Result } from '../../workflows/engine/progress.ts'
import { hasMail, lostWith, type Forward, type GandiDomain, type Mailbox, type Redirection, type RegistryKey, type RrSet, type TokenFacts } from '../gandi/domain.ts'
import { allows, RIGHTS } from '../gandi/rights.ts'
import { longest } from '../gandi/zone-changes.ts'
import { dateOf } from './transfer-asked.ts'

/** Everything that was found in a Gandi account about a domain. */
export type Inventory = { facts: GandiDomain, keys: RegistryKey[], records: RrSet[], zone: string, mailboxes: Mailbox[], forwards: Forward[], redirections: Redirection[] }

export const INVENTORY = ['statuses', 'canLock', 'services', 'lost', 'lostEn', 'nameServers', 'autorenew', 'registered', 'ends', 'reachability', 'owner', 'signed', 'zone', 'records', 'highestTtl', 'mail', 'mailboxes', 'forwards', 'redirections'] as const

/** The same as the result of a step: plain, dates as texts, and never the code. */
export function inventoryResult({ facts, keys, records, zone, mailboxes, forwards, redirections }: Inventory): Result {
  const lost = lostWith(facts)
  return {
    statuses: facts.statuses, canLock: facts.canLock, services: facts.services, lost: lost.fr.join(', '), lostEn: lost.en.join(', '), nameServers: facts.nameServers, autorenew: facts.autorenew,
    registered: dateOf(facts.registeredAt), ends: dateOf(facts.endsAt), reachability: facts.reachability, owner: facts.owner, signed: keys.length > 0,
    zone, records: records.reduce((count, { values }) => count + values.length, 0), highestTtl: longest(records),
    mail: hasMail(facts) || mailboxes.length + forwards.length > 0, mailboxes, forwards, redirections,
  } satisfies Record<typeof INVENTORY[number], unknown>
}

export const TOKEN = ['name', 'ends', 'daysLeft', 'view', 'technical', 'mail'] as const
const DAY_MS = 86_400_000

/** What a token may do: true, false, or null where only trying tells. */
export function tokenResult({ name, endsAt, scopes }: TokenFacts, now: number): Result {
  const may = Object.fromEntries(RIGHTS.map(right => [right, allows(scopes, right)]))
  return { name, ends: dateOf(endsAt), daysLeft: endsAt === null ? null : Math.floor((endsAt - now) / DAY_MS), ...may }
}

// Long enough for the order to be placed, and for a member who is slow to answer before it.
const FRESH_MS = 7 * DAY_MS

/** Whether a code will still be worth something when it is needed. */
export const isFresh = ({ until }: { until: number | null }, now: number): boolean => until === null || until > now + FRESH_MS
