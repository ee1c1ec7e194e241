import type { Context } from '../../../platform/context.ts'
import { removeStale } from '../store.ts'

const KEPT_MS = 7 * 86_400_000

/** Forgets files that nobody sent within a week, and where drafts once stood. */
export async function forgetDrafts({ db, now }: Pick<Context, 'db' | 'now'>) {
  await removeStale(db, now.getTime() - KEPT_MS)
}
