import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { mailLocale } from '../../../platform/mail-templates.ts'
import { change } from '../../../tickets/actions/change.ts'
import { lockedTicket } from '../../../tickets/actions/lock.ts'
import { authorOf } from '../../../tickets/queries.ts'
import type { MailIds, Signing } from '../../../tickets/replying/actions/mail-parts.ts'
import { send } from '../../../tickets/replying/actions/send.ts'
import { answerSubject } from '../../../tickets/replying/letter.ts'
import { recipientsOn, senderOf } from '../../../tickets/replying/queries.ts'
import { holdUntil } from '../../../tickets/replying/undo.ts'
import { clocksAt } from '../../../tickets/status.ts'
import type { Author, Ticket } from '../../../tickets/ticket.ts'
import type { Said } from '../../contract.ts'
import { isMembers } from '../store.ts'

/** What a run says to the member of its ticket. `ownerId` is 0 where nobody follows it; `alone`: not to those who read along. */
type Saying = { ticketId: number, text: Said, ids: MailIds, runId: number, ownerId: number, alone?: boolean }

/**
 * Puts a reply on the run's ticket, in the member's language and in the name of whoever follows the run (of the house, where nobody does),
 * held and sent like any other. Never to a list or a forum; the ticket stays whose it is. Refused on a closed ticket, and where nobody can be written to.
 */
export async function sayToMember(context: Context, { ticketId, text, ids, runId, ownerId, alone = false }: Saying, signing: Signing) {
  const { db, now } = context
  const ticket = await lockedTicket(context, ticketId)
  if (ticket.status === 'closed') throw new Refusal('conflict', 'The ticket is closed, so the member is not written to: open it again and retry, or skip the step')
  const { to, cc: others } = await recipientsOn(db, ticket)
  const cc = alone ? [] : others
  if (to.length === 0) throw new Refusal('conflict', 'The ticket has nobody who can be written to in private: tell them otherwise, and skip the step')
  const { author, locale } = await voiceOf(context, ticket, ownerId)
  const words = { subject: answerSubject(ticket.subject), text: text[locale], uploads: [], hold: holdUntil(null, now), after: null }
  await send(context, { ticket, writing: { ...words, ids, author, runId, sideId: null, to, cc } }, signing)
  await log(context, { did: 'ticket.replied', ticketId: ticket.id, messageId: ids.messageId, recipients: to.length + cc.length, runId })
}

/** In whose name it is said, and in which language. */
async function voiceOf({ db }: Context, ticket: Ticket, ownerId: number): Promise<{ author: Author, locale: keyof Said }> {
  const sender = await senderOf(db, ticket.mailboxId)
  if (!sender) throw new Refusal('conflict', 'No mailbox may send yet: an administrator gives one an address in the settings')
  const author = ownerId === 0 ? { id: null, name: sender.name, email: sender.address } : await authorOf(db, ownerId)
  return { author, locale: mailLocale(ticket.locale ?? sender.locale) }
}

/** Once a run that has spoken waits for the member, so does its ticket. What is on hold, or over, stays so. */
export async function awaitMember(context: Context, { ticketId, runId }: Pick<Saying, 'ticketId' | 'runId'>) {
  if (!await isMembers(context.db, runId)) return
  const ticket = await lockedTicket(context, ticketId)
  if (ticket.status !== 'new' && ticket.status !== 'open') return
  await log(context, { did: 'ticket.status-changed', ticketId: ticket.id, from: ticket.status, to: 'waiting' })
  await change(context, ticket, { ...ticket, status: 'waiting', ...clocksAt('waiting', ticket, context.now.getTime()) })
}
