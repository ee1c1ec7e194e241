import type { Database } from './db.ts'

// A batch of mail needs 500: asking for each would be a transaction of its own beside every one that stores.
const BLOCK = 2000

/** Hands out ids that are known before the rows are written. */
export type Ids = (count: number) => Promise<number[]>

/**
 * Ids for all tables whose rows point at one another before they are saved. Each process takes a block at a time
 * from the `sequences` table; what a stopped process has not used is skipped. Always below 2^53.
 */
export function idsFrom(database: Database): Ids {
  let next = 0
  let end = 0
  let refilling: Promise<void> = Promise.resolve()

  async function refill(count: number) {
    const size = Math.max(BLOCK, count)
    const start = await database.transaction(async (db) => {
      await db('sequences').where({ name: 'ids' }).increment('next', size)
      const { next } = await db('sequences').where({ name: 'ids' }).first('next') as { next: number }
      return next - size
    })
    next = start
    end = start + size
  }

  return async (count) => {
    while (end - next < count) {
      refilling = refilling.catch(() => undefined).then(() => end - next < count ? refill(count) : undefined)
      await refilling
    }
    next += count
    return Array.from({ length: count }, (_, index) => next - count + index)
  }
}
