import type { MailAddress } from '../../outbox/contract.ts'
import type { Db } from '../../platform/db.ts'
import type { TicketDetail } from '../contract.ts'
import { placeAt, type PublicPlace } from './public-places.ts'
import { proposedRecipients } from './recipients.ts'
import { senderIn, type Sender, type SendingMailbox } from './sender.ts'

const COLUMNS = {
  mailboxId: 'id', username: 'username', host: 'host', fromAddress: 'from_address', fromName: 'from_name', replyAddress: 'reply_address', signature: 'signature', locale: 'locale', plusAddresses: 'plus_addresses',
} as const

type Row = Omit<SendingMailbox, 'plusAddresses'> & { plusAddresses: number | boolean, bounceAddress: string | null }

async function mailboxes(db: Db): Promise<Row[]> {
  return await db('mailboxes').where({ active: true }).orderBy('id').select({ ...COLUMNS, bounceAddress: 'bounce_address' }) as Row[]
}

/** In whose name one may write. */
export async function senders(db: Db): Promise<Sender[]> {
  return (await mailboxes(db)).map(row => senderIn({ ...row, plusAddresses: Boolean(row.plusAddresses) })).filter(sender => sender !== undefined)
}

/** In whose name this mailbox writes; the first that may send stands in for one that cannot. */
export async function senderOf(db: Db, mailboxId: number): Promise<Sender | undefined> {
  const all = await senders(db)
  return all.find(sender => sender.mailboxId === mailboxId) ?? all[0]
}

/** Every address that leads to us, in lower case. */
export async function ourAddresses(db: Db): Promise<Set<string>> {
  const found = (await mailboxes(db)).flatMap(({ username, fromAddress, replyAddress, bounceAddress }) => [username, fromAddress, replyAddress, bounceAddress])
  return new Set(found.filter(address => address !== null).map(address => address.toLowerCase()))
}

/** The lists and forums that are known, followed or not: a mail to one of them is read by everybody there. */
export async function publicPlaces(db: Db): Promise<PublicPlace[]> {
  return db('sources').orderBy('id').select<PublicPlace[]>({ kind: 'kind', name: 'name', address: 'address', listId: 'list_id' })
}

/** Who would get a reply on this ticket: nobody who is many. */
export async function recipientsOn(db: Db, { id, requester }: { id: number, requester: MailAddress }): Promise<TicketDetail['recipients']> {
  const [participants, ours, places, last] = await Promise.all([
    db('participants').where({ ticket_id: id, pending: false }).whereNull('side_id').orderBy('id').select<MailAddress[]>('address', 'name'),
    ourAddresses(db),
    publicPlaces(db),
    db('messages').where({ ticket_id: id, kind: 'incoming', pending: false }).whereRaw('lower(from_address) = ?', [requester.address.toLowerCase()]).whereNull('side_id').whereNull('discussion_id').whereNull('automatic')
      .orderBy([{ column: 'created_at', order: 'desc' }, { column: 'id', order: 'desc' }]).first<{ replyTo: string | null } | undefined>({ replyTo: 'reply_to' }),
  ])
  const isPublic = (address: string) => placeAt(address, places) !== undefined
  return proposedRecipients({ requester, participants, replyTo: last?.replyTo ?? null, isNobody: address => ours.has(address) || isPublic(address) })
}
