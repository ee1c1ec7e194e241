import { moveOutbox } from '../../../outbox/actions/move.ts'
import type { Context } from '../../../platform/context.ts'
import { record } from '../../../platform/record.ts'
import { agentOf } from '../../actions/change.ts'
import { moveCounts } from '../../counts/store.ts'
import { moveDrafts } from '../../drafts/store.ts'
import { saveTicket } from '../../store.ts'
import type { Ticket } from '../../ticket.ts'
import { addMerge, moveContents, pointTo, recount } from '../store.ts'

/** Everything said on the one locked ticket stands on the other, which stands as `after` from then on; the one leads there, and can be taken out again. */
export async function carry(context: Context, { from, into, after }: { from: Ticket, into: Ticket, after: Ticket }) {
  const { db, now } = context
  const between = { fromId: from.id, intoId: into.id }
  const moved = { status: from.status, ...await moveContents(db, between, into.version), mails: await moveOutbox(context, between) }
  await moveDrafts(db, from.id, into.id)
  await addMerge(db, between, { moved, agentId: agentOf(context), at: now })
  await pointTo(db, between)
  await saveTicket(db, after)
  await recount(db, into.id, after.version)
  await record(context, { type: 'ticket.merged', ticketId: from.id, intoId: into.id }, { type: 'ticket.changed', ticketId: into.id })
  await moveCounts(db, [{ from, to: null }, { from: into, to: after }])
}
