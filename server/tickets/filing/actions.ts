import type { Context } from '../../platform/context.ts'
import type { DomainEvent } from '../../platform/events.ts'
import { record } from '../../platform/record.ts'
import { moveCounts, type Move, type Place } from '../counts/store.ts'
import type { Filing, TicketState } from './filing.ts'
import { findClaims, insertMessages, insertParticipants, insertTickets, lockTickets, moveTicket, saveClaims, updateTicket } from './store.ts'

/**
 * What the tickets know of these Message-IDs (by hash), and the tickets concerned, locked: those that own the ids, and those that go on from them.
 */
export async function ticketsOf({ db }: Pick<Context, 'db'>, hashes: readonly string[]) {
  const claims = await findClaims(db, hashes)
  const tickets = new Map<number, TicketState>()
  let wanted = [...new Set(claims.map(({ ticketId }) => ticketId))]
  while (wanted.length > 0) {
    for (const ticket of await lockTickets(db, wanted)) tickets.set(ticket.id, ticket)
    const seen = new Set(wanted)
    wanted = [...tickets.values()].map(({ continuedById }) => continuedById).filter(id => id !== null).filter(id => !tickets.has(id) && !seen.has(id))
  }
  return { claims, tickets }
}

/** Puts a batch of messages on their tickets: all of it in the transaction given, told by one event a message. `known` are the hashes that had an owner before. */
export async function file({ db, now }: Context, filing: Filing, known: ReadonlySet<string>) {
  await insertTickets(db, filing.opened)
  await insertMessages(db, filing.messages)
  await insertParticipants(db, filing.participants)
  for (const { after } of filing.changed) await updateTicket(db, after)
  await saveClaims(db, filing.claims, known)
  for (const { fromId, intoId } of filing.merges) await moveTicket(db, fromId, intoId)
  await record({ db, now }, ...eventsOf(filing))
  await moveCounts(db, movesOf(filing))
}

function eventsOf({ opened, messages, merges }: Filing): DomainEvent[] {
  const first = new Map(opened.map(({ id }) => [id, true]))
  return [
    ...messages.map(({ ticketId, id }): DomainEvent => {
      const isFirst = first.delete(ticketId)
      return { type: isFirst ? 'ticket.opened' : 'ticket.message-added', ticketId, messageId: id }
    }),
    ...merges.map(({ fromId, intoId }): DomainEvent => ({ type: 'ticket.merged', ticketId: fromId, intoId })),
  ]
}

const placeOf = ({ status, channel, assigneeId }: TicketState): Place => ({ status, channel, assigneeId })

function movesOf({ opened, changed, merges }: Filing): Move[] {
  const merged = new Set(merges.map(({ fromId }) => fromId))
  return [
    ...opened.map(ticket => ({ from: null, to: placeOf(ticket) })),
    ...changed.map(({ before, after }) => ({ from: placeOf(before), to: merged.has(after.id) ? null : placeOf(after) })),
  ]
}
