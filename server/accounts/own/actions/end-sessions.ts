import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { removeSessionsOf } from '../../store.ts'
import { removeSessionByKey } from '../store.ts'

type Own = Context & { actor: { kind: 'agent', id: number } }

/** Ends one of one's own sessions. */
export async function endSession(context: Own, key: string) {
  if (!/^[0-9a-f]{16}$/.test(key) || !await removeSessionByKey(context.db, context.actor.id, key)) throw new Refusal('not-found', 'This session has ended already')
  await log(context, { did: 'agent.session-ended' })
}

/** Ends all of one's own sessions but the one that asks. */
export async function endOtherSessions(context: Own, tokenHash: string) {
  const sessions = await removeSessionsOf(context.db, context.actor.id, tokenHash)
  await log(context, { did: 'agent.other-sessions-ended', sessions })
}
