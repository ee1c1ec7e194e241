import type { FiledMessage, Filing, NewParticipant, TicketState } from '../../tickets/filing/filing.ts'
import { withMessage } from '../../tickets/filing/filing.ts'
import { baseSubject, type KnownId } from './threading.ts'

/** What the database knew when the batch began. */
export type Knowledge = {
  ids: ReadonlyMap<string, KnownId>
  tickets: ReadonlyMap<number, TicketState>
}

/**
 * The tickets as they stand while a batch is decided, message after message: each sees what the one before did.
 * Nothing leaves it but the `Filing` that carries it all out.
 */
export type Desk = {
  known: (hash: string) => KnownId | undefined
  ticket: (id: number) => TicketState | undefined
  open: (ticket: TicketState) => void
  put: (message: FiledMessage) => void
  invite: (participant: NewParticipant) => void
  claim: (hash: string, owner: KnownId) => void
  continueOn: (closedId: number, newId: number) => void
  /** Puts the younger ticket into the older one, when nobody has touched the younger and both are about the same. Answers whether it did. */
  merge: (youngerId: number, olderId: number) => boolean
  filing: () => Filing
}

export function deskOf({ ids, tickets }: Knowledge): Desk {
  const newIds = new Map<string, KnownId>()
  const states = new Map(tickets)
  const opened = new Set<number>()
  const messages: FiledMessage[] = []
  const participants: NewParticipant[] = []
  const merges: { fromId: number, intoId: number }[] = []

  function absorb(younger: TicketState, older: TicketState) {
    const moved = messages.filter(({ ticketId }) => ticketId === younger.id)
    for (const message of moved) message.ticketId = older.id
    for (const participant of participants) if (participant.ticketId === younger.id) participant.ticketId = older.id
    for (const [hash, id] of [...ids, ...newIds]) if ((newIds.get(hash) ?? id).ticketId === younger.id) newIds.set(hash, { ...id, ticketId: older.id })
    states.set(older.id, {
      ...older,
      messageCount: older.messageCount + younger.messageCount,
      lastMessageId: Math.max(older.lastMessageId, younger.lastMessageId),
      activityAt: Math.max(older.activityAt, younger.activityAt),
      members: older.members.union(younger.members),
      strangers: older.strangers.union(younger.strangers).difference(younger.members),
    })
    states.delete(younger.id)
    // A ticket that this batch opened was never saved: it disappears without a trace.
    if (!opened.delete(younger.id)) merges.push({ fromId: younger.id, intoId: older.id })
  }

  return {
    known: hash => newIds.get(hash) ?? ids.get(hash),
    ticket: id => states.get(id),
    open(ticket) { states.set(ticket.id, ticket); opened.add(ticket.id) },
    put(message) {
      messages.push(message)
      const ticket = states.get(message.ticketId)
      if (ticket) states.set(ticket.id, withMessage(ticket, message))
    },
    invite(participant) {
      const ticket = states.get(participant.ticketId)
      if (!ticket || ticket.members.has(participant.address) || ticket.strangers.has(participant.address)) return
      participants.push(participant)
      const side = participant.pending ? 'strangers' : 'members'
      states.set(ticket.id, { ...ticket, [side]: new Set([...ticket[side], participant.address]) })
    },
    claim(hash, owner) { newIds.set(hash, owner) },
    continueOn(closedId, newId) {
      const closed = states.get(closedId)
      if (closed) states.set(closedId, { ...closed, continuedById: newId })
    },
    merge(youngerId, olderId) {
      const [younger, older] = [states.get(youngerId), states.get(olderId)]
      if (!younger || !older || younger.touched || baseSubject(younger.subject) !== baseSubject(older.subject)) return false
      absorb(younger, older)
      return true
    },
    filing: () => ({
      opened: [...opened].map(id => states.get(id)).filter(ticket => ticket !== undefined),
      changed: [...tickets.values()].map(before => ({ before, after: states.get(before.id) ?? before })).filter(({ before, after }) => before !== after || merges.some(({ fromId }) => fromId === before.id)),
      messages,
      participants,
      claims: [...newIds].map(([hash, { ticketId, messageId }]) => ({ hash, ticketId, messageId })),
      merges,
    }),
  }
}
