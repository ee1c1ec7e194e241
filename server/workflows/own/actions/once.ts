import type { Actor, Context } from '../../../platform/context.ts'
import type { Database } from '../../../platform/db.ts'
import { Refusal } from '../../../platform/errors.ts'
import { lockedTicket } from '../../../tickets/actions/lock.ts'
import type { Ticket } from '../../../tickets/ticket.ts'
import type { Result } from '../../engine/progress.ts'
import type { Call } from '../../ports.ts'
import { beginAct, saveAct } from '../store.ts'

/** What acts on our own database need. */
export type OwnWorld = { database: Database, clock: () => Date, newId: () => Promise<number> }

/** Who does it: workflows themselves, unless somebody else is named. */
type Doing = Pick<OwnWorld, 'database' | 'clock'> & { actor?: Actor }

/** Does it in one transaction with the note that it is done: a second attempt with the same key changes nothing, and answers what the first did. */
export function once({ database, clock, actor = { kind: 'system', name: 'workflows' } }: Doing, key: string, act: (context: Context) => Promise<Result>): Promise<Result> {
  return database.transaction(async (db) => {
    const now = clock()
    const before = await beginAct(db, key, now)
    if (before) return before
    const result = await act({ db, now, actor })
    await saveAct(db, key, result)
    return result
  })
}

/** The ticket of the run, locked. */
export async function ticketOf(context: Context, { run }: Pick<Call, 'run'>): Promise<Ticket> {
  if (run.ticketId === null) throw new Refusal('conflict', 'This run has no ticket: skip the step')
  return lockedTicket(context, run.ticketId)
}
