import type { MailAddress } from '../../outbox/contract.ts'
import type { Transaction } from '../../platform/db.ts'
import type { Channel } from '../contract.ts'
import type { Ticket } from '../ticket.ts'

/** A ticket that an agent opens, before anything is said on it. */
export type Opened = { id: number, reference: string, subject: string, channel: Channel, requester: MailAddress, assigneeId: number, mailboxId: number, preview: string, at: Date }

/** Opens it; the requester belongs to its conversation. */
export async function insertOpened(db: Transaction, { id, reference, subject, channel, requester, assigneeId, mailboxId, preview, at }: Opened): Promise<Ticket> {
  const now = at.getTime()
  await db('tickets').insert({
    id, reference, subject, channel, preview,
    status: 'open',
    assignee_id: assigneeId,
    requester_address: requester.address,
    requester_name: requester.name,
    mailbox_id: mailboxId,
    message_count: 0,
    last_message_id: 0,
    activity_at: now,
    waiting_since: now,
    created_at: now,
    touched: true,
  })
  await db('participants').insert({ ticket_id: id, kind: 'address', address: requester.address.toLowerCase(), name: requester.name, pending: false })
  return { id, reference, subject, status: 'open', channel, assigneeId, requester, mailboxId, locale: null, version: 0, waitingSince: now, solvedAt: null, closedAt: null }
}
