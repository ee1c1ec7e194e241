import { log } from '../../../audit/store.ts'
import { moveOutbox } from '../../../outbox/actions/move.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { record } from '../../../platform/record.ts'
import { agentOf } from '../../actions/change.ts'
import { moveCounts } from '../../counts/store.ts'
import { keepApart } from '../../doubles/store.ts'
import { lockTicket } from '../../store.ts'
import { isAnyElsewhere, lockMerge, mergedInto, moveBack, recount, saveUndone, standAlone } from '../store.ts'

/** A merged ticket stands alone again, with what was said on it before; what was said since stays where it was said. Answers its id. */
export async function unmerge(context: Context, mergeId: number): Promise<number> {
  const { db, now } = context
  const known = await lockMerge(db, mergeId)
  if (!known) throw new Refusal('not-found', 'There is no such merge, or it has been undone already')
  const { fromId, intoId, moved } = known
  const into = await lockTicket(db, intoId)
  if (into?.id !== intoId || await mergedInto(db, fromId) !== intoId) throw new Refusal('conflict', 'The ticket has been merged into another since: undo that first')
  if (await isAnyElsewhere(db, intoId, moved.messages)) throw new Refusal('conflict', 'Messages of this ticket have gone to another one since: put those back first')

  const back = await moveBack(db, { fromId, intoId }, moved)
  await moveOutbox(context, { fromId: intoId, intoId: fromId }, moved.mails)
  await standAlone(db, fromId, { status: moved.status, messages: back.length })
  await recount(db, intoId, into.version + 1)
  await saveUndone(db, mergeId, now)
  await keepApart(db, [fromId, intoId], { by: agentOf(context), at: now })
  const from = await lockTicket(db, fromId)
  if (!from) throw new Error('The ticket that stands alone again is gone')
  await log(context, { did: 'ticket.unmerged', ticketId: intoId, fromId, to: from.reference })
  await record(context, ...back.map(messageId => ({ type: 'ticket.message-moved', ticketId: fromId, messageId } as const)), { type: 'ticket.changed', ticketId: fromId }, { type: 'ticket.changed', ticketId: intoId })
  await moveCounts(db, [{ from: null, to: from }])
  return fromId
}
