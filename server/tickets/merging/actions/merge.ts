import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { blockersOf } from '../../blockers/queries.ts'
import { lockBoth } from '../../store.ts'
import { joined } from '../merging.ts'
import { carry } from './carry.ts'

/** An agent puts one ticket into another: everything said on the one stands on the other, and its reference leads there. It can be undone. Answers the id of the other. */
export async function merge(context: Context, fromId: number, intoId: number): Promise<number> {
  const [from, into] = await lockBoth(context.db, fromId, intoId)
  if (!from || !into) throw new Refusal('not-found', 'There is no such ticket')
  if (from.id === into.id) throw new Refusal('conflict', 'These are the same ticket already')
  await log(context, { did: 'ticket.merged', ticketId: into.id, fromId: from.id, to: from.reference })
  await carry(context, { from, into, after: joined(into, from, (await blockersOf(context.db, from.id)).length > 0) })
  return into.id
}
