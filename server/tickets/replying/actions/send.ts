import type { MailAddress } from '../../../outbox/contract.ts'
import { putInOutbox } from '../../../outbox/actions/put.ts'
import { bareAddress, replyToOf } from '../../../outbox/own-address.ts'
import { ownId } from '../../../outbox/own-id.ts'
import type { LetterFile, Outgoing } from '../../../outbox/outgoing.ts'
import type { Sealing } from '../../../outbox/ports.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { mailLocale, renderMail } from '../../../platform/mail-templates.ts'
import { record } from '../../../platform/record.ts'
import type { Signer } from '../../../platform/signing.ts'
import { MAX_FILES } from '../../drafts/contract.ts'
import { removeUploads, uploadsOf } from '../../drafts/store.ts'
import { addSaid } from '../../store.ts'
import type { Author, Former, Ticket } from '../../ticket.ts'
import { hostOf, letterOf, namelessSubject, paragraphsOf } from '../letter.ts'
import { ourAddresses, senderOf } from '../queries.ts'
import type { Sender } from '../sender.ts'
import { addFiles, claimId, placeInList, threadOf, welcome, type Place } from '../store.ts'

/** What sending needs of the installation. */
export type Signing = Sealing & { signer: Signer }

/** Ids made beforehand: of the message on the ticket, and of the mail in the outbox. */
export type MailIds = { messageId: number, outboxId: number }

/** A mail that an agent writes on a ticket. */
export type Writing = {
  ids: MailIds
  author: Author
  sideId: number | null
  subject: string
  text: string
  to: readonly MailAddress[]
  cc: readonly MailAddress[]
  uploads: readonly number[]
  hold: Outgoing['hold']
  /** Where the ticket goes with it; null: it stays as it is, and taking it back changes nothing of it. */
  after: Ticket['status'] | null
}

/**
 * Puts what an agent writes on its locked ticket and, as a mail, into the outbox: whoever gets it belongs to the conversation from now on.
 * The mail is decided here, word by word; what happens to the ticket later changes nothing of it.
 */
export async function send(context: Context, { ticket, writing }: { ticket: Ticket, writing: Writing }, { signer, seal }: Signing) {
  const { db, now } = context
  const { ids, author, sideId, to, cc } = writing
  const place: Place = { ticketId: ticket.id, sideId }
  await refuseOurselves(context, [...to, ...cc])
  const sender = await senderOf(db, ticket.mailboxId)
  if (!sender) throw new Refusal('conflict', 'No mailbox may send yet: an administrator gives one an address in the settings')
  const files = await filesBrought(context, author, writing.uploads)
  const rfcId = ownId({ ...place, messageId: ids.messageId }, signer, hostOf(sender.address))
  const replyTo = replyToOf({ ...sender, address: sender.replyAddress }, place, signer)
  const letter = letterOf({ sender, replyTo, to, cc, files, words: wordsOf(writing, ticket, sender), thread: await threadOf(db, place) })
  const former = await formerOf(context, ticket, writing)
  await addSaid(db, ticket, { ...writing, ...place, id: ids.messageId, kind: 'reply', messageId: rfcId, at: now, former })
  await addFiles(db, ids.messageId, files)
  await claimId(db, place, { messageId: ids.messageId, rfcId })
  const kind = sideId === null ? 'reply' : 'question'
  await putInOutbox(context, { id: ids.outboxId, kind, messageId: rfcId, letter, ticketId: ticket.id, storedMessageId: ids.messageId, mailboxId: sender.mailboxId, agentId: author.id, hold: writing.hold }, { seal })
  await record(context, { type: 'ticket.message-added', ticketId: ticket.id, messageId: ids.messageId })
}

async function refuseOurselves({ db }: Context, recipients: readonly MailAddress[]) {
  const ours = await ourAddresses(db)
  const own = recipients.find(({ address }) => ours.has(bareAddress(address).toLowerCase()))
  if (own) throw new Refusal('invalid', `${own.address} is our own address: the mail would come back to us`)
}

async function filesBrought({ db }: Context, author: Author, uploads: readonly number[]): Promise<LetterFile[]> {
  const files = await uploadsOf(db, author.id, uploads)
  if (files.length < uploads.length) throw new Refusal('invalid', 'A file of this mail is not there any more: attach it again')
  if (files.reduce((sum, { size }) => sum + size, 0) > MAX_FILES) throw new Refusal('invalid', `The files of one mail may have ${MAX_FILES / 1_000_000} MB together`)
  await removeUploads(db, uploads)
  return files.map(({ filename, contentType, size, sha256 }) => ({ filename, contentType, size, sha256 }))
}

function wordsOf({ sideId, subject, text }: Writing, ticket: Ticket, { signature, locale: own }: Sender) {
  const locale = mailLocale(ticket.locale ?? own)
  const data = { subject: subject || namelessSubject(ticket.reference, locale), text, paragraphs: paragraphsOf(text), signature }
  return renderMail(sideId === null ? 'ticket-replied' : 'ticket-asked', locale, data)
}

/** Lets in whom it goes to, and says how everything stood before. */
async function formerOf({ db }: Context, { id, status, assigneeId, waitingSince, solvedAt, closedAt }: Ticket, { sideId, to, cc, after }: Writing): Promise<Former> {
  const place = await placeInList(db, id)
  const newcomers = await welcome(db, { ticketId: id, sideId }, [...to, ...cc])
  return { status, assigneeId, waitingSince, solvedAt, closedAt, after: after ?? status, newcomers, ...place }
}
