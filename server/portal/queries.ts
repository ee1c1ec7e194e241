import type { Db } from '../platform/db.ts'
import type { Signer } from '../platform/signing.ts'
import { TicketStatus } from '../tickets/contract.ts'
import { currentId } from '../tickets/queries.ts'
import { isPortalKey } from '../tickets/portal-key.ts'
import { safeFilename } from '../tickets/messages/file-name.ts'
import { senderOf } from '../tickets/replying/queries.ts'
import type { PortalMessage, PortalTicket } from './page.ts'

/** Who came in by a private link, and to which ticket as it goes on today. */
export type Guest = { ticketId: number, address: string }

/** Whose link it is; undefined when it is nobody's. The key is of the ticket as it was named then, whatever it was merged into since. */
export async function guestOf(db: Db, { reference, key }: { reference: string, key: string }, signer: Signer): Promise<Guest | undefined> {
  const ticket = await db('tickets').where({ reference }).first<{ id: number } | undefined>('id')
  if (!ticket) return undefined
  const people = await db('participants').where({ ticket_id: ticket.id, side_id: null, pending: false }).select<{ address: string }[]>('address')
  const guest = people.find(({ address }) => isPortalKey({ ticketId: ticket.id, address }, key, signer))
  const ticketId = guest && await currentId(db, ticket.id)
  return guest && ticketId !== undefined ? { ticketId, address: guest.address } : undefined
}

/** What this guest may see of the ticket. */
export async function portalTicket(db: Db, { ticketId, address }: Guest): Promise<PortalTicket | undefined> {
  type Row = { reference: string, subject: string, status: string, locale: string | null, createdAt: number, mailboxId: number, requester: string }
  const row = await db('tickets').where({ id: ticketId }).first<Row | undefined>({ reference: 'reference', subject: 'subject', status: 'status', locale: 'locale', createdAt: 'created_at', mailboxId: 'mailbox_id', requester: 'requester_address' })
  if (!row) return undefined
  const { mailboxId, ...ticket } = row
  const sender = await senderOf(db, mailboxId)
  return { ...ticket, status: TicketStatus.parse(row.status), guest: address, requester: row.requester.toLowerCase(), house: sender?.name || 'Permanence', messages: await messagesFor(db, ticketId) }
}

const LAST = 100

// No note, nothing said beside the conversation, no stranger, no machine; of our own words only what has left.
async function messagesFor(db: Db, ticketId: number): Promise<PortalMessage[]> {
  type Found = Omit<PortalMessage, 'files'> & { id: number, visible: string | null }
  // One that goes to everybody and to somebody alone is in two mails.
  const mails = () => db('outbox').whereRaw('outbox.stored_message_id = messages.id')
  const found = await db('messages')
    .where({ 'messages.ticket_id': ticketId, 'messages.pending': false }).whereIn('messages.kind', ['incoming', 'reply']).whereNull('messages.side_id').whereNull('messages.automatic')
    .where((either) => { void either.whereNotExists(mails()).orWhereExists(mails().whereNotIn('outbox.state', ['held', 'cancelled'])) })
    .orderBy([{ column: 'messages.created_at', order: 'desc' }, { column: 'messages.id', order: 'desc' }]).limit(LAST)
    .select<Found[]>({ id: 'messages.id', kind: 'messages.kind', name: 'from_name', address: 'from_address', text: 'text', visible: 'visible_reply', at: 'messages.created_at' })
  const files = await filesOf(db, found.map(({ id }) => id))
  return found.reverse().map(({ id, visible, text, ...message }) => ({ ...message, text: (visible ?? text).trim(), files: files.get(id) ?? [] }))
}

async function filesOf(db: Db, messageIds: readonly number[]): Promise<Map<number, string[]>> {
  const rows = messageIds.length === 0 ? [] : await db('attachments').whereIn('message_id', messageIds).whereNotNull('filename').orderBy('id').select<{ id: number, filename: string }[]>({ id: 'message_id', filename: 'filename' })
  return new Map([...Map.groupBy(rows, ({ id }) => id)].map(([id, some]) => [id, some.map(({ filename }) => safeFilename(filename) ?? '…')]))
}

/** How many messages this person's page has brought since. */
export async function answersSince(db: Db, ticketId: number, since: number): Promise<number> {
  const found = await db('intakes').where({ ticket_id: ticketId, source: 'portal' }).where('created_at', '>', since).count<{ answers: number }[]>({ answers: '*' })
  return Number(found[0]?.answers ?? 0)
}
