import { record } from '../../../platform/record.ts'
import type { Context } from '../../../platform/context.ts'
import { addBlocker, removeBlocker } from '../../../tickets/blockers/actions.ts'
import type { Run } from '../store.ts'

type Blocking = Pick<Run, 'id' | 'ticketId' | 'subject' | 'rehearsal'>

/** As long as a run is open, its ticket is not closed unawares. A rehearsal holds nothing up. */
export async function block({ db, now }: Context, { id, ticketId, subject, rehearsal }: Blocking) {
  if (ticketId === null || rehearsal) return
  await addBlocker(db, ticketId, { kind: 'run', refersTo: id, says: subject, at: now })
  await record({ db, now }, { type: 'ticket.changed', ticketId })
}

/** The run is over: it keeps its ticket open no longer. */
export async function unblock({ db, now }: Context, { id, ticketId, rehearsal }: Blocking) {
  if (ticketId === null || rehearsal) return
  await removeBlocker(db, { kind: 'run', refersTo: id })
  await record({ db, now }, { type: 'ticket.changed', ticketId })
}
