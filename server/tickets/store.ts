import type { Transaction } from '../platform/db.ts'
import type { NewNote, Ticket } from './ticket.ts'

const COLUMNS = {
  id: 'id', status: 'status', channel: 'channel', assigneeId: 'assignee_id', waitingSince: 'waiting_since', closedAt: 'closed_at', mergedIntoId: 'merged_into_id',
} as const

const MOST_MERGES = 20

/** The ticket, locked; of one that was merged into another, the other. */
export async function lockTicket(db: Transaction, id: number): Promise<Ticket | undefined> {
  for (let [wanted, left] = [id, MOST_MERGES]; left > 0; left--) {
    const row = await db('tickets').where({ id: wanted }).forUpdate().first<Ticket & { mergedIntoId: number | null } | undefined>(COLUMNS)
    if (!row) return undefined
    const { mergedIntoId, ...ticket } = row
    if (mergedIntoId === null) return ticket
    wanted = mergedIntoId
  }
  return undefined
}

/** Writes down what an agent changed; from then on the ticket counts as touched. */
export async function saveTicket(db: Transaction, { id, status, assigneeId, waitingSince, closedAt }: Ticket) {
  await db('tickets').where({ id }).update({ status, assignee_id: assigneeId, waiting_since: waitingSince, closed_at: closedAt, touched: true })
}

/** Puts a note on its ticket, which it moves up in the list. */
export async function addNote(db: Transaction, { id, ticketId, author, text, at }: NewNote) {
  await db('messages').insert({
    id,
    ticket_id: ticketId,
    kind: 'note',
    agent_id: author.id,
    from_address: author.email,
    from_name: author.name,
    recipients: '{"to":[],"cc":[]}',
    subject: '',
    text,
    created_at: at.getTime(),
  })
  await db('tickets').where({ id: ticketId }).increment('message_count', 1).update({ last_message_id: id, activity_at: at.getTime(), touched: true })
}
