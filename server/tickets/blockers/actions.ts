import { log } from '../../audit/store.ts'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { record } from '../../platform/record.ts'
import { change } from '../actions/change.ts'
import type { TicketStatus } from '../contract.ts'
import { clocksAt, nextStatus } from '../status.ts'
import { lockTicket } from '../store.ts'
import type { Ticket } from '../ticket.ts'
import { blockersOf } from './queries.ts'
import { deleteBlocker, insertBlocker, saidSolvedSince, type Refers } from './store.ts'

const DAY_MS = 86_400_000

/** Keeps the ticket open until what the blocker refers to is over: closing it asks for a reason. On a merged ticket it holds the one that it went into. Adding it again changes nothing. */
export async function addBlocker(db: Transaction, ticketId: number, blocker: Refers & { says: string, at: Date }) {
  const ticket = await lockTicket(db, ticketId)
  if (!ticket) throw new Refusal('not-found', 'There is no such ticket')
  await insertBlocker(db, ticket.id, blocker)
}

/** What it refers to is over: it keeps nothing open any more. */
export async function removeBlocker(db: Transaction, refers: Refers) {
  await deleteBlocker(db, refers)
}

/** Refuses that an agent solves or closes a locked ticket which something keeps open, unless they say why; the reason is kept. */
export async function refuseBlocked(context: Context, { id }: Pick<Ticket, 'id'>, { status, overrule }: { status: TicketStatus, overrule?: string | undefined }) {
  if (status !== 'solved' && status !== 'closed') return
  const blockers = await blockersOf(context.db, id)
  if (blockers.length === 0) return
  if (overrule === undefined) throw new Refusal('conflict', `This is not over yet: ${blockers.map(({ says }) => says).join(', ')}. Give a reason to close the ticket all the same`, { blockers })
  await log(context, { did: 'ticket.overruled', ticketId: id, blockers: blockers.map(({ kind, refersTo }) => `${kind}:${refersTo}`).join(' '), reason: overrule })
}

/** Whoever asked says that a locked ticket is solved, which something keeps open: agents see that it was said, and it waits for the member no longer. */
export async function saidSolved(context: Context, ticket: Ticket) {
  await logSaidSolved(context, ticket.id)
  const status = nextStatus(ticket.status, 'requester-replied')
  if (status === ticket.status) await record(context, { type: 'ticket.changed', ticketId: ticket.id })
  else await change(context, ticket, { ...ticket, status, ...clocksAt(status, ticket, context.now.getTime()) })
}

/** Keeps that it was said, once a day. */
export async function logSaidSolved(context: Context, ticketId: number) {
  if (!await saidSolvedSince(context.db, ticketId, context.now.getTime() - DAY_MS)) await log(context, { did: 'ticket.said-solved', ticketId })
}
