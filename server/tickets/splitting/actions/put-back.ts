import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { carry } from '../../merging/actions/carry.ts'
import { joined } from '../../merging/merging.ts'
import { lockBoth } from '../../store.ts'
import { together } from '../splitting.ts'
import { bringBack, isParted, lockSplit, refreshPreview, savePutBack, setPending } from '../store.ts'

/** What was split off goes back where it came from, with what was said on it since; its reference leads there, as that of any merged ticket. Answers the id of the ticket it came from. */
export async function putBack(context: Context, splitId: number): Promise<number> {
  const { db, now } = context
  const known = await lockSplit(db, splitId)
  if (!known) throw new Refusal('not-found', 'There is no such split, or it has been undone already')
  const { fromId, intoId, moved } = known
  const [from, ticket] = await lockBoth(db, fromId, intoId)
  if (from?.id !== fromId || ticket?.id !== intoId) throw new Refusal('conflict', 'One of the two has been merged into another ticket since: undo that first')
  if (await isParted(db, intoId)) throw new Refusal('conflict', 'Messages were split off the new ticket as well: put those back first')

  const after = together(moved, from, { saidSince: ticket.version !== moved.former.version, otherwise: joined(from, ticket) })
  await bringBack(db, fromId, moved.leavers)
  await setPending(db, moved.pending, true)
  await carry(context, { from: ticket, into: from, after })
  await refreshPreview(db, fromId)
  await savePutBack(db, splitId, now)
  await log(context, { did: 'ticket.split-undone', ticketId: fromId, fromId: intoId, to: ticket.reference })
  return fromId
}
