import { Refusal } from '../../platform/errors.ts'
import type { MailAddress } from '../../outbox/contract.ts'
import type { Ticket } from '../ticket.ts'

/** A message of a ticket, as far as splitting needs to know. Addresses are in lower case. */
export type Piece = {
  id: number
  kind: 'incoming' | 'reply' | 'note'
  sideId: number | null
  author: MailAddress
  /** Everybody it names: author, To, Cc. */
  people: ReadonlySet<string>
  isAutomatic: boolean
  isPending: boolean
  /** Written by us, and has not left yet. */
  isHeld: boolean
  at: number
}

/** Of what was split off, and of how the ticket stood, everything that putting it back needs. */
export type SplitOff = {
  messages: readonly number[]
  /** Those of the messages that waited for an agent's yes. */
  pending: readonly number[]
  /** Who left the ticket with them. */
  leavers: readonly Leaver[]
  former: Standing
  after: Standing
}

/** Somebody who takes part in a ticket. */
export type Leaver = { kind: string, address: string, name: string, pending: boolean }

/** How a ticket stands, and how much was said on it by then. */
export type Standing = Pick<Ticket, 'status' | 'waitingSince' | 'solvedAt' | 'closedAt' | 'version'>

/** What goes and what stays of a ticket's messages (in the order of time), when these go. Refuses what cannot be split. */
export function parted(pieces: readonly Piece[], ids: readonly number[]): { going: Piece[], staying: Piece[], requester: MailAddress } {
  const going = pieces.filter(({ id }) => ids.includes(id))
  if (going.length < new Set(ids).size) throw new Refusal('conflict', 'A message is not on this ticket any more: look again')
  const staying = pieces.filter(({ id }) => !ids.includes(id))
  if (going.some(({ sideId }) => sideId !== null)) throw new Refusal('invalid', 'What was asked beside the conversation stays with its ticket')
  if (going.some(({ isHeld }) => isHeld)) throw new Refusal('conflict', 'A reply that has not left yet cannot go: let it leave or take it back first')
  if (!staying.some(({ sideId }) => sideId === null)) throw new Refusal('invalid', 'Nothing would be left on this ticket')
  const first = going.find(({ kind, isAutomatic }) => kind === 'incoming' && !isAutomatic)
  if (!first) throw new Refusal('invalid', 'A ticket needs a message that somebody wrote to us')
  return { going, staying, requester: first.author }
}

/** Since when somebody who wrote has had no reply, and whether we have ever given one. */
export function voicesIn(pieces: readonly Piece[]): { waitingSince: number | null, isAnswered: boolean } {
  const said = pieces.filter(({ sideId, kind, isAutomatic }) => sideId === null && kind !== 'note' && !isAutomatic)
  const last = said.findLastIndex(({ kind }) => kind === 'reply')
  return { waitingSince: said.slice(last + 1)[0]?.at ?? null, isAnswered: last !== -1 }
}

/** How a new ticket stands that begins with these messages. */
export function standingOf(pieces: readonly Piece[], assigneeId: number): Pick<Ticket, 'status' | 'waitingSince'> {
  const { waitingSince, isAnswered } = voicesIn(pieces)
  if (waitingSince === null) return { status: 'waiting', waitingSince }
  return { status: isAnswered || assigneeId !== 0 ? 'open' : 'new', waitingSince }
}

/** How the ticket stands that they were split off: when everybody who waited went, it waits for the member. */
export function remaining(ticket: Ticket, { all, staying }: { all: readonly Piece[], staying: readonly Piece[] }): Ticket {
  const [before, now] = [voicesIn(all), voicesIn(staying)]
  const moved = { ...ticket, version: ticket.version + 1 }
  if ((ticket.status !== 'new' && ticket.status !== 'open') || before.waitingSince === null) return moved
  if (now.waitingSince !== null) return { ...moved, waitingSince: now.waitingSince }
  return now.isAnswered ? { ...moved, status: 'waiting', waitingSince: null } : moved
}

/** Who leaves a ticket with the messages that go: those who wrote one of them, and are named nowhere in what stays. */
export function leaving(people: readonly Leaver[], { going, staying, requester }: { going: readonly Piece[], staying: readonly Piece[], requester: string }): Leaver[] {
  const wrote = new Set(going.map(({ author }) => author.address))
  const named = new Set(staying.filter(({ sideId }) => sideId === null).flatMap(({ people }) => [...people]))
  return people.filter(({ address }) => wrote.has(address) && !named.has(address) && address !== requester.toLowerCase())
}

/** Who takes part in the new ticket: its requester, and those of the old one who are named in what went. */
export function coming(people: readonly Leaver[], { going, requester }: { going: readonly Piece[], requester: MailAddress }): Leaver[] {
  const named = new Set(going.flatMap(({ people }) => [...people]))
  const own = { kind: 'address', address: requester.address, name: requester.name, pending: false }
  return [own, ...people.filter(({ address }) => named.has(address) && address !== requester.address)]
}

/** What is kept of how a ticket stands. */
export const standing = ({ status, waitingSince, solvedAt, closedAt, version }: Ticket): Standing => ({ status, waitingSince, solvedAt, closedAt, version })

/** How the ticket stands once everything is back: as before, when nothing has happened since; `otherwise` when something has. */
export function together({ former, after }: Pick<SplitOff, 'former' | 'after'>, ticket: Ticket, { saidSince, otherwise }: { saidSince: boolean, otherwise: Ticket }): Ticket {
  const isUntouched = !saidSince && ticket.version === after.version && ticket.status === after.status
  return isUntouched ? { ...ticket, status: former.status, waitingSince: former.waitingSince, solvedAt: former.solvedAt, closedAt: former.closedAt, version: otherwise.version } : otherwise
}
