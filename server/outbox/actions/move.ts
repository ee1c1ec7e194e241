import type { Context } from '../../platform/context.ts'
import { mailsOn, moveMails } from '../store.ts'

/** The mails of one ticket are the other's from now on; answers which (those of `only`, when it is given). */
export async function moveOutbox({ db }: Pick<Context, 'db'>, { fromId, intoId }: { fromId: number, intoId: number }, only?: readonly number[]): Promise<number[]> {
  const ids = (await mailsOn(db, fromId)).filter(id => only?.includes(id) ?? true)
  await moveMails(db, ids, intoId)
  return ids
}
