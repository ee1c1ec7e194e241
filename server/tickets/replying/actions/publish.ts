import { putInOutbox } from '../../../outbox/actions/put.ts'
import type { LetterFile, LetterPost, Outgoing } from '../../../outbox/outgoing.ts'
import { ownId } from '../../../outbox/own-id.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { record } from '../../../platform/record.ts'
import type { AnsweredDiscussion } from '../../discussions/queries.ts'
import { wayTo } from '../../discussions/way.ts'
import { addSaid } from '../../store.ts'
import type { Ticket } from '../../ticket.ts'
import { answerSubject, hostOf, publicLetter, type Written } from '../letter.ts'
import { senderOf } from '../queries.ts'
import { addFiles, claimId, threadIn } from '../store.ts'
import { filesBrought, formerOf, privateMail, refuseElsewhere, type MailIds, type Signing, type Writing } from './mail-parts.ts'

/** What an agent says to everybody who reads a discussion, and, when there is somebody in `to`, to them in private as well. */
export type Publishing = Omit<Writing, 'ids' | 'sideId'> & { ids: MailIds & { privateId: number } }

type Carried = Pick<Outgoing, 'letter' | 'hold' | 'mailboxId'> & { rfcId: string | null }

/**
 * Puts what an agent says to everybody on its locked ticket and into the outbox. The mail to everybody and the one to somebody alone are two: neither
 * names what stands in the other, and nothing of the private conversation is in the public one.
 */
export async function publish(context: Context, { ticket, discussion, publishing }: { ticket: Ticket, discussion: AnsweredDiscussion, publishing: Publishing }, signing: Signing) {
  const { db, now } = context
  const { ids, author, to, cc } = publishing
  if (!discussion.active) throw new Refusal('conflict', `“${discussion.name}” is not followed any more: an answer there would not be seen here`)
  await refuseElsewhere(context, [...to, ...cc])
  const files = await filesBrought(context, author, publishing.uploads)
  const writing = { ...publishing, sideId: null }
  const alone = to.length > 0 ? await privateMail(context, { ticket, writing, files, number: ids.privateId }, signing) : undefined
  const { rfcId, ...open } = await carriedTo(context, { ticket, discussion, publishing, files }, signing)
  const former = await formerOf(context, ticket, writing)
  await addSaid(db, ticket, { ...writing, id: ids.messageId, ticketId: ticket.id, discussionId: discussion.id, kind: 'reply', messageId: rfcId, at: now, former })
  await addFiles(db, ids.messageId, files)
  if (rfcId !== null) await claimId(db, { ticketId: ticket.id, sideId: null }, { messageId: ids.messageId, rfcId })
  const about = { ticketId: ticket.id, storedMessageId: ids.messageId, agentId: author.id }
  await putInOutbox(context, { ...about, ...open, id: ids.outboxId, kind: 'post', messageId: rfcId ?? nameOf(ticket, ids.messageId, signing) }, signing)
  if (alone) await putInOutbox(context, { ...about, ...alone, id: ids.privateId, kind: 'reply', hold: publishing.hold }, signing)
  await record(context, { type: 'ticket.message-added', ticketId: ticket.id, messageId: ids.messageId })
}

type Given = { ticket: Ticket, discussion: AnsweredDiscussion, publishing: Publishing, files: readonly LetterFile[] }

/** How it gets there: what no mail carries has no Message-ID. */
async function carriedTo(context: Context, given: Given, signing: Signing): Promise<Carried> {
  const { discussion: { id, title }, publishing: { text, hold }, files } = given
  const way = wayTo(given.discussion)
  const { postKey, ...thread } = await threadIn(context.db, id)
  const post: LetterPost = { by: way.by, sourceId: given.discussion.sourceId, place: given.discussion.name, threadKey: given.discussion.threadKey, answersPostKey: postKey, since: context.now.getTime() }
  const written: Written = { subject: answerSubject(title), text, post, files }
  if (way.by === 'mail') return byMail(context, { ...given, way, written: { ...written, thread } }, signing)
  if (files.length > 0) throw new Refusal('invalid', 'No file can go with this answer: put a link into it, or send the file in private')
  if (way.by === 'api') return { letter: publicLetter(written), hold, mailboxId: null, rfcId: null }
  if (hold?.why === 'scheduled') throw new Refusal('invalid', 'This answer is carried by hand: it cannot be sent later by itself')
  return { letter: publicLetter(written), hold: { why: 'by-hand' }, mailboxId: null, rfcId: null }
}

type Mailing = Pick<Given, 'ticket' | 'discussion' | 'publishing'> & { way: { to: string, from: string | null }, written: Written }

/** In the name that is known there, and with nothing that leads into the private conversation. */
async function byMail({ db }: Context, { ticket, discussion: { mailboxId, name, kind }, publishing: { ids, hold }, way, written }: Mailing, { signer }: Signing): Promise<Carried> {
  const sender = await senderOf(db, mailboxId ?? ticket.mailboxId)
  if (!sender) throw new Refusal('conflict', 'No mailbox may send yet: an administrator gives one an address in the settings')
  const from = { address: way.from ?? sender.address, name: sender.name }
  const letter = publicLetter({ ...written, from, to: [{ address: way.to, name }], signature: kind === 'list' ? sender.signature : '' })
  return { letter, hold, mailboxId: sender.mailboxId, rfcId: ownId({ ticketId: ticket.id, sideId: null, messageId: ids.messageId }, signer, hostOf(from.address)) }
}

/** In the outbox everything has a name. */
const nameOf = ({ id }: Ticket, messageId: number, { signer }: Signing) => ownId({ ticketId: id, sideId: null, messageId }, signer, 'forum.invalid')
