import type { MailAddress } from '../../../outbox/contract.ts'
import { bareAddress, replyToOf } from '../../../outbox/own-address.ts'
import { ownId } from '../../../outbox/own-id.ts'
import type { Letter, LetterFile, Outgoing } from '../../../outbox/outgoing.ts'
import type { Sealing } from '../../../outbox/ports.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { mailLocale, renderMail } from '../../../platform/mail-templates.ts'
import type { Signer } from '../../../platform/signing.ts'
import { MAX_FILES } from '../../drafts/contract.ts'
import { removeUploads, uploadsOf } from '../../drafts/store.ts'
import type { Author, Former, Ticket } from '../../ticket.ts'
import { hostOf, letterOf, namelessSubject, paragraphsOf } from '../letter.ts'
import { placeAt } from '../public-places.ts'
import { ourAddresses, publicPlaces, senderOf } from '../queries.ts'
import type { Sender } from '../sender.ts'
import { placeInList, threadOf, welcome, type Place } from '../store.ts'

/** What sending needs of the installation. */
export type Signing = Sealing & { signer: Signer }

/** Ids made beforehand: of the message on the ticket, and of the mail in the outbox. */
export type MailIds = { messageId: number, outboxId: number }

/** A mail that an agent writes on a ticket. */
export type Writing = {
  ids: MailIds
  author: Author
  /** The run of a workflow that says it. */
  runId?: number
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

/** A mail to people, in the name of a mailbox. */
export type PrivateMail = { letter: Letter, messageId: string, mailboxId: number }

/** Refuses mail to ourselves, and to a list or forum: everybody there would read what is meant for some. */
export async function refuseElsewhere({ db }: Context, recipients: readonly MailAddress[]) {
  const [ours, places] = [await ourAddresses(db), await publicPlaces(db)]
  for (const { address } of recipients) {
    if (ours.has(bareAddress(address).toLowerCase())) throw new Refusal('invalid', `${address} is our own address: the mail would come back to us`)
    const place = placeAt(address, places)
    if (place?.kind === 'list') throw new Refusal('invalid', `${address} is the list “${place.name}”: everybody there would read this. Answer to the list instead`)
    if (place) throw new Refusal('invalid', `${address} belongs to the forum “${place.name}”: everybody there might read this. Answer in its topic instead`)
  }
}

/** The files that go with it, which wait no longer. */
export async function filesBrought({ db }: Context, author: Author, uploads: readonly number[]): Promise<LetterFile[]> {
  if (author.id === null) return []
  const files = await uploadsOf(db, author.id, uploads)
  if (files.length < uploads.length) throw new Refusal('invalid', 'A file of this mail is not there any more: attach it again')
  if (files.reduce((sum, { size }) => sum + size, 0) > MAX_FILES) throw new Refusal('invalid', `The files of one mail may have ${MAX_FILES / 1_000_000} MB together`)
  await removeUploads(db, uploads)
  return files.map(({ filename, contentType, size, sha256 }) => ({ filename, contentType, size, sha256 }))
}

/** Lets in whom it goes to, and says how everything stood before. */
export async function formerOf({ db }: Context, { id, status, assigneeId, waitingSince, solvedAt, closedAt }: Ticket, { sideId, to, cc, after }: Pick<Writing, 'sideId' | 'to' | 'cc' | 'after'>): Promise<Former> {
  const place = await placeInList(db, id)
  const newcomers = await welcome(db, { ticketId: id, sideId }, [...to, ...cc])
  return { status, assigneeId, waitingSince, solvedAt, closedAt, after: after ?? status, newcomers, ...place }
}

/** Writes the mail to people, with the token that leads their answers back. `number` is what its Message-ID names it by. */
export async function privateMail({ db }: Context, { ticket, writing, files, number }: { ticket: Ticket, writing: Omit<Writing, 'ids' | 'hold'>, files: readonly LetterFile[], number: number }, { signer }: Pick<Signing, 'signer'>): Promise<PrivateMail> {
  const { sideId, to, cc } = writing
  const place: Place = { ticketId: ticket.id, sideId }
  const sender = await senderOf(db, ticket.mailboxId)
  if (!sender) throw new Refusal('conflict', 'No mailbox may send yet: an administrator gives one an address in the settings')
  const replyTo = replyToOf({ ...sender, address: sender.replyAddress }, place, signer)
  const thread = await threadOf(db, place, ticket.requester.address)
  return {
    letter: letterOf({ sender, replyTo, to, cc, files, words: wordsOf(writing, ticket, sender), thread }),
    messageId: ownId({ ...place, messageId: number }, signer, hostOf(sender.address)),
    mailboxId: sender.mailboxId,
  }
}

function wordsOf({ sideId, subject, text }: Pick<Writing, 'sideId' | 'subject' | 'text'>, ticket: Ticket, { signature, locale: own }: Sender) {
  const locale = mailLocale(ticket.locale ?? own)
  const data = { subject: subject || namelessSubject(ticket.reference, locale), text, paragraphs: paragraphsOf(text), signature }
  return renderMail(sideId === null ? 'ticket-replied' : 'ticket-asked', locale, data)
}
