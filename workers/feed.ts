import { hasUnnumbered, numberEvents } from '../server/platform/feed.ts'
import { leaseOn } from './lease.ts'
import { loop } from './loop.ts'
import type { Worker } from './worker.ts'

const LOOK_EVERY_MS = 25

/** Gives committed events their place in the feed, one process at a time. */
export const feed: Worker = async ({ database, holder, clock, log }, signal) => {
  const lease = leaseOn({ database, name: 'feed', holder, clock })
  await loop(async () => {
    // Looking costs a read; the lease is asked for only when there is something to do.
    if (!await hasUnnumbered(database.reader) || !await lease.isOurs()) return 'idle'
    await numberEvents(database)
    return 'again'
  }, { idleMs: LOOK_EVERY_MS, failMs: 1000, signal, onError: error => log.error({ err: error }, 'Events could not be numbered') })
  await lease.release()
}
