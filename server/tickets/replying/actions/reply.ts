import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { agentOf, change } from '../../actions/change.ts'
import { refuseBlocked } from '../../blockers/actions.ts'
import { discussionToAnswer } from '../../discussions/queries.ts'
import { clearDraft } from '../../drafts/store.ts'
import { authorOf } from '../../queries.ts'
import { clocksAt } from '../../status.ts'
import { lockTicket } from '../../store.ts'
import type { Ticket } from '../../ticket.ts'
import type { ReplyRequest } from '../contract.ts'
import { newsFor } from '../ground.ts'
import { answerSubject } from '../letter.ts'
import { saidSince } from '../store.ts'
import { holdUntil } from '../undo.ts'
import type { MailIds, Signing } from './mail-parts.ts'
import { publish } from './publish.ts'
import { send } from './send.ts'

type Replying = { ticketId: number, ids: MailIds & { privateId: number }, input: ReplyRequest }

/**
 * An agent answers the member. The mail is held for the time in which it can be undone, or until its hour; a ticket that nobody had is the writer's from now on.
 * Written on an older version of the ticket than it has now, it is refused with what is new. Answers the ticket's id.
 */
export async function reply(context: Context, { ticketId, ids, input }: Replying, signing: Signing): Promise<number> {
  const { db, now } = context
  const me = agentOf(context)
  const ticket = await lockTicket(db, ticketId)
  if (!ticket) throw new Refusal('not-found', 'There is no such ticket')
  const stale = newsFor(me, ticket.version, await saidSince(db, ticket.id, input.seenVersion))
  if (stale) throw new Refusal('stale', 'Somebody wrote on this ticket since you looked', stale)

  await refuseBlocked(context, ticket, input)
  const recipients = await answer(context, { ticket, ids, input }, signing)
  await clearDraft(db, { ticketId: ticket.id, agentId: me, kind: 'reply' }, { revision: input.revision, at: now })
  await log(context, { did: input.discussionId === null ? 'ticket.replied' : 'ticket.answered-publicly', ticketId: ticket.id, messageId: ids.messageId, recipients, ...input.discussionId === null ? {} : { discussionId: input.discussionId } })
  // Whatever they waited for, they wait anew from this answer on.
  const after = input.status
  const clocks = clocksAt(after, { ...ticket, waitingSince: null }, now.getTime())
  await change(context, ticket, { ...ticket, ...clocks, status: after, assigneeId: ticket.assigneeId === 0 ? me : ticket.assigneeId })
  return ticket.id
}

/** Where the writer wants it to be read: by the member, by everybody in a discussion, or by both. Answers how many get it in private. */
async function answer(context: Context, { ticket, ids, input }: Omit<Replying, 'ticketId'> & { ticket: Ticket }, signing: Signing): Promise<number> {
  const { db, now } = context
  const { text, to, cc, uploads, status: after, discussionId, alsoPrivate } = input
  const author = await authorOf(db, agentOf(context))
  const writing = { author, subject: answerSubject(ticket.subject), text, uploads, hold: holdUntil(input.sendAt, now), after }
  if (discussionId === null) {
    await send(context, { ticket, writing: { ...writing, ids, sideId: null, to, cc } }, signing)
    return to.length + cc.length
  }
  const discussion = await discussionToAnswer(db, ticket.id, discussionId)
  if (!discussion) throw new Refusal('conflict', 'This thread or topic is not on this ticket any more')
  const readers = alsoPrivate ? { to, cc } : { to: [], cc: [] }
  await publish(context, { ticket, discussion, publishing: { ...writing, ...readers, ids } }, signing)
  return readers.to.length + readers.cc.length
}
