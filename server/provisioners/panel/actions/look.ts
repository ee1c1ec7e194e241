import { sameAddress } from '../../authority/claims.ts'
import type { Provisioner } from '../../ports.ts'
import { accountsToRead, matchOf, type Candidate } from '../showing.ts'

const FRESH_MS = 5 * 60_000
const AGAIN_MS = 30_000
const PATIENCE_MS = 8_000
const MOST_KEPT = 500

/** What is known of somebody's accounts; null where it could never be read. */
export type Look = { found: Candidate[] | null, readAt: number | null, isRefreshing: boolean, isStale: boolean }

type Kept = { found: Candidate[] | null, readAt: number | null, triedAt: number, isStale: boolean, reading: Promise<void> | undefined }

/**
 * Looks at the accounts of whoever has an address, and remembers: whoever opens a ticket waits for the hosting once at most. What is
 * older than five minutes is shown with its age and read anew meanwhile; a hosting that does not answer is left alone for half a minute.
 */
export function looking(provisioner: Provisioner, clock: () => Date) {
  const kept = new Map<string, Kept>()

  async function refresh(address: string, entry: Kept) {
    entry.triedAt = clock().getTime()
    try {
      entry.found = await candidates(provisioner, address)
      entry.readAt = clock().getTime()
      entry.isStale = false
    }
    // What went wrong is said where the hosting is configured; here it is a line that says how old this is.
    catch { entry.isStale = true }
    finally { entry.reading = undefined }
  }

  function entryOf(address: string): Kept {
    const entry = kept.get(address) ?? { found: null, readAt: null, triedAt: -Infinity, isStale: false, reading: undefined }
    kept.delete(address)
    kept.set(address, entry)
    for (const oldest of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(oldest)
    return entry
  }

  return async (requester: string): Promise<Look> => {
    const address = sameAddress(requester)
    const [entry, now] = [entryOf(address), clock().getTime()]
    if (now - (entry.readAt ?? -Infinity) >= FRESH_MS && now - entry.triedAt >= AGAIN_MS) entry.reading ??= refresh(address, entry)
    if (entry.found === null) await entry.reading
    return { found: entry.found, readAt: entry.readAt, isRefreshing: entry.reading !== undefined, isStale: entry.isStale }
  }
}

async function candidates(provisioner: Provisioner, address: string): Promise<Candidate[]> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  const domain = address.slice(address.lastIndexOf('@') + 1)
  const [registered, withDomain] = await Promise.all([provisioner.find({ email: address }, signal), provisioner.find({ domain }, signal)])
  const hostings = await Promise.all(accountsToRead(registered, withDomain).map(({ id }) => provisioner.read(id, signal)))
  return hostings.map(hosting => ({ hosting, matchedBy: matchOf(hosting, address) }))
}
