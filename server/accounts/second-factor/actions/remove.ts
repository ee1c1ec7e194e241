import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { secondFactorOf } from '../queries.ts'
import { removeFactor } from '../store.ts'

/** Somebody turns off their own second factor; refused while their role demands it. */
export async function turnOff(context: Context & { actor: { kind: 'agent', id: number } }) {
  const { db, actor } = context
  const { isDemanded } = await secondFactorOf(db, actor.id)
  if (isDemanded) throw new Refusal('conflict', 'Your role demands a second factor')
  if (await removeFactor(db, actor.id)) await log(context, { did: 'second-factor.turned-off' })
}
