import type { Session } from '../../../server/accounts/contract.ts'
import type { Message, TicketDetail, TicketRow } from '../../../server/tickets/contract.ts'

/** The evening on which the tests happen. */
export const NOW = Date.UTC(2026, 10, 22, 18, 0)

export function row(parts: Partial<TicketRow> = {}): TicketRow {
  return {
    id: 7, reference: 'A7T-QM3-9XHD', subject: 'Quota dépassé', status: 'new', channel: 'mail', requester: { address: 'claire@lespiedsverts.example', name: 'Claire Vasseur' },
    assignee: null, preview: 'Nous ne recevons plus rien', messageCount: 1, activityAt: NOW - 600_000, waitingSince: NOW - 600_000, createdAt: NOW - 600_000, ...parts,
  }
}

export function message(parts: Partial<Message> = {}): Message {
  return {
    id: 70, kind: 'incoming', author: { kind: 'address', name: 'Claire Vasseur', address: 'claire@lespiedsverts.example' }, to: [], cc: [], subject: 'Quota dépassé', at: NOW - 600_000,
    text: 'Nous ne recevons plus rien', visibleReply: null, hasHtml: false, hasSource: false, automatic: null, pending: false, attachments: [], problems: [], ...parts,
  }
}

export function detail(parts: Partial<TicketDetail> = {}): TicketDetail {
  return { ticket: row(), participants: [], messages: [message()], earlier: 0, acts: [], continues: null, ...parts }
}

export const session: Session = {
  agent: { id: 1, name: 'Nadia Benali', email: 'nadia@coop.example', role: 'staff', locale: 'fr' },
  permissions: ['tickets:read', 'tickets:note', 'tickets:take', 'tickets:status', 'messages:source', 'agents:read', 'mailboxes:read'],
}
