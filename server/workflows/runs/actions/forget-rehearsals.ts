import type { Context } from '../../../platform/context.ts'
import { endedRehearsals, removeRuns } from '../store.ts'

const KEPT_MS = 90 * 24 * 3600_000
const AT_ONCE = 200

/** Forgets rehearsals that were over ninety days ago: nothing of them was real. Answers how many. */
export async function forgetRehearsals({ db, now }: Pick<Context, 'db' | 'now'>): Promise<number> {
  const ids = await endedRehearsals(db, { before: now.getTime() - KEPT_MS, most: AT_ONCE })
  await removeRuns(db, ids)
  return ids.length
}
