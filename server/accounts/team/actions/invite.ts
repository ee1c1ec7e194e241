import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { newToken } from '../../../platform/secrets.ts'
import { sha256 } from '../../../platform/signing.ts'
import { INVITATION_MS } from '../../invitations.ts'
import { addInvitation } from '../../store.ts'
import { removeLinks } from '../store.ts'
import { managed } from './change.ts'

/** Another one-time link for somebody who lost theirs, or their password: answers its token. Earlier links serve no more; the password stays until it is used. */
export async function inviteAnew(context: Context, agentId: number): Promise<string> {
  const { db, now } = context
  const member = await managed(context, agentId)
  if (!member.active) throw new Refusal('conflict', 'This agent is inactive: make them active first')
  await removeLinks(db, agentId)
  const token = newToken()
  await addInvitation(db, { tokenHash: sha256(token), agentId, expiresAt: now.getTime() + INVITATION_MS })
  await log(context, { did: 'agent.invited', agentId })
  return token
}
