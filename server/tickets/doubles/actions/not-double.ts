import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { record } from '../../../platform/record.ts'
import { agentOf } from '../../actions/change.ts'
import { lockBoth } from '../../store.ts'
import { keepApart } from '../store.ts'

/** An agent says that two tickets are two questions: neither suggests the other any more. Answers the id of the first. */
export async function notDouble(context: Context, ticketId: number, otherId: number): Promise<number> {
  const { db, now } = context
  const [one, other] = await lockBoth(db, ticketId, otherId)
  if (!one || !other) throw new Refusal('not-found', 'There is no such ticket')
  if (one.id === other.id) throw new Refusal('conflict', 'These are the same ticket already')
  await keepApart(db, [one.id, other.id], { by: agentOf(context), at: now })
  for (const [ticket, apart] of [[one, other], [other, one]] as const) {
    await log(context, { did: 'ticket.not-double', ticketId: ticket.id, otherId: apart.id, to: apart.reference })
    await record(context, { type: 'ticket.changed', ticketId: ticket.id })
  }
  return one.id
}
