import { forgetSignIns } from '../server/accounts/actions/forget-sign-ins.ts'
import { leaseOn } from './lease.ts'
import { loop } from './loop.ts'
import type { Worker } from './worker.ts'

const EVERY_MS = 10 * 60_000

/** Forgets what must be forgotten: ended sessions, used invitations, former failures to sign in. */
export const housekeeping: Worker = async ({ database, holder, clock, log }, signal) => {
  const lease = leaseOn({ database, name: 'housekeeping', holder, clock })
  await loop(async () => {
    if (await lease.isOurs()) await database.transaction(db => forgetSignIns({ db, now: clock() }))
    return 'idle'
  }, { idleMs: EVERY_MS, failMs: EVERY_MS, signal, onError: error => log.error({ err: error }, 'Housekeeping failed; it tries again later') })
  await lease.release()
}
