import { log } from '../../../audit/store.ts'
import { moveOutbox } from '../../../outbox/actions/move.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { record } from '../../../platform/record.ts'
import { agentOf } from '../../actions/change.ts'
import { moveCounts } from '../../counts/store.ts'
import { moveDrafts } from '../../drafts/store.ts'
import { lockTicket, saveTicket } from '../../store.ts'
import { joined } from '../merging.ts'
import { addMerge, moveContents, pointTo, recount } from '../store.ts'

/** An agent puts one ticket into another: everything said on the one stands on the other, and its reference leads there. It can be undone. Answers the id of the other. */
export async function merge(context: Context, fromId: number, intoId: number): Promise<number> {
  const { db, now } = context
  // Always in the order of their ids, so that two merges wait for each other rather than deadlock.
  const [low, high] = fromId < intoId ? [fromId, intoId] : [intoId, fromId]
  const [one, other] = [await lockTicket(db, low), await lockTicket(db, high)]
  const [from, into] = fromId < intoId ? [one, other] : [other, one]
  if (!from || !into) throw new Refusal('not-found', 'There is no such ticket')
  if (from.id === into.id) throw new Refusal('conflict', 'These are the same ticket already')

  const after = joined(into, from)
  const between = { fromId: from.id, intoId: into.id }
  const moved = { status: from.status, ...await moveContents(db, between, into.version), mails: await moveOutbox(context, between) }
  await moveDrafts(db, from.id, into.id)
  await addMerge(db, between, { moved, agentId: agentOf(context), at: now })
  await pointTo(db, between)
  await saveTicket(db, after)
  await recount(db, into.id, after.version)
  await log(context, { did: 'ticket.merged', ticketId: into.id, fromId: from.id, to: from.reference })
  await record(context, { type: 'ticket.merged', ticketId: from.id, intoId: into.id }, { type: 'ticket.changed', ticketId: into.id })
  await moveCounts(db, [{ from, to: null }, { from: into, to: after }])
  return into.id
}
