import { liveDemo } from '../server/demo/actions/live.ts'
import { isDemonstration } from '../server/demo/queries.ts'
import { leaseOn } from './lease.ts'
import { loop } from './loop.ts'
import type { Worker } from './worker.ts'

const TURN_EVERY_MS = 1500

/** Lets the demonstration live; anywhere else it has nothing to do and ends at once. */
export const demonstration: Worker = async (world, signal) => {
  const { database, holder, clock, log } = world
  if (!await isDemonstration(database.reader)) return
  const [lease, live] = [leaseOn({ database, name: 'demonstration', holder, clock }), liveDemo(world)]
  await loop(async () => {
    if (await lease.isOurs()) await live()
    return 'idle'
  }, { idleMs: TURN_EVERY_MS, failMs: 10 * TURN_EVERY_MS, signal, onError: error => log.error({ err: error }, 'The demonstration could not go on; it is tried again') })
  await lease.release()
}
