import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { agentOf, change } from '../../actions/change.ts'
import { clearDraft } from '../../drafts/store.ts'
import { authorOf } from '../../queries.ts'
import { clocksAt } from '../../status.ts'
import { lockTicket } from '../../store.ts'
import type { ReplyRequest } from '../contract.ts'
import { newsFor } from '../ground.ts'
import { answerSubject } from '../letter.ts'
import { saidSince } from '../store.ts'
import { holdUntil } from '../undo.ts'
import { send, type MailIds, type Signing } from './send.ts'

/**
 * An agent answers the member. The mail is held for the time in which it can be undone, or until its hour; a ticket that nobody had is the writer's from now on.
 * Written on an older version of the ticket than it has now, it is refused with what is new. Answers the ticket's id.
 */
export async function reply(context: Context, { ticketId, ids, input }: { ticketId: number, ids: MailIds, input: ReplyRequest }, signing: Signing): Promise<number> {
  const { db, now } = context
  const me = agentOf(context)
  const ticket = await lockTicket(db, ticketId)
  if (!ticket) throw new Refusal('not-found', 'There is no such ticket')
  const stale = newsFor(me, ticket.version, await saidSince(db, ticket.id, input.seenVersion))
  if (stale) throw new Refusal('stale', 'Somebody wrote on this ticket since you looked', stale)

  const { text, to, cc, uploads, status: after } = input
  const writing = { ids, author: await authorOf(db, me), sideId: null, subject: answerSubject(ticket.subject), text, to, cc, uploads, hold: holdUntil(input.sendAt, now), after }
  await send(context, { ticket, writing }, signing)
  await clearDraft(db, { ticketId: ticket.id, agentId: me, kind: 'reply' }, { revision: input.revision, at: now })
  await log(context, { did: 'ticket.replied', ticketId: ticket.id, messageId: ids.messageId, recipients: to.length + cc.length })
  // Whatever they waited for, they wait anew from this answer on.
  const clocks = clocksAt(after, { ...ticket, waitingSince: null }, now.getTime())
  await change(context, ticket, { ...ticket, ...clocks, status: after, assigneeId: ticket.assigneeId === 0 ? me : ticket.assigneeId })
  return ticket.id
}
