import type { Transaction } from '../../platform/db.ts'
import { insertRows, slices } from '../../platform/rows.ts'
import type { Channel, TicketStatus } from '../contract.ts'
import type { Claim, FiledMessage, NewParticipant, TicketState } from './filing.ts'

type Row = {
  id: number, reference: string, subject: string, status: TicketStatus, channel: Channel, assigneeId: number
  address: string, name: string, preview: string, messageCount: number, lastMessageId: number
  activityAt: number, waitingSince: number | null, createdAt: number
  continuesId: number | null, continuedById: number | null, touched: number | boolean
}

const COLUMNS = {
  id: 'id', reference: 'reference', subject: 'subject', status: 'status', channel: 'channel', assigneeId: 'assignee_id',
  address: 'requester_address', name: 'requester_name', preview: 'preview', messageCount: 'message_count', lastMessageId: 'last_message_id',
  activityAt: 'activity_at', waitingSince: 'waiting_since', createdAt: 'created_at',
  continuesId: 'continues_id', continuedById: 'continued_by_id', touched: 'touched',
} as const

/** Locks the tickets, always in the order of their ids, and answers how they stand. Merged ones are left out. */
export async function lockTickets(db: Transaction, ids: readonly number[]): Promise<TicketState[]> {
  const states: TicketState[] = []
  for (const some of slices([...ids].sort((a, b) => a - b))) {
    const rows = await db('tickets').whereIn('id', some).whereNull('merged_into_id').orderBy('id').forUpdate().select(COLUMNS) as Row[]
    const people = await db('participants').whereIn('ticket_id', some).select({ ticketId: 'ticket_id', address: 'address', pending: 'pending' }) as { ticketId: number, address: string, pending: number }[]
    const of = Map.groupBy(people, ({ ticketId }) => ticketId)
    states.push(...rows.map((row) => {
      const here = of.get(row.id) ?? []
      const { address, name, touched, ...rest } = row
      return {
        ...rest,
        requester: { address, name },
        touched: Boolean(touched),
        members: new Set(here.filter(({ pending }) => !pending).map(person => person.address)),
        strangers: new Set(here.filter(({ pending }) => pending).map(person => person.address)),
      }
    }))
  }
  return states
}

/** Which of these ids tickets own, by hash; `fingerprint` is that of the message we hold. */
export async function findClaims(db: Transaction, hashes: readonly string[]) {
  const found: (Claim & { fingerprint: string | null })[] = []
  for (const some of slices(hashes)) {
    found.push(...await db('thread_ids').leftJoin('messages', 'messages.id', 'thread_ids.message_id').whereIn('hash', some)
      .select({ hash: 'hash', ticketId: 'thread_ids.ticket_id', messageId: 'thread_ids.message_id', fingerprint: 'messages.fingerprint' }) as (Claim & { fingerprint: string | null })[])
  }
  return found
}

/** No longer than its column. */
const cut = (text: string, length: number) => text.length > length ? text.slice(0, length).toWellFormed() : text

/** The tickets that the batch opens, as they stand after it. */
export async function insertTickets(db: Transaction, tickets: readonly TicketState[]) {
  await insertRows(db, 'tickets', tickets.map(ticket => ({
    id: ticket.id,
    reference: ticket.reference,
    subject: cut(ticket.subject, 500),
    status: ticket.status,
    channel: ticket.channel,
    assignee_id: ticket.assigneeId,
    requester_address: cut(ticket.requester.address, 320),
    requester_name: cut(ticket.requester.name, 200),
    created_at: ticket.createdAt,
    continues_id: ticket.continuesId,
    touched: ticket.touched,
    ...progressOf(ticket),
  })))
}

const progressOf = (ticket: TicketState) => ({
  preview: cut(ticket.preview, 300),
  message_count: ticket.messageCount,
  last_message_id: ticket.lastMessageId,
  activity_at: ticket.activityAt,
  waiting_since: ticket.waitingSince,
  continued_by_id: ticket.continuedById,
})

/** How a ticket stands after the batch. What only an agent changes is left alone. */
export async function updateTicket(db: Transaction, ticket: TicketState) {
  await db('tickets').where({ id: ticket.id }).update({ status: ticket.status, ...progressOf(ticket) })
}

/** The messages, with what is attached to them. */
export async function insertMessages(db: Transaction, messages: readonly FiledMessage[]) {
  await insertRows(db, 'messages', messages.map(message => ({
    id: message.id,
    ticket_id: message.ticketId,
    kind: 'incoming',
    agent_id: null,
    from_address: cut(message.from.address, 320),
    from_name: cut(message.from.name, 200),
    recipients: JSON.stringify({ to: message.to, cc: message.cc }),
    subject: cut(message.subject, 500),
    message_id: message.messageId && cut(message.messageId, 1000),
    fingerprint: message.fingerprint,
    raw_sha256: message.rawSha256,
    text: message.text,
    visible_reply: message.visibleReply === message.text ? null : message.visibleReply,
    html: message.html,
    automatic: message.automatic,
    pending: message.pending,
    problems: message.problems.length > 0 ? JSON.stringify(message.problems) : null,
    sent_at: message.sentAt,
    created_at: message.createdAt,
  })))
  await insertRows(db, 'attachments', messages.flatMap(message => message.attachments.map(attachment => ({
    message_id: message.id,
    part: attachment.part,
    filename: attachment.filename && cut(attachment.filename, 300),
    content_type: cut(attachment.contentType, 200),
    disposition: attachment.disposition && cut(attachment.disposition, 20),
    content_id: attachment.contentId && cut(attachment.contentId, 300),
    size: attachment.size,
    sha256: attachment.sha256,
  }))))
}

/** Those who belong to the tickets from now on. */
export async function insertParticipants(db: Transaction, participants: readonly NewParticipant[]) {
  await insertRows(db, 'participants', participants.map(({ ticketId, address, name, pending }) => ({
    ticket_id: ticketId, kind: 'address', address: cut(address, 320), name: cut(name, 200), pending,
  })))
}

/** Takes the ids for their tickets. One that another process has just taken is refused by its key, and the whole batch looks again. */
export async function saveClaims(db: Transaction, claims: readonly Claim[], known: ReadonlySet<string>) {
  const sorted = [...claims].sort((a, b) => a.hash < b.hash ? -1 : 1)
  await insertRows(db, 'thread_ids', sorted.filter(({ hash }) => !known.has(hash)).map(({ hash, ticketId, messageId }) => ({ hash, ticket_id: ticketId, message_id: messageId })))
  for (const { hash, ticketId, messageId } of sorted) {
    if (known.has(hash)) await db('thread_ids').where({ hash }).update({ ticket_id: ticketId, message_id: messageId })
  }
}

/** Moves everything of one ticket to another; the former stays as a signpost. */
export async function moveTicket(db: Transaction, fromId: number, intoId: number) {
  for (const table of ['messages', 'thread_ids', 'participants']) await db(table).where({ ticket_id: fromId }).update({ ticket_id: intoId })
  await db('tickets').where({ id: fromId }).update({ status: 'merged', merged_into_id: intoId })
}
