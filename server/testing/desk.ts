import { expect } from 'vitest'
import type { OutboxState } from '../outbox/contract.ts'
import type { Database } from '../platform/db.ts'
import type { TicketDetail } from '../tickets/contract.ts'
import { moveCounts } from '../tickets/counts/store.ts'
import { given } from './given.ts'
import type { served } from './served.ts'

type Server = Awaited<ReturnType<typeof served>>

/** A desk with one ticket that a member opened, and what tests ask of it over HTTP. */
export function deskOn(server: Server, database: Database) {
  return {
    /** A mailbox that may send. */
    mailbox: (values: Parameters<ReturnType<typeof given>['mailbox']>[0] = {}) => given(database).mailbox({ from_address: 'aide@coop.example', from_name: 'Aide', signature: 'L’équipe', ...values }),

    /** A ticket with the first message of its requester. */
    async ticket(values: Parameters<ReturnType<typeof given>['ticket']>[0] = {}, requester = 'claire@pieds.example') {
      const ticket = await given(database).ticket({ requester_address: requester, requester_name: 'Claire', subject: 'Quota dépassé', waiting_since: Date.now(), version: 1, ...values })
      const message = await given(database).message({ ticket_id: ticket.id, from_address: requester, from_name: 'Claire', message_id: `<${ticket.id}@pieds.example>`, version: 1 })
      await database.transaction(async (db) => {
        await db('participants').insert({ ticket_id: ticket.id, kind: 'address', address: requester, name: 'Claire', pending: false })
        await moveCounts(db, [{ from: null, to: { status: ticket.status as 'new', channel: 'mail', assigneeId: ticket.assignee_id } }])
      })
      return { id: ticket.id, reference: ticket.reference, firstMessageId: message.id }
    },

    async detail(cookie: string, ticketId: number): Promise<TicketDetail> {
      return await (await server.send(`/api/tickets/${ticketId}`, { cookie })).json() as TicketDetail
    },

    /** The answer's body, once it has the status expected. */
    async ask<T = Record<string, unknown>>(path: string, { status = 200, ...sent }: Parameters<Server['send']>[1] & { status?: number }): Promise<T> {
      const response = await server.send(`/api${path}`, sent)
      const text = await response.text()
      expect(`${response.status} ${response.status === status ? '' : text}`).toBe(`${status} `)
      return (text === '' ? undefined : JSON.parse(text)) as T
    },

    mails: async (ticketId: number) => await database.reader('outbox').where({ ticket_id: ticketId }).orderBy('id')
      .select('id', 'kind', 'state', 'hold', 'held_until as heldUntil', 'message_id as messageId', 'subject', 'letter') as { id: number, kind: string, state: OutboxState, hold: string | null, heldUntil: number | null, messageId: string, subject: string, letter: string }[],

    deeds: async (ticketId: number) => (await database.reader('audit').where({ ticket_id: ticketId }).orderBy('id').select<{ did: string }[]>('did')).map(({ did }) => did),

    /** The counts kept are those one finds by counting. */
    async expectTrueCounts() {
      type Count = { status: string, channel: string, assignee_id: number, tickets: number }
      const kept = await database.reader('ticket_counts').where('tickets', '<>', 0).select<Count[]>('status', 'channel', 'assignee_id', 'tickets')
      const counted = await database.reader('tickets').whereNull('merged_into_id').groupBy('status', 'channel', 'assignee_id').select('status', 'channel', 'assignee_id').count<Count[]>({ tickets: '*' })
      const sorted = (counts: Count[]) => counts.map(({ status, channel, assignee_id, tickets }) => `${status} ${channel} ${assignee_id} ${Number(tickets)}`).sort()
      expect(sorted(kept)).toEqual(sorted(counted))
    },
  }
}
