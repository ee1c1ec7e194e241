import { checkDue, tellLate } from '../server/channels/reading/actions/watch.ts'
import { leaseOn } from './lease.ts'
import { loop } from './loop.ts'
import type { Worker } from './worker.ts'

const LOOK_EVERY_MS = 5000
const FAIL_MS = 60_000
const PROLONG_EVERY_MS = 2000

/** Compares the mailboxes with the database once a night and when asked, and notices those that nobody reads. */
export const watching: Worker = async (world, signal) => {
  const lease = leaseOn({ ...world, name: 'ledger' })
  const late = new Set<number>()
  await loop(async () => {
    if (!await lease.isOurs()) return 'idle'
    // A check takes longer than a lease.
    const prolonging = setInterval(() => { lease.isOurs().catch(() => undefined) }, PROLONG_EVERY_MS)
    try {
      await tellLate(world, late)
      await checkDue(world)
    }
    finally {
      clearInterval(prolonging)
    }
    return 'idle'
  }, { idleMs: LOOK_EVERY_MS, failMs: FAIL_MS, signal, onError: error => world.log.error({ err: error }, 'The mailboxes could not be compared with the database; it is tried again') })
  await lease.release()
}
