import { putInOutbox } from '../../../outbox/actions/put.ts'
import type { Context } from '../../../platform/context.ts'
import { record } from '../../../platform/record.ts'
import { addSaid } from '../../store.ts'
import type { Ticket } from '../../ticket.ts'
import { addFiles, claimId } from '../store.ts'
import { filesBrought, formerOf, privateMail, refuseElsewhere, type Signing, type Writing } from './mail-parts.ts'

/**
 * Puts what an agent writes on its locked ticket and, as a mail, into the outbox: whoever gets it belongs to the conversation from now on.
 * The mail is decided here, word by word; what happens to the ticket later changes nothing of it.
 */
export async function send(context: Context, { ticket, writing }: { ticket: Ticket, writing: Writing }, { signer, seal }: Signing) {
  const { db, now } = context
  const { ids, author, sideId, hold } = writing
  const place = { ticketId: ticket.id, sideId }
  await refuseElsewhere(context, [...writing.to, ...writing.cc])
  const files = await filesBrought(context, author, writing.uploads)
  const { messageId: rfcId, ...mail } = await privateMail(context, { ticket, writing, files, number: ids.messageId }, { signer })
  const former = await formerOf(context, ticket, writing)
  await addSaid(db, ticket, { ...writing, ...place, id: ids.messageId, kind: 'reply', messageId: rfcId, at: now, former })
  await addFiles(db, ids.messageId, files)
  await claimId(db, place, { messageId: ids.messageId, rfcId })
  const kind = sideId === null ? 'reply' : 'question'
  await putInOutbox(context, { ...mail, id: ids.outboxId, kind, messageId: rfcId, ticketId: ticket.id, storedMessageId: ids.messageId, agentId: author.id, hold }, { seal })
  await record(context, { type: 'ticket.message-added', ticketId: ticket.id, messageId: ids.messageId })
}
