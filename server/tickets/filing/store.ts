import type { Transaction } from '../../platform/db.ts'
import { insertRows, slices } from '../../platform/rows.ts'
import type { MailAddress } from '../../outbox/contract.ts'
import { NO_PEOPLE, type Claim, type FiledMessage, type NewParticipant, type People, type TicketState } from './filing.ts'

type Row = Omit<TicketState, 'requester' | 'touched' | 'people' | 'sides'> & { address: string, name: string, touched: number | boolean, mergedIntoId: number | null }

const COLUMNS = {
  id: 'id', reference: 'reference', subject: 'subject', status: 'status', channel: 'channel', sourceId: 'source_id', assigneeId: 'assignee_id',
  address: 'requester_address', name: 'requester_name', requesterHandle: 'requester_handle', communityAt: 'community_at', communityUntil: 'community_until', preview: 'preview', messageCount: 'message_count', lastMessageId: 'last_message_id',
  activityAt: 'activity_at', waitingSince: 'waiting_since', createdAt: 'created_at', relatedId: 'related_id', mailboxId: 'mailbox_id', locale: 'locale', version: 'version',
  continuesId: 'continues_id', continuedById: 'continued_by_id', splitFromId: 'split_from_id', touched: 'touched', mergedIntoId: 'merged_into_id',
} as const

/** Tickets as they stand, and where those went that were merged away. */
export type Locked = { states: TicketState[], merged: { id: number, intoId: number }[] }

/** Locks the tickets, always in the order of their ids, and answers how they stand. */
export async function lockTickets(db: Transaction, ids: readonly number[]): Promise<Locked> {
  const locked: Locked = { states: [], merged: [] }
  for (const some of slices([...ids].sort((a, b) => a - b))) {
    const rows = await db('tickets').whereIn('id', some).orderBy('id').forUpdate().select(COLUMNS) as Row[]
    const people = await db('participants').whereIn('ticket_id', some).select({ ticketId: 'ticket_id', sideId: 'side_id', address: 'address', pending: 'pending' }) as Person[]
    const of = Map.groupBy(people, ({ ticketId }) => ticketId)
    for (const { address, name, touched, mergedIntoId, ...row } of rows) {
      if (mergedIntoId !== null) locked.merged.push({ id: row.id, intoId: mergedIntoId })
      else locked.states.push({ ...row, requester: { address, name }, touched: Boolean(touched), ...placesOf(of.get(row.id) ?? []) })
    }
  }
  return locked
}

type Person = { ticketId: number, sideId: number | null, address: string, pending: number | boolean }

function placesOf(here: readonly Person[]): Pick<TicketState, 'people' | 'sides'> {
  const places = new Map([...Map.groupBy(here, ({ sideId }) => sideId)].map(([sideId, some]) => [sideId, together(some)]))
  const sides = new Map<number, People>()
  for (const [sideId, people] of places) if (sideId !== null) sides.set(sideId, people)
  return { people: places.get(null) ?? NO_PEOPLE, sides }
}

const together = (some: readonly Person[]): People => ({
  members: new Set(some.filter(({ pending }) => !pending).map(({ address }) => address)),
  strangers: new Set(some.filter(({ pending }) => pending).map(({ address }) => address)),
})

/** Which tickets have these references. */
export async function findReferences(db: Transaction, references: readonly string[]): Promise<{ id: number, reference: string }[]> {
  const found: { id: number, reference: string }[] = []
  for (const some of slices(references)) found.push(...await db('tickets').whereIn('reference', some).select<{ id: number, reference: string }[]>('id', 'reference'))
  return found
}

/** Which of these ids tickets own, by hash; `fingerprint` is that of the message we hold. */
export async function findClaims(db: Transaction, hashes: readonly string[]) {
  const found: (Claim & { fingerprint: string | null, sentAt: number | null, redactedAt: number | null })[] = []
  for (const some of slices(hashes)) {
    found.push(...await db('thread_ids').leftJoin('messages', 'messages.id', 'thread_ids.message_id').whereIn('hash', some)
      .select({ hash: 'hash', ticketId: 'thread_ids.ticket_id', messageId: 'thread_ids.message_id', sideId: 'thread_ids.side_id', discussionId: 'messages.discussion_id', fingerprint: 'messages.fingerprint', sentAt: 'messages.sent_at', redactedAt: 'messages.redacted_at' }) as typeof found)
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
    source_id: ticket.sourceId,
    assignee_id: ticket.assigneeId,
    requester_address: cut(ticket.requester.address, 320),
    requester_name: cut(ticket.requester.name, 200),
    requester_handle: ticket.requesterHandle && cut(ticket.requesterHandle, 200),
    created_at: ticket.createdAt,
    continues_id: ticket.continuesId,
    related_id: ticket.relatedId,
    mailbox_id: ticket.mailboxId,
    locale: ticket.locale,
    touched: ticket.touched,
    solved_at: ticket.status === 'solved' ? ticket.activityAt : null,
    ...progressOf(ticket),
  })))
}

const progressOf = (ticket: TicketState) => ({
  preview: cut(ticket.preview, 300),
  message_count: ticket.messageCount,
  last_message_id: ticket.lastMessageId,
  activity_at: ticket.activityAt,
  waiting_since: ticket.waitingSince,
  community_at: ticket.communityAt,
  community_until: ticket.communityUntil,
  // What an index can order by; the list asks nothing else of it.
  ranks_below: ticket.communityAt !== null,
  continued_by_id: ticket.continuedById,
  version: ticket.version,
})

/** How a ticket stands after the batch. What only an agent changes is left alone. */
export async function updateTicket(db: Transaction, ticket: TicketState, { isSolvedNow }: { isSolvedNow: Date | null }) {
  const solved = isSolvedNow === null ? {} : { solved_at: isSolvedNow.getTime() }
  const reopened = ticket.status === 'solved' ? solved : { solved_at: null }
  await db('tickets').where({ id: ticket.id }).update({ status: ticket.status, ...progressOf(ticket), ...reopened })
}

/** The messages, with what is attached to them. */
export async function insertMessages(db: Transaction, messages: readonly FiledMessage[]) {
  await insertRows(db, 'messages', messages.map(message => ({
    id: message.id,
    ticket_id: message.ticketId,
    side_id: message.sideId,
    version: message.version,
    kind: 'incoming',
    discussion_id: message.discussionId,
    handle: message.handle && cut(message.handle, 200),
    post_key: message.postKey && cut(message.postKey, 200),
    post_url: message.postUrl && cut(message.postUrl, 1000),
    agent_id: null,
    from_address: cut(message.from.address, 320),
    from_name: cut(message.from.name, 200),
    reply_to: message.replyTo && cut(message.replyTo, 320),
    forwarded_from: message.forwardedFrom && writtenBy(message.forwardedFrom),
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

const FORWARDED_FROM_LENGTH = 600

/** The name of a very long one is left out: half of it would not be JSON. */
function writtenBy({ address, name }: MailAddress): string {
  const written = JSON.stringify({ address, name: cut(name, 200) })
  return written.length > FORWARDED_FROM_LENGTH ? JSON.stringify({ address, name: '' }) : written
}

/** Those who belong to the tickets from now on. */
export async function insertParticipants(db: Transaction, participants: readonly NewParticipant[]) {
  await insertRows(db, 'participants', participants.map(({ ticketId, sideId, address, name, pending }) => ({
    ticket_id: ticketId, side_id: sideId, kind: 'address', address: cut(address, 320), name: cut(name, 200), pending,
  })))
}

/** Takes the ids for their tickets. One that another process has just taken is refused by its key, and the whole batch looks again. */
export async function saveClaims(db: Transaction, claims: readonly Claim[], known: ReadonlySet<string>) {
  const sorted = [...claims].sort((a, b) => a.hash < b.hash ? -1 : 1)
  await insertRows(db, 'thread_ids', sorted.filter(({ hash }) => !known.has(hash)).map(({ hash, ticketId, messageId, sideId }) => ({ hash, ticket_id: ticketId, message_id: messageId, side_id: sideId })))
  for (const { hash, ticketId, messageId, sideId } of sorted) {
    if (known.has(hash)) await db('thread_ids').where({ hash }).update({ ticket_id: ticketId, message_id: messageId, side_id: sideId })
  }
}
