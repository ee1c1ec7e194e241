import { rulesOf } from '../dns/tlds/rules.ts'

const DAY_MS = 86_400_000
// Registries count in whole days of their own, and registrars look now and then.
const MARGIN_DAYS = 1
// Where it is done at once, some are looked at by people first: five working days.
const CHECKED_DAYS = 7

/** When a transfer that began at `since` is over at the latest, if the former registrar says nothing; with its no, where that only makes it longer. Null: nobody knows the rules of this ending. */
export function latestEnd(domain: string, since: number, { refused = false } = {}): number | null {
  const { waitDays, refusedWaitDays } = rulesOf(domain)
  const days = refused ? refusedWaitDays ?? waitDays : waitDays
  if (days === null) return null
  return since + (days === 0 ? CHECKED_DAYS : days + MARGIN_DAYS) * DAY_MS
}
