import type { Transaction } from '../platform/db.ts'
import { nextVersion, type NewSaid, type Ticket } from './ticket.ts'

const COLUMNS = {
  id: 'id', reference: 'reference', subject: 'subject', status: 'status', channel: 'channel', assigneeId: 'assignee_id', address: 'requester_address', name: 'requester_name',
  mailboxId: 'mailbox_id', locale: 'locale', version: 'version', waitingSince: 'waiting_since', solvedAt: 'solved_at', closedAt: 'closed_at', mergedIntoId: 'merged_into_id',
} as const

type Row = Omit<Ticket, 'requester'> & { address: string, name: string, mergedIntoId: number | null }

const MOST_MERGES = 20

/** The ticket, locked; of one that was merged into another, the other. */
export async function lockTicket(db: Transaction, id: number): Promise<Ticket | undefined> {
  for (let [wanted, left] = [id, MOST_MERGES]; left > 0; left--) {
    const row = await db('tickets').where({ id: wanted }).forUpdate().first<Row | undefined>(COLUMNS)
    if (!row) return undefined
    const { mergedIntoId, address, name, ...ticket } = row
    if (mergedIntoId === null) return { ...ticket, requester: { address, name } }
    wanted = mergedIntoId
  }
  return undefined
}

/** Both tickets, as `lockTicket` answers each: always locked in the order of their ids, so that two who need both wait for each other rather than deadlock. */
export async function lockBoth(db: Transaction, oneId: number, otherId: number): Promise<[Ticket | undefined, Ticket | undefined]> {
  const [low, high] = [await lockTicket(db, Math.min(oneId, otherId)), await lockTicket(db, Math.max(oneId, otherId))]
  return oneId < otherId ? [low, high] : [high, low]
}

/** Writes down what an agent changed; from then on the ticket counts as touched. */
export async function saveTicket(db: Transaction, { id, status, assigneeId, waitingSince, solvedAt, closedAt }: Ticket) {
  await db('tickets').where({ id }).update({ status, assignee_id: assigneeId, waiting_since: waitingSince, solved_at: solvedAt, closed_at: closedAt, touched: true })
}

/** Puts what an agent says on its locked ticket, which moves up in the list. */
export async function addSaid(db: Transaction, ticket: Pick<Ticket, 'version'>, { id, ticketId, sideId, discussionId = null, kind, author, runId = null, to, cc, subject, messageId, text, at, former }: NewSaid) {
  const version = nextVersion(ticket)
  await db('messages').insert({
    id, kind, version, subject, text,
    ticket_id: ticketId,
    side_id: sideId,
    discussion_id: discussionId,
    agent_id: author.id,
    run_id: runId,
    from_address: author.email,
    from_name: author.name,
    recipients: JSON.stringify({ to, cc }),
    message_id: messageId,
    former: former && JSON.stringify(former),
    created_at: at.getTime(),
  })
  await db('tickets').where({ id: ticketId }).increment('message_count', 1).update({ version, last_message_id: id, activity_at: at.getTime(), touched: true })
}
