import type { MailAddress } from '../../outbox/contract.ts'
import type { Channel, TicketStatus } from '../contract.ts'
import { nextStatus } from '../status.ts'

/** A ticket as far as filing a message on it needs to know. Instants are UTC milliseconds. */
export type TicketState = {
  id: number
  reference: string
  subject: string
  status: TicketStatus
  channel: Channel
  /** 0 for nobody. */
  assigneeId: number
  requester: MailAddress
  preview: string
  messageCount: number
  lastMessageId: number
  activityAt: number
  waitingSince: number | null
  createdAt: number
  /** The ticket it goes on from, closed too long ago to be reopened. */
  continuesId: number | null
  continuedById: number | null
  /** Whether an agent has done anything with it. */
  touched: boolean
  /** Addresses that belong to the conversation, in lower case. */
  members: ReadonlySet<string>
  /** Addresses that wrote without belonging to it, until an agent says yes. */
  strangers: ReadonlySet<string>
}

/** A part of a message that is not its words. */
export type FiledAttachment = {
  part: number
  filename: string | null
  contentType: string
  disposition: string | null
  contentId: string | null
  size: number
  sha256: string
}

/** A message from outside, ready to be put on its ticket. */
export type FiledMessage = {
  id: number
  ticketId: number
  from: MailAddress
  to: readonly MailAddress[]
  cc: readonly MailAddress[]
  subject: string
  messageId: string | null
  fingerprint: string
  rawSha256: string
  text: string
  visibleReply: string
  html: string | null
  /** Why it is filed quietly, or null for a person's message. */
  automatic: string | null
  pending: boolean
  problems: readonly string[]
  sentAt: number | null
  createdAt: number
  attachments: readonly FiledAttachment[]
}

/** A Message-ID that belongs to a ticket from now on; `messageId` is null while we only know it from those who answer it. */
export type Claim = { hash: string, ticketId: number, messageId: number | null }

/** Somebody who belongs to a ticket from now on, or, `pending`, waits for an agent's yes. */
export type NewParticipant = { ticketId: number, address: string, name: string, pending: boolean }

/** Everything one batch of mail changes in the tickets. */
export type Filing = {
  opened: TicketState[]
  /** Tickets that were there, as they stood and as they stand now. */
  changed: { before: TicketState, after: TicketState }[]
  messages: FiledMessage[]
  participants: NewParticipant[]
  claims: Claim[]
  merges: { fromId: number, intoId: number }[]
}

const PREVIEW_LENGTH = 200

/** The first words of a message, on one line. */
export function previewOf({ visibleReply, text }: Pick<FiledMessage, 'visibleReply' | 'text'>): string {
  const line = (visibleReply || text).slice(0, 2000).replace(/\s+/g, ' ').trim()
  return line.length > PREVIEW_LENGTH ? `${line.slice(0, PREVIEW_LENGTH - 1).toWellFormed().trimEnd()}…` : line
}

/** The ticket once the message is on it. An automatic message is only counted: it wakes nobody, moves nothing up and stops no clock. */
export function withMessage(ticket: TicketState, message: FiledMessage): TicketState {
  const counted = { ...ticket, messageCount: ticket.messageCount + 1, lastMessageId: Math.max(ticket.lastMessageId, message.id) }
  if (message.automatic) return counted
  const latest = message.createdAt >= ticket.activityAt
  return {
    ...counted,
    status: nextStatus(ticket.status, 'requester-replied'),
    activityAt: Math.max(ticket.activityAt, message.createdAt),
    preview: latest ? previewOf(message) : ticket.preview,
    waitingSince: Math.min(ticket.waitingSince ?? message.createdAt, message.createdAt),
  }
}
