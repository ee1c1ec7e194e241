import type { Context } from '../../../platform/context.ts'
import { destroyOver } from '../store.ts'

/** Destroys what was handed to members and nobody has come for until its date. The clock of a rehearsal is ahead: there it is destroyed later than the page says. */
export async function forgetHandOvers({ db, now }: Pick<Context, 'db' | 'now'>) {
  await destroyOver(db, now.getTime())
}
