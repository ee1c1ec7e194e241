import { followQuestions, hasNews } from '../server/tickets/doubles/actions/follow.ts'
import { leaseOn } from './lease.ts'
import { loop } from './loop.ts'
import type { Worker } from './worker.ts'

const LOOK_EVERY_MS = 1000
const FAIL_MS = 30_000

/** Notices tickets that seem to be the same question, a moment after they were opened, one process at a time. */
export const noticing: Worker = async (world, signal) => {
  const lease = leaseOn({ ...world, name: 'doubles' })
  await loop(async () => {
    // Looking costs two reads; the lease is asked for only when there is something to do.
    if (!await hasNews(world) || !await lease.isOurs()) return 'idle'
    await followQuestions(world)
    return 'again'
  }, { idleMs: LOOK_EVERY_MS, failMs: FAIL_MS, signal, onError: error => world.log.error({ err: error }, 'What new tickets ask could not be compared; it is tried again') })
  await lease.release()
}
