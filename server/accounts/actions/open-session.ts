import { log } from '../../audit/store.ts'
import type { Context } from '../../platform/context.ts'
import { newToken } from '../../platform/secrets.ts'
import { sha256 } from '../../platform/signing.ts'
import { hasSecondFactor } from '../second-factor/queries.ts'
import { halfSessionEnd, sessionEnd } from '../session.ts'
import { addSession } from '../store.ts'

/** Where a sign-in comes from: what the browser calls itself, and the address of its machine. */
export type Caller = { userAgent: string | undefined, address: string }

type Opening = Pick<Context, 'db' | 'now'>

/**
 * Begins the session of somebody who has shown a password or a one-time link; answers the token that only the browser keeps.
 * With a second factor it is half a session, which admits nothing until the code has come.
 */
export async function openSession(context: Opening, agentId: number, caller: Caller): Promise<string> {
  const awaitsCode = await hasSecondFactor(context.db, agentId)
  return begin(context, agentId, { ...caller, awaitsCode })
}

/** Begins the session of somebody who has shown the second factor as well. */
export function openWholeSession(context: Opening, agentId: number, caller: Caller): Promise<string> {
  return begin(context, agentId, { ...caller, awaitsCode: false })
}

async function begin({ db, now }: Opening, agentId: number, { userAgent, awaitsCode }: Caller & { awaitsCode: boolean }): Promise<string> {
  const token = newToken()
  const expiresAt = awaitsCode ? halfSessionEnd(now) : sessionEnd(now)
  await addSession(db, { tokenHash: sha256(token), agentId, at: now, expiresAt, userAgent: userAgent?.slice(0, 300) ?? null, awaitsCode })
  await log({ db, now, actor: { kind: 'agent', id: agentId } }, { did: awaitsCode ? 'agent.code-awaited' : 'agent.signed-in' })
  return token
}
