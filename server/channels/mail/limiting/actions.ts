import type { Context } from '../../../platform/context.ts'
import { LOOK_BACK_MS } from './rate-limits.ts'
import { deleteTakenIn } from './store.ts'

// Mail is read late now and then: its limits look back from when it came.
const READ_LATE_MS = 7 * 86_400_000

/** Forgets who sent how much, once no limit looks back to it. */
export async function forgetTakenIn({ db, now }: Pick<Context, 'db' | 'now'>) {
  await deleteTakenIn(db, now.getTime() - LOOK_BACK_MS - READ_LATE_MS)
}
