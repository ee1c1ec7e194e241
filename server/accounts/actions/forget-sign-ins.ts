import type { Context } from '../../platform/context.ts'
import { WINDOW_MS } from '../attempts.ts'
import { removeSpent } from '../store.ts'

/** Forgets ended sessions, links that no longer work, and failures to sign in that no longer count. */
export async function forgetSignIns({ db, now }: Pick<Context, 'db' | 'now'>) {
  await removeSpent(db, { now: now.getTime(), failuresUntil: now.getTime() - WINDOW_MS })
}
