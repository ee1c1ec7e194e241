import type { Context } from '../../../platform/context.ts'
import { removeActs } from '../store.ts'

const KEPT_MS = 365 * 24 * 3600_000

/** Forgets what was done so long ago that nobody tries it again. */
export async function forgetActs({ db, now }: Pick<Context, 'db' | 'now'>) {
  await removeActs(db, now.getTime() - KEPT_MS)
}
