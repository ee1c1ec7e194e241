import { log } from '../../audit/store.ts'
import type { Context } from '../../platform/context.ts'
import { Refusal } from '../../platform/errors.ts'
import { newToken } from '../../platform/secrets.ts'
import { sha256 } from '../../platform/signing.ts'
import type { Role } from '../contract.ts'
import { INVITATION_MS } from '../invitations.ts'
import { lockGivenRole } from '../roles/actions/give.ts'
import { addAgent as saveAgent, addInvitation } from '../store.ts'

type Newcomer = {
  email: string
  name: string
  role: Role
  /** Made beforehand: hashing is slow, and transactions are short. Null: an invitation is made instead. */
  passwordHash: string | null
}

/** A new agent, with a password or with the token of an invitation to choose one. */
export async function addAgent(context: Context, newcomer: Newcomer): Promise<{ agentId: number, invitation: string | null }> {
  const { db, now } = context
  await lockGivenRole(context, newcomer.role)
  const agentId = await saveAgent(db, { ...newcomer, at: now })
  if (agentId === undefined) throw new Refusal('conflict', `There is an agent with the address ${newcomer.email} already`)
  await log(context, { did: 'agent.added', agentId, role: newcomer.role })
  if (newcomer.passwordHash !== null) return { agentId, invitation: null }

  const token = newToken()
  await addInvitation(db, { tokenHash: sha256(token), agentId, expiresAt: now.getTime() + INVITATION_MS })
  return { agentId, invitation: token }
}
