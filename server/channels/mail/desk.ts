import { peopleOf, withMessage, withPeople, type AutomaticMerge, type Claim, type Confirmation, type Discussion, type Edit, type FiledMessage, type Filing, type Moderated, type NewParticipant, type People, type Publication, type Speaker, type TicketState } from '../../tickets/filing/filing.ts'
import { nextStatus } from '../../tickets/status.ts'
import { baseSubject, type KnownId } from './threading.ts'

/** What the database knew when the batch began. */
export type Knowledge = {
  ids: ReadonlyMap<string, KnownId>
  tickets: ReadonlyMap<number, TicketState>
  /** Where tickets went that are no more. */
  merged: ReadonlyMap<number, number>
  references: ReadonlyMap<string, number>
  /** The side threads of the mails of ours that came back, by their ids in the outbox. */
  sidesOfMails: ReadonlyMap<number, number>
  /** Those on these tickets, as far as posts of lists or forums have come. */
  discussions: readonly Discussion[]
}

const MOST_MERGES = 20

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
  readonly #merges: AutomaticMerge[] = []
  readonly #merged: Map<number, number>
  readonly #discussions: Map<number, Discussion>
  readonly #speakers: Speaker[] = []
  readonly #edits: Edit[] = []
  readonly #publications: Publication[] = []
  readonly #confirmations: Confirmation[] = []
  readonly #moderations: Moderated[] = []

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge
    this.#tickets = new Map(knowledge.tickets)
    this.#merged = new Map(knowledge.merged)
    this.#discussions = new Map(knowledge.discussions.map(one => [one.id, one]))
  }

  readonly known = (hash: string): KnownId | undefined => this.#ids.get(hash) ?? this.#knowledge.ids.get(hash)

  /** The ticket of this id; of one that was merged, the one it went into. */
  ticket(id: number): TicketState | undefined {
    let current = id
    for (let left = MOST_MERGES; left > 0 && this.#merged.has(current); left--) current = this.#merged.get(current) ?? current
    return this.#tickets.get(current)
  }

  /** The ticket of this reference. */
  referred(reference: string): TicketState | undefined {
    const id = this.#knowledge.references.get(reference)
    return id === undefined ? undefined : this.ticket(id)
  }

  /** The side thread that a mail of ours was written in, as far as it may matter here. */
  sideOfMail(outboxId: number): number | undefined {
    return this.#knowledge.sidesOfMails.get(outboxId)
  }

  open(ticket: TicketState) {
    this.#tickets.set(ticket.id, ticket)
    this.#opened.add(ticket.id)
  }

  /** Puts a message on its ticket, as the next thing that is said there. */
  put(message: Omit<FiledMessage, 'version'>) {
    const filed = { ...message, version: (this.ticket(message.ticketId)?.version ?? 0) + 1 }
    this.#messages.push(filed)
    this.#change(message.ticketId, ticket => withMessage(ticket, filed))
  }

  /** Adds a person to the conversation, or to one beside it; nothing happens when they are there already, in either way. */
  invite(person: NewParticipant) {
    const ticket = this.ticket(person.ticketId)
    const people = ticket && peopleOf(ticket, person.sideId)
    if (!people || people.members.has(person.address) || people.strangers.has(person.address)) return
    this.#participants.push(person)
    const as = person.pending ? 'strangers' : 'members'
    this.#change(ticket.id, ticket => withPeople(ticket, person.sideId, { ...people, [as]: new Set([...people[as], person.address]) }))
  }

  claim(hash: string, owner: KnownId) {
    this.#ids.set(hash, owner)
  }

  /** The discussions on a ticket, the oldest first. */
  discussionsOn(ticketId: number): Discussion[] {
    return [...this.#discussions.values()].filter(one => one.ticketId === ticketId)
  }

  /** A discussion, new or as it stands now. */
  discuss(discussion: Discussion) {
    this.#discussions.set(discussion.id, discussion)
  }

  speak(speaker: Speaker) {
    this.#speakers.push(speaker)
  }

  /** A post says something else now, or nothing any more. */
  edit(edit: Edit) {
    this.#edits.push(edit)
  }

  publish(publication: Publication) {
    this.#publications.push(publication)
  }

  /** An answer of ours stands where everybody reads it. */
  confirm(confirmation: Confirmation) {
    this.#confirmations.push(confirmation)
  }

  /** The moderators hold it, or refuse it. */
  moderate(moderated: Moderated) {
    this.#moderations.push(moderated)
  }

  /** Somebody who may say so says that the question is answered. */
  solve(ticketId: number) {
    this.#change(ticketId, ticket => ({ ...ticket, status: nextStatus(ticket.status, 'declared-solved'), waitingSince: null, communityUntil: null }))
  }

  continueOn(closedId: number, newId: number) {
    this.#change(closedId, ticket => ({ ...ticket, continuedById: newId }))
  }

  /** Puts one ticket into the other, when nobody has touched the first and both are about the same. Answers whether it did. */
  merge(one: number, other: number): boolean {
    const [from, into] = [this.ticket(one), this.ticket(other)]
    if (!from || !into || from.touched || baseSubject(from.subject) !== baseSubject(into.subject)) return false
    if (from.id === into.id) return true
    this.#carry(from.id, into)
    this.#tickets.set(into.id, together(into, from))
    this.#tickets.delete(from.id)
    this.#merged.set(from.id, into.id)
    // A ticket that this batch opened was never saved: it disappears without a trace.
    if (!this.#opened.delete(from.id)) this.#merges.push({ fromId: from.id, intoId: into.id, after: into.version })
    return true
  }

  /** What this batch has put on the one ticket stands on the other, said after all that was said there. */
  #carry(fromId: number, { id: intoId, version }: TicketState) {
    for (const one of this.#messages.filter(({ ticketId }) => ticketId === fromId)) Object.assign(one, { ticketId: intoId, version: one.version + version })
    for (const one of this.#participants.filter(({ ticketId }) => ticketId === fromId)) one.ticketId = intoId
    for (const one of this.discussionsOn(fromId)) this.#discussions.set(one.id, { ...one, ticketId: intoId })
    for (const [hash, id] of this.#allIds()) if (id.ticketId === fromId) this.#ids.set(hash, { ...id, ticketId: intoId })
  }

  filing(): Filing {
    const merged = new Set(this.#merges.map(({ fromId }) => fromId))
    const changed = [...this.#knowledge.tickets.values()]
      .map(before => ({ before, after: this.#tickets.get(before.id) ?? before }))
      .filter(({ before, after }) => before !== after || merged.has(before.id))
    return {
      opened: [...this.#opened].map(id => this.#tickets.get(id)).filter(ticket => ticket !== undefined),
      changed,
      messages: this.#messages,
      participants: this.#participants,
      claims: [...this.#ids].map(([hash, { ticketId, sideId, discussionId, messageId }]): Claim => ({ hash, ticketId, sideId, discussionId, messageId })),
      merges: this.#merges,
      discussions: this.#movedDiscussions(),
      speakers: this.#speakers,
      edits: this.#edits,
      publications: this.#publications,
      confirmations: this.#confirmations,
      moderations: this.#moderations,
    }
  }

  #movedDiscussions(): Filing['discussions'] {
    const before = new Map(this.#knowledge.discussions.map(one => [one.id, one]))
    const all = [...this.#discussions.values()]
    return { opened: all.filter(({ id }) => !before.has(id)), changed: all.filter(one => before.has(one.id) && before.get(one.id) !== one) }
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
  version: into.version + from.version,
  people: allOf(into.people, from.people),
  sides: new Map([...into.sides, ...from.sides]),
})

const allOf = (some: People, more: People): People => ({
  members: new Set([...some.members, ...more.members]),
  strangers: new Set([...some.strangers, ...more.strangers].filter(address => !more.members.has(address))),
})
