import type { Context } from '../../../platform/context.ts'
import { removeCopies } from '../store.ts'

const KEPT_MS = 180 * 24 * 3600_000

/** Forgets copies so old that nobody brings anything after them any more. */
export async function forgetCopies({ db, now }: Pick<Context, 'db' | 'now'>) {
  await removeCopies(db, now.getTime() - KEPT_MS)
}
