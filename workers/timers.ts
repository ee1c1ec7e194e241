import { closeSolved } from '../server/tickets/actions/close-solved.ts'
import { takeUpLeft } from '../server/tickets/discussions/actions.ts'
import { leaseOn } from './lease.ts'
import { loop } from './loop.ts'
import { noticing } from './noticing.ts'
import { triggering } from './triggering.ts'
import { watching } from './watching.ts'
import type { Worker } from './worker.ts'

const LOOK_EVERY_MS = 60_000

/** Does what is due by the clock alone: tickets that have been solved for thirty days are closed, questions that nobody on their list or forum has answered become work, mailboxes are compared with the database each night, new tickets with those of the last days, and start the workflows that rules say. */
export const timers: Worker = async (world, signal) => {
  await Promise.all([closing(world, signal), watching(world, signal), noticing(world, signal), triggering(world, signal)])
}

const closing: Worker = async ({ database, holder, clock, log }, signal) => {
  const lease = leaseOn({ database, name: 'timers', holder, clock })
  await loop(async () => {
    if (!await lease.isOurs()) return 'idle'
    const due = [await closeSolved({ database, clock }), await takeUpLeft({ database, clock })]
    return due.some(some => some > 0) ? 'again' : 'idle'
  }, { idleMs: LOOK_EVERY_MS, failMs: LOOK_EVERY_MS, signal, onError: error => log.error({ err: error }, 'What is due could not be done; it is tried again') })
  await lease.release()
}
