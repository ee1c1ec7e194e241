import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { agentOf } from '../../actions/change.ts'
import { clearDraft } from '../../drafts/store.ts'
import { authorOf } from '../../queries.ts'
import type { QuestionRequest } from '../../replying/contract.ts'
import type { MailIds, Signing } from '../../replying/actions/mail-parts.ts'
import { send } from '../../replying/actions/send.ts'
import { answerSubject } from '../../replying/letter.ts'
import { holdUntil } from '../../replying/undo.ts'
import { lockTicket } from '../../store.ts'
import { addSide, sideOn, type SideThread } from '../store.ts'

type Question = { ticketId: number, ids: MailIds & { sideId: number }, input: QuestionRequest }

/** An agent asks somebody else, beside the conversation: the member never sees it, and the answer comes back beside it. Answers the ticket's id. */
export async function ask(context: Context, { ticketId, ids, input }: Question, signing: Signing): Promise<number> {
  const { db, now } = context
  const me = agentOf(context)
  const ticket = await lockTicket(db, ticketId)
  if (!ticket) throw new Refusal('not-found', 'There is no such ticket')
  const side = input.sideId === null ? await begin(context, ticket.id, { id: ids.sideId, subject: input.subject }) : await sideOn(db, ticket.id, input.sideId)
  if (!side) throw new Refusal('not-found', 'There is no such side thread on this ticket')

  const { text, to, cc, uploads } = input
  const subject = input.sideId === null ? side.subject : answerSubject(side.subject)
  await send(context, { ticket, writing: { ids, author: await authorOf(db, me), sideId: side.id, subject, text, to, cc, uploads, hold: holdUntil(null, now), after: null } }, signing)
  const kind = input.sideId === null ? 'question' : `side-${side.id}`
  await clearDraft(db, { ticketId: ticket.id, agentId: me, kind }, { revision: input.revision, at: now })
  await log(context, { did: 'ticket.asked', ticketId: ticket.id, messageId: ids.messageId, sideId: side.id })
  return ticket.id
}

async function begin({ db, now, ...context }: Context, ticketId: number, { id, subject }: Pick<SideThread, 'id' | 'subject'>): Promise<SideThread> {
  if (subject === '') throw new Refusal('invalid', 'A question to somebody else needs a subject')
  await addSide(db, { id, ticketId, subject, agentId: agentOf(context), at: now })
  return { id, ticketId, subject }
}
