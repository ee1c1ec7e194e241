import type { Context } from '../../platform/context.ts'
import { mailsOn, moveMails, moveMailsOf } from '../store.ts'

/** The mails of one ticket are the other's from now on; answers which (those of `only`, when it is given). */
export async function moveOutbox({ db }: Pick<Context, 'db'>, { fromId, intoId }: { fromId: number, intoId: number }, only?: readonly number[]): Promise<number[]> {
  const ids = (await mailsOn(db, fromId)).filter(id => only?.includes(id) ?? true)
  await moveMails(db, ids, intoId)
  return ids
}

/** The mails that carry these messages are about that ticket from now on, as the messages are. */
export const moveOutboxOf = ({ db }: Pick<Context, 'db'>, storedMessageIds: readonly number[], intoId: number) => moveMailsOf(db, storedMessageIds, intoId)
