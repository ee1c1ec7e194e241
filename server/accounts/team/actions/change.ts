import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { permissionsOf } from '../../permissions.ts'
import { lockGivenRole, mustHold } from '../../roles/actions/give.ts'
import { removeFactor } from '../../second-factor/store.ts'
import { removeSessionsOf } from '../../store.ts'
import { isLastAdministrator } from '../administrators.ts'
import type { MemberChange } from '../contract.ts'
import { lockAdministrators, lockMember, removeLinks, saveMember, type KeptMember } from '../store.ts'

/** Somebody of the team whom the actor may manage: nobody touches an account that may more than their own. */
export async function managed(context: Context, id: number): Promise<KeptMember> {
  const member = await lockMember(context.db, id)
  if (!member) throw new Refusal('not-found', 'There is no such agent')
  await mustHold(context, permissionsOf(member.role, member.kept))
  return member
}

/** Another name, role or standing. It counts from their next request on; whoever becomes inactive is signed out everywhere at once. */
export async function changeMember(context: Context, id: number, { name, role, active }: MemberChange) {
  const { db } = context
  // Always locked first, and in one order: two administrators who remove each other wait for one another.
  const administrators = await lockAdministrators(db)
  const member = await managed(context, id)
  if (role !== member.role) await lockGivenRole(context, role)
  if ((!active || role !== 'administrator') && isLastAdministrator(id, administrators)) throw new Refusal('conflict', 'Somebody must remain who administers: this is the last active administrator')
  await saveMember(db, id, { name, role, active })
  if (!active) {
    await removeLinks(db, id)
    await removeSessionsOf(db, id)
  }
  await log(context, { did: 'agent.changed', agentId: id, ...changesOf(member, { name, role, active }) })
}

function changesOf(member: KeptMember, { name, role, active }: MemberChange) {
  return {
    ...(name === member.name ? {} : { renamed: true }),
    ...(role === member.role ? {} : { from: member.role, to: role }),
    ...(active === Boolean(member.active) ? {} : { active }),
  }
}

/** Signs somebody out everywhere. */
export async function endSessions(context: Context, id: number) {
  await managed(context, id)
  const sessions = await removeSessionsOf(context.db, id)
  await log(context, { did: 'agent.sessions-ended', agentId: id, sessions })
}

/** Takes somebody's second factor away who has lost their telephone; their sessions end. */
export async function removeSecondFactor(context: Context, id: number) {
  const { db } = context
  await managed(context, id)
  if (!await removeFactor(db, id)) throw new Refusal('conflict', 'There is no second factor')
  await removeSessionsOf(db, id)
  await log(context, { did: 'agent.second-factor-removed', agentId: id })
}
