import { log } from '../../audit/store.ts'
import type { Context } from '../../platform/context.ts'
import { newToken } from '../../platform/secrets.ts'
import { sha256 } from '../../platform/signing.ts'
import { sessionEnd } from '../session.ts'
import { addSession } from '../store.ts'

/** Where a sign-in comes from: what the browser calls itself, and the address of its machine. */
export type Caller = { userAgent: string | undefined, address: string }

/** Begins a session; answers the token that only the browser keeps. */
export async function openSession({ db, now }: Pick<Context, 'db' | 'now'>, agentId: number, { userAgent }: Caller): Promise<string> {
  const token = newToken()
  await addSession(db, { tokenHash: sha256(token), agentId, at: now, expiresAt: sessionEnd(now), userAgent: userAgent?.slice(0, 300) ?? null })
  await log({ db, now, actor: { kind: 'agent', id: agentId } }, { did: 'agent.signed-in' })
  return token
}
