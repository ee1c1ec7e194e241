import type { Db } from '../../../platform/db.ts'
import { limitNames } from '../../mail/limiting/rate-limits.ts'
import type { Refusals } from './contract.ts'
import { refusalsOf, type OfSender } from './refusals.ts'

const DAY_MS = 86_400_000
// So many are looked at, the latest first: whether it is more is not what matters then.
const LOOKED_AT = 5000

/** What limits have refused within a day and nobody has dealt with yet. */
export async function refusalsNow(db: Db, now: Date): Promise<Refusals> {
  const latest = db('intakes').where({ state: 'refused' }).orderBy('id', 'desc').limit(LOOKED_AT).select('reason', 'from_address', 'from_name', 'delivered_at', 'created_at', 'dismissed_at').as('latest')
  const found = await db(latest).whereNull('dismissed_at').where('created_at', '>', now.getTime() - DAY_MS).whereIn('reason', limitNames).groupBy('reason', 'from_address')
    .select<(Omit<OfSender, 'messages'> & { messages: number | string })[]>({ reason: 'reason', address: 'from_address' }, db.raw('max(from_name) as name, count(*) as messages, min(delivered_at) as since, max(delivered_at) as last'))
  return { refusals: refusalsOf(found.map(({ messages, ...one }) => ({ ...one, messages: Number(messages) }))) }
}
