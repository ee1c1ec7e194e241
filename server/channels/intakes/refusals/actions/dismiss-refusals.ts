import { log } from '../../../../audit/store.ts'
import type { Context } from '../../../../platform/context.ts'
import { Refusal } from '../../../../platform/errors.ts'
import { record } from '../../../../platform/record.ts'
import { isLimit } from '../../../mail/limiting/rate-limits.ts'
import { dismissRefused } from '../../../mail/store.ts'
import type { DismissRefusals } from '../contract.ts'

/** Somebody has seen what a limit refused, and nothing comes of it. Their bytes and reasons stay. */
export async function dismissRefusals(context: Context, { reason, address, why }: DismissRefusals) {
  const { db, now, actor } = context
  if (!isLimit(reason)) throw new Refusal('invalid', 'This is not the name of a limit')
  const { messages, lastId } = await dismissRefused(db, { reason, address }, { at: now.getTime(), by: actor.kind === 'agent' ? actor.id : null, why })
  if (lastId === null) throw new Refusal('not-found', 'Nothing of this kind waits any more')
  await log(context, { did: 'intake.refusals-dismissed', reason, messages })
  await record(context, { type: 'intake.changed', intakeId: lastId })
}
