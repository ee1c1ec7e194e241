import { withMessage, type Claim, type FiledMessage, type Filing, type NewParticipant, type TicketState } from '../../tickets/filing/filing.ts'
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
export class Desk {
  readonly #knowledge: Knowledge
  readonly #ids = new Map<string, KnownId>()
  readonly #tickets: Map<number, TicketState>
  readonly #opened = new Set<number>()
  readonly #messages: FiledMessage[] = []
  readonly #participants: NewParticipant[] = []
  readonly #merges: { fromId: number, intoId: number }[] = []

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge
    this.#tickets = new Map(knowledge.tickets)
  }

  readonly known = (hash: string): KnownId | undefined => this.#ids.get(hash) ?? this.#knowledge.ids.get(hash)

  ticket(id: number): TicketState | undefined {
    return this.#tickets.get(id)
  }

  open(ticket: TicketState) {
    this.#tickets.set(ticket.id, ticket)
    this.#opened.add(ticket.id)
  }

  put(message: FiledMessage) {
    this.#messages.push(message)
    this.#change(message.ticketId, ticket => withMessage(ticket, message))
  }

  /** Adds a person to the ticket; nothing happens when they are there already, in either way. */
  invite(person: NewParticipant) {
    const ticket = this.ticket(person.ticketId)
    if (!ticket || ticket.members.has(person.address) || ticket.strangers.has(person.address)) return
    this.#participants.push(person)
    const side = person.pending ? 'strangers' : 'members'
    this.#change(ticket.id, ticket => ({ ...ticket, [side]: new Set([...ticket[side], person.address]) }))
  }

  claim(hash: string, owner: KnownId) {
    this.#ids.set(hash, owner)
  }

  continueOn(closedId: number, newId: number) {
    this.#change(closedId, ticket => ({ ...ticket, continuedById: newId }))
  }

  /** Puts one ticket into the other, when nobody has touched the first and both are about the same. Answers whether it did. */
  merge(fromId: number, intoId: number): boolean {
    const [from, into] = [this.ticket(fromId), this.ticket(intoId)]
    if (!from || !into || from.touched || baseSubject(from.subject) !== baseSubject(into.subject)) return false
    for (const one of [...this.#messages, ...this.#participants]) if (one.ticketId === fromId) one.ticketId = intoId
    for (const [hash, id] of this.#allIds()) if (id.ticketId === fromId) this.#ids.set(hash, { ...id, ticketId: intoId })
    this.#tickets.set(intoId, together(into, from))
    this.#tickets.delete(fromId)
    // A ticket that this batch opened was never saved: it disappears without a trace.
    if (!this.#opened.delete(fromId)) this.#merges.push({ fromId, intoId })
    return true
  }

  filing(): Filing {
    const merged = new Set(this.#merges.map(({ fromId }) => fromId))
    const changed = [...this.#knowledge.tickets.values()]
      .map(before => ({ before, after: this.ticket(before.id) ?? before }))
      .filter(({ before, after }) => before !== after || merged.has(before.id))
    return {
      opened: [...this.#opened].map(id => this.ticket(id)).filter(ticket => ticket !== undefined),
      changed,
      messages: this.#messages,
      participants: this.#participants,
      claims: [...this.#ids].map(([hash, { ticketId, messageId }]): Claim => ({ hash, ticketId, messageId })),
      merges: this.#merges,
    }
  }

  #allIds(): Map<string, KnownId> {
    return new Map([...this.#knowledge.ids, ...this.#ids])
  }

  #change(id: number, change: (ticket: TicketState) => TicketState) {
    const ticket = this.#tickets.get(id)
    if (ticket) this.#tickets.set(id, change(ticket))
  }
}

/** One ticket that has become part of another: the other keeps its name, its place and its agent. */
const together = (into: TicketState, from: TicketState): TicketState => ({
  ...into,
  messageCount: into.messageCount + from.messageCount,
  lastMessageId: Math.max(into.lastMessageId, from.lastMessageId),
  activityAt: Math.max(into.activityAt, from.activityAt),
  members: new Set([...into.members, ...from.members]),
  strangers: new Set([...into.strangers, ...from.strangers].filter(address => !from.members.has(address))),
})
