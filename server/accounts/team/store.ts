import type { Transaction } from '../../platform/db.ts'

/** An agent as the team's managers change them. */
export type KeptMember = { id: number, email: string, name: string, role: string, locale: string, active: number, kept: string | null }

/** An agent with the permissions of their role, locked. */
export async function lockMember(db: Transaction, id: number): Promise<KeptMember | undefined> {
  const agent = await db('agents').where({ id }).forUpdate().first<Omit<KeptMember, 'kept'> | undefined>('id', 'email', 'name', 'role', 'locale', 'active')
  if (!agent) return undefined
  const role = await db('roles').where({ name: agent.role }).first<{ kept: string | null } | undefined>('permissions as kept')
  return { ...agent, kept: role?.kept ?? null }
}

/** The administrators who can sign in, locked: two of them cannot remove each other at the same time. */
export async function lockAdministrators(db: Transaction): Promise<number[]> {
  const rows = await db('agents').where({ role: 'administrator', active: true }).whereNotNull('password_hash').orderBy('id').forUpdate().select<{ id: number }[]>('id')
  return rows.map(({ id }) => id)
}

export async function saveMember(db: Transaction, id: number, { name, role, active }: { name: string, role: string, active: boolean }) {
  await db('agents').where({ id }).update({ name, role, active })
}

/** One-time links of any kind that were given to this agent serve no more. */
export async function removeLinks(db: Transaction, agentId: number) {
  await db('invitations').where({ agent_id: agentId, used_at: null }).delete()
  await db('password_resets').where({ agent_id: agentId }).delete()
}
