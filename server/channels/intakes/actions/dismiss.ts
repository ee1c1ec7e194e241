import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { record } from '../../../platform/record.ts'
import { lockIntake, noteDismissal } from '../../mail/store.ts'

/** Somebody has looked at a refused or quarantined message, and nothing comes of it, for a reason that stays with it. Its state stays as it is. */
export async function dismiss(context: Context, intakeId: number, why: string) {
  const { db, now, actor } = context
  const held = await lockIntake(db, intakeId)
  if (!held) throw new Refusal('not-found', 'There is no such message')
  if (held.isDismissed || (held.state !== 'refused' && held.state !== 'quarantined')) throw new Refusal('conflict', 'Somebody has dealt with this message already')
  await noteDismissal(db, intakeId, { at: now.getTime(), by: actor.kind === 'agent' ? actor.id : null, why })
  await log(context, { did: 'intake.dismissed', intakeId })
  await record(context, { type: 'intake.changed', intakeId })
}
