import type { Database } from '../server/platform/db.ts'
import { releaseLease, takeLease } from '../server/platform/leases.ts'

// Short, so that after a kill -9 the next process is not kept waiting; prolonged well before its end.
const LEASE_MS = 6000
const PROLONG_MS = 2000

type Work = { database: Database, name: string, holder: string, clock: () => Date }

/** Our hold on a piece of work that only one process does at a time. Losing it is never dangerous (what is stored has its own guards), only wasteful. */
export type Lease = { isOurs: () => Promise<boolean>, release: () => Promise<void> }

/** A hold on the work of this name; nothing is asked of the database yet. */
export function leaseOn({ database, name, holder, clock }: Work): Lease {
  let until = 0
  return {
    async isOurs() {
      const now = clock()
      if (until - now.getTime() > LEASE_MS - PROLONG_MS) return true
      const ours = await takeLease(database, name, { holder, now, forMs: LEASE_MS })
      until = ours ? now.getTime() + LEASE_MS : 0
      return ours
    },
    async release() {
      if (until > 0) await releaseLease(database, name, holder)
      until = 0
    },
  }
}
