import type { Channel, TicketStatus } from './contract.ts'

/** A ticket as far as an agent's act needs to know. Instants are UTC milliseconds. */
export type Ticket = {
  id: number
  status: TicketStatus
  channel: Channel
  /** 0 for nobody. */
  assigneeId: number
  waitingSince: number | null
  closedAt: number | null
}

/** What an agent writes for agents. */
export type NewNote = { id: number, ticketId: number, author: { id: number, name: string, email: string }, text: string, at: Date }
