import { log } from '../../../audit/store.ts'
import { moveOutboxOf } from '../../../outbox/actions/move.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { record } from '../../../platform/record.ts'
import { agentOf } from '../../actions/change.ts'
import { moveCounts } from '../../counts/store.ts'
import { keepApart } from '../../doubles/store.ts'
import { recount } from '../../merging/store.ts'
import { removeParticipants } from '../../people/store.ts'
import { lockTicket, saveTicket } from '../../store.ts'
import type { Ticket } from '../../ticket.ts'
import type { SplitRequest } from '../contract.ts'
import { coming, leaving, parted, remaining, standing, standingOf, type Piece } from '../splitting.ts'
import { addPeople, addSplit, insertSplit, moveDiscussions, moveMessages, peopleOn, piecesOf, refreshPreview, setPending } from '../store.ts'

type Splitting = { newId: number, reference: string, input: SplitRequest }

/** Messages of a ticket become a ticket of their own, of whoever wrote the first of them: answers to them find their way to it. It can be undone. `newId` is made beforehand; answers it. */
export async function split(context: Context, ticketId: number, { newId, reference, input }: Splitting): Promise<number> {
  const { db, now } = context
  const from = await lockTicket(db, ticketId)
  if (!from) throw new Refusal('not-found', 'There is no such ticket')
  const all = await piecesOf(db, from.id)
  const { going, staying, requester } = parted(all, input.messageIds)
  const ticket: Ticket = { ...from, ...standingOf(going, from.assigneeId), id: newId, reference, subject: input.subject, requester, solvedAt: null, closedAt: null }
  const after = remaining(from, { all, staying })

  await insertSplit(db, { ticket, fromId: from.id, first: going[0] ?? { id: 0, at: now.getTime() } })
  const leavers = await movePeople(context, { from, ticket, going, staying })
  await moveAll(context, { from, ticket }, going)
  await saveTicket(db, after)
  for (const one of [ticket, after]) {
    await recount(db, one.id, one.version)
    await refreshPreview(db, one.id)
  }
  const moved = { messages: going.map(({ id }) => id), pending: going.filter(({ isPending }) => isPending).map(({ id }) => id), leavers, former: standing(from), after: standing(after) }
  await addSplit(db, { fromId: from.id, intoId: newId }, { moved, agentId: agentOf(context), at: now })
  await keepApart(db, [from.id, newId], { by: agentOf(context), at: now })
  await tell(context, { from, ticket, going })
  await moveCounts(db, [{ from: null, to: ticket }, { from, to: after }])
  return newId
}

type Sides = { from: Ticket, ticket: Ticket, going: readonly Piece[] }

async function movePeople({ db }: Context, { from, ticket, going, staying }: Sides & { staying: readonly Piece[] }) {
  const people = await peopleOn(db, from.id)
  const leavers = leaving(people, { going, staying, requester: from.requester.address })
  await addPeople(db, ticket.id, coming(people, { going, requester: ticket.requester }))
  await removeParticipants(db, people.filter(({ address }) => leavers.some(leaver => leaver.address === address)).map(({ id }) => id))
  return leavers.map(({ kind, address, name, pending }) => ({ kind, address, name, pending }))
}

async function moveAll(context: Context, { from, ticket }: Pick<Sides, 'from' | 'ticket'>, going: readonly Piece[]) {
  const { db } = context
  const ids = going.map(({ id }) => id)
  await moveMessages(db, { fromId: from.id, intoId: ticket.id }, ids)
  await moveDiscussions(db, { fromId: from.id, intoId: ticket.id })
  await moveOutboxOf(context, ids, ticket.id)
  // What somebody wrote who did not belong to the one ticket is their own in this one.
  await setPending(db, going.filter(({ author }) => author.address === ticket.requester.address).map(({ id }) => id), false)
}

async function tell(context: Context, { from, ticket, going }: Sides) {
  await log(context, { did: 'ticket.split', ticketId: from.id, intoId: ticket.id, to: ticket.reference, messages: going.length })
  await log(context, { did: 'ticket.split-from', ticketId: ticket.id, fromId: from.id, to: from.reference })
  const [first, ...others] = going.map(({ id }) => id)
  await record(context,
    { type: 'ticket.opened', ticketId: ticket.id, messageId: first ?? 0 },
    ...others.map(messageId => ({ type: 'ticket.message-moved', ticketId: ticket.id, messageId } as const)),
    { type: 'ticket.changed', ticketId: from.id })
}
