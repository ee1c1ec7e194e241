import type { Session } from '../../../server/accounts/contract.ts'
import type { Sending } from '../../../server/outbox/contract.ts'
import type { Discussion } from '../../../server/tickets/discussions/contract.ts'
import type { Attachment, Message, TicketDetail, TicketRow } from '../../../server/tickets/contract.ts'

/** The evening on which the tests happen. */
export const NOW = Date.UTC(2026, 10, 22, 18, 0)

export const claire = { address: 'claire@lespiedsverts.example', name: 'Claire Vasseur' }
export const tom = { address: 'tom@weber.example', name: 'Tom Weber' }

export function row(parts: Partial<TicketRow> = {}): TicketRow {
  return {
    id: 7, reference: 'A7T-QM3-9XHD', subject: 'Quota dépassé', status: 'new', channel: 'mail', source: null, requester: claire,
    assignee: null, preview: 'Nous ne recevons plus rien', messageCount: 1, activityAt: NOW - 600_000, waitingSince: NOW - 600_000, createdAt: NOW - 600_000, communityAt: null, hasDouble: false, ...parts,
  }
}

export function message(parts: Partial<Message> = {}): Message {
  return {
    id: 70, version: 1, kind: 'incoming', author: { kind: 'address', id: null, handle: null, ...claire }, to: [], cc: [], subject: 'Quota dépassé', at: NOW - 600_000,
    text: 'Nous ne recevons plus rien', visibleReply: null, hasHtml: false, hasSource: false, automatic: null, run: null, sending: null, sideId: null, discussionId: null, voice: null, postUrl: null, editedAt: null, removedAt: null, publishedAt: null, moderation: null, forwardedFrom: null, pending: false, attachments: [], problems: [], redactions: [], ...parts,
  }
}

export function detail(parts: Partial<TicketDetail> = {}): TicketDetail {
  return {
    ticket: row(), participants: [{ ...claire, pending: false }], messages: [message()], earlier: 0, acts: [], continues: null, version: 1,
    sender: { address: 'support@coop.example', name: 'Support', signature: 'L’équipe' }, recipients: { to: [claire], cc: [] }, sides: [], related: null, failing: [], merged: [], splits: [], blockers: [], discussions: [], identities: [], doubles: [], others: [], ...parts,
  }
}

/** A thread of a list, or a topic of a forum. */
export function discussion(parts: Partial<Discussion> = {}, source: Partial<Discussion['source']> = {}): Discussion {
  return {
    id: 4, source: { id: 3, kind: 'list', name: 'Entraide', answersBy: 'mail', answersTo: 'public', active: true, ...source }, title: 'Certificat expiré', url: 'https://lists.coop.example/arc/4',
    category: null, isPrivate: false, people: 2, answeredAt: null, solvedAt: null, ...parts,
  }
}

export function sending(parts: Partial<Sending> = {}): Sending {
  return { outboxId: 5, state: 'held', hold: 'undo', heldUntil: NOW + 10_000, attempts: 0, nextAttemptAt: null, failure: null, deliveries: [], ...parts }
}

/** A reply of ours, by default one that can still be undone. */
export const reply = (parts: Partial<Message> = {}) =>
  message({ id: 71, kind: 'reply', author: { kind: 'agent', id: 1, name: 'Nadia Benali', address: null, handle: null }, to: [claire], text: 'Voici pourquoi.', at: NOW, sending: sending(), ...parts })

export const attachment = (parts: Partial<Attachment> = {}): Attachment => ({ id: 3, filename: 'facture.pdf', contentType: 'application/pdf', size: 184_320, danger: null, removed: false, ...parts })

export const session: Session = {
  agent: { id: 1, name: 'Nadia Benali', email: 'nadia@coop.example', role: 'staff', locale: 'fr' },
  permissions: ['tickets:read', 'tickets:note', 'tickets:take', 'tickets:status', 'tickets:reply', 'tickets:open', 'tickets:merge', 'outbox:read', 'messages:source', 'agents:read', 'mailboxes:read'],
  mustEnrol: false,
}
