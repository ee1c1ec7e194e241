import type { MailAddress } from '../outbox/contract.ts'
import type { Channel, TicketStatus } from './contract.ts'

/** A ticket as far as an agent's act needs to know. Instants are UTC milliseconds. */
export type Ticket = {
  id: number
  reference: string
  subject: string
  status: TicketStatus
  channel: Channel
  /** 0 for nobody. */
  assigneeId: number
  requester: MailAddress
  /** By which mailbox it is answered; 0 for whichever there is. */
  mailboxId: number
  locale: string | null
  /** Counts what was said on it. */
  version: number
  waitingSince: number | null
  solvedAt: number | null
  closedAt: number | null
}

/** Who writes; `id` null: the house itself, by one of its workflows. */
export type Author = { id: number | null, name: string, email: string }

/** What an agent says on a ticket: a note for agents, a reply to the member, or, beside the conversation, something to somebody else. */
export type NewSaid = {
  id: number
  ticketId: number
  sideId: number | null
  /** The discussion it is said in, for everybody there to read. */
  discussionId?: number | null
  kind: 'note' | 'reply'
  author: Author
  /** The run of a workflow that says it. */
  runId?: number | null
  to: readonly MailAddress[]
  cc: readonly MailAddress[]
  subject: string
  messageId: string | null
  text: string
  at: Date
  /** How the ticket stood before, for taking it back. */
  former: Former | null
}

/** How a ticket stood before a reply, and who came into the conversation with it. */
export type Former = Pick<Ticket, 'status' | 'assigneeId' | 'waitingSince' | 'solvedAt' | 'closedAt'> & {
  after: Ticket['status']
  activityAt: number
  lastMessageId: number
  newcomers: readonly string[]
}

/** The version of a ticket after something was said on it. */
export const nextVersion = ({ version }: Pick<Ticket, 'version'>): number => version + 1
