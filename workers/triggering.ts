import { followTriggers } from '../server/workflows/triggers/actions.ts'
import { leaseOn } from './lease.ts'
import { loop } from './loop.ts'
import type { Worker } from './worker.ts'

const LOOK_EVERY_MS = 2000
const FAIL_MS = 30_000

/** Starts the workflows that new tickets ask for by rule, a moment after they were opened, one process at a time. */
export const triggering: Worker = async (world, signal) => {
  const lease = leaseOn({ ...world, name: 'triggers' })
  await loop(async () => await lease.isOurs() && await followTriggers(world) > 0 ? 'again' : 'idle', {
    idleMs: LOOK_EVERY_MS, failMs: FAIL_MS, signal, onError: error => world.log.error({ err: error }, 'What new tickets start by rule could not be started; it is tried again'),
  })
  await lease.release()
}
