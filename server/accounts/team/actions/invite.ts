import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { newToken } from '../../../platform/secrets.ts'
import { sha256 } from '../../../platform/signing.ts'
import { mailAgent, type Mailing } from '../../actions/mail-agent.ts'
import { INVITATION_MS, invitationLink } from '../../invitations.ts'
import { addInvitation } from '../../store.ts'
import type { Invited } from '../contract.ts'
import { lockMember, removeLinks } from '../store.ts'
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

/** Who was invited, and the token of their link. */
export type Invitee = { agentId: number, token: string }

/** Mails the link to the one invited where mail leaves by itself; whoever invites is shown it in any case. */
export async function mailInvitation(context: Context, mailing: Mailing, { outboxId, agentId, token }: Invitee & { outboxId: number }): Promise<Invited> {
  const link = invitationLink(mailing.baseUrl, token)
  const agent = await lockMember(context.db, agentId)
  if (!mailing.leaves || !agent) return { link, mailed: false }
  const inviter = context.actor.kind === 'agent' ? await lockMember(context.db, context.actor.id) : undefined
  await mailAgent(context, mailing, { outboxId, agent, template: 'agent-invited', data: { name: agent.name, inviter: inviter?.name ?? 'Permanence', link, days: String(INVITATION_MS / 86_400_000) } })
  return { link, mailed: true }
}
