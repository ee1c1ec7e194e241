import { moveOutbox } from '../../outbox/actions/move.ts'
import type { Context } from '../../platform/context.ts'
import type { DomainEvent } from '../../platform/events.ts'
import { record } from '../../platform/record.ts'
import { logSaidSolved } from '../blockers/actions.ts'
import { blockersOf } from '../blockers/queries.ts'
import { confirm, discussionsOn, moderate, publish, saveDiscussions, saveEdits, saveSpeakers } from '../discussions/store.ts'
import { addMerge, moveContents, pointTo } from '../merging/store.ts'
import { moveCounts, type Move, type Place } from '../counts/store.ts'
import { keptOpen, type Filing, type TicketState, type Wanted } from './filing.ts'
import { findClaims, findReferences, insertMessages, insertParticipants, insertTickets, lockTickets, saveClaims, updateTicket } from './store.ts'

/**
 * The tickets that a batch of mail names, locked, with those that go on from them, those they were split off and those they were merged into; and what of
 * the names is known. Everything is looked up for the whole batch at once.
 */
export async function ticketsOf({ db }: Pick<Context, 'db'>, { hashes, ticketIds, references, discussions = false }: Wanted) {
  const claims = await findClaims(db, hashes)
  const named = references.length === 0 ? [] : await findReferences(db, references)
  const tickets = new Map<number, TicketState>()
  const merged = new Map<number, number>()
  const asked = new Set<number>()
  let wanted = [...claims.map(({ ticketId }) => ticketId), ...ticketIds, ...named.map(({ id }) => id)]
  for (;;) {
    const fresh = [...new Set(wanted)].filter(id => !asked.has(id))
    if (fresh.length === 0) {
      const found = discussions ? await discussionsOn(db, [...tickets.keys()]) : []
      return { claims, tickets, merged, discussions: found, references: new Map(named.map(({ id, reference }) => [reference, id])) }
    }
    for (const id of fresh) asked.add(id)
    const locked = await lockTickets(db, fresh)
    for (const ticket of locked.states) tickets.set(ticket.id, ticket)
    for (const { id, intoId } of locked.merged) merged.set(id, intoId)
    wanted = [...locked.states.flatMap(({ continuedById, splitFromId }) => [continuedById, splitFromId]).filter(id => id !== null), ...locked.merged.map(({ intoId }) => intoId)]
  }
}

/** Puts a batch of messages on their tickets: all of it in the transaction given, told by one event a message. `known` are the hashes that had an owner before. */
export async function file(context: Context, wanted: Filing, known: ReadonlySet<string>) {
  const { db, now } = context
  const filing = { ...wanted, changed: await asBlockersSay(context, wanted.changed) }
  await insertTickets(db, filing.opened)
  await insertMessages(db, filing.messages)
  await insertParticipants(db, filing.participants)
  for (const { before, after } of filing.changed) await updateTicket(db, after, { isSolvedNow: before.status !== 'solved' && after.status === 'solved' ? now : null })
  await carryMerges({ db, now }, filing)
  await carryDiscussions(db, filing)
  await saveClaims(db, filing.claims, known)
  await record({ db, now }, ...eventsOf(filing))
  await moveCounts(db, movesOf(filing))
}

/** A ticket that is declared solved stays open as long as something on it is not over; the agents see that it was said. */
async function asBlockersSay(context: Context, changed: Filing['changed']): Promise<Filing['changed']> {
  const standing: Filing['changed'] = []
  for (const { before, after } of changed) {
    const isKept = before.status !== 'solved' && after.status === 'solved' && (await blockersOf(context.db, after.id)).length > 0
    if (isKept) await logSaidSolved(context, after.id)
    standing.push({ before, after: isKept ? keptOpen(before, after, context.now.getTime()) : after })
  }
  return standing
}

/** What is said on lists and forums. */
async function carryDiscussions(db: Context['db'], { discussions, speakers, edits, publications, confirmations, moderations }: Filing) {
  await saveDiscussions(db, discussions)
  await saveSpeakers(db, speakers)
  await saveEdits(db, edits)
  await publish(db, publications)
  await confirm(db, confirmations)
  await moderate(db, moderations)
}

/** What turned out to be one thread becomes one ticket, in a way that an agent can undo. */
async function carryMerges({ db, now }: Pick<Context, 'db' | 'now'>, { merges, changed }: Filing) {
  for (const { after, ...between } of merges) {
    const status = changed.find(({ before }) => before.id === between.fromId)?.before.status ?? 'open'
    const moved = { status, ...await moveContents(db, between, after), mails: await moveOutbox({ db }, between) }
    await addMerge(db, between, { moved, agentId: null, at: now })
    await pointTo(db, between)
  }
}

function eventsOf({ opened, messages, merges, edits, confirmations, moderations }: Filing): DomainEvent[] {
  const first = new Map(opened.map(({ id }) => [id, true]))
  return [
    ...messages.map(({ ticketId, id }): DomainEvent => {
      const isFirst = first.delete(ticketId)
      return { type: isFirst ? 'ticket.opened' : 'ticket.message-added', ticketId, messageId: id }
    }),
    ...[...edits, ...confirmations, ...moderations].map(({ ticketId, messageId }): DomainEvent => ({ type: 'ticket.message-changed', ticketId, messageId })),
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
