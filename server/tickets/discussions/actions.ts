import { log } from '../../audit/store.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/db.ts'
import { record } from '../../platform/record.ts'
import { moveCounts } from '../counts/store.ts'
import { leftUntil } from './queries.ts'
import { lockLeft, saveTakenUp } from './store.ts'

const AT_ONCE = 50

/** What was left to its list or forum, and what nobody there has answered in time, becomes work: whoever asked has waited since they did. Answers how many. */
export async function takeUpLeft({ database, clock }: { database: Database, clock: () => Date }): Promise<number> {
  const now = clock()
  const ids = await leftUntil(database.reader, now.getTime(), AT_ONCE)
  for (const id of ids) await database.transaction(db => takeUp({ db, now, actor: { kind: 'system', name: 'timers' } }, id))
  return ids.length
}

async function takeUp(context: Context, id: number) {
  const { db, now } = context
  const left = await lockLeft(db, id)
  if (!left || left.until === null || left.until > now.getTime()) return
  const { status: before, channel, assigneeId, createdAt } = left
  const status = assigneeId === 0 ? 'new' : 'open'
  // An agent, or an answer, may have moved it meanwhile.
  await saveTakenUp(db, id, before === 'on-hold' ? { status, waitingSince: createdAt } : null)
  if (before !== 'on-hold') return
  await log(context, { did: 'ticket.status-changed', ticketId: id, from: before, to: status })
  await moveCounts(db, [{ from: { status: before, channel, assigneeId }, to: { status, channel, assigneeId } }])
  await record({ db, now }, { type: 'ticket.changed', ticketId: id })
}
