import type { Db } from '../platform/db.ts'
import { Role, type AgentName, type Session } from './contract.ts'
import type { Invitation } from './invitations.ts'
import { permissionsOf } from './permissions.ts'

/** A session as it stands: who, and until when. */
export type OpenSession = { agent: Session['agent'], expiresAt: number }

/** The session whose token has this digest; undefined when it has ended or its agent has left. */
export async function sessionOf(db: Db, tokenHash: string, now: Date): Promise<OpenSession | undefined> {
  const row = await db('sessions')
    .join('agents', 'agents.id', 'sessions.agent_id')
    .where({ 'sessions.token_hash': tokenHash, 'agents.active': true })
    .where('sessions.expires_at', '>', now.getTime())
    .first<Omit<Session['agent'], 'role'> & { role: string, expiresAt: number } | undefined>(
      'agents.id', 'agents.name', 'agents.email', 'agents.role', 'agents.locale', 'sessions.expires_at as expiresAt')
  if (!row) return undefined
  const { expiresAt, ...agent } = row
  return { agent: { ...agent, role: Role.parse(agent.role) }, expiresAt }
}

/** What the browser is told of a session. */
export function shownSession({ agent }: OpenSession): Session {
  return { agent, permissions: [...permissionsOf(agent.role)] }
}

/** Everybody who may have a ticket, by name. */
export async function activeAgents(db: Db): Promise<AgentName[]> {
  return db('agents').where({ active: true }).orderBy('name').select<AgentName[]>('id', 'name')
}

/** The invitation whose token has this digest. */
export async function invitationOf(db: Db, tokenHash: string): Promise<Invitation | undefined> {
  return db('invitations').where({ token_hash: tokenHash }).first('agent_id as agentId', 'expires_at as expiresAt', 'used_at as usedAt')
}

/** Whether anybody has been added yet. */
export async function hasAgents(db: Db): Promise<boolean> {
  return await db('agents').first('id') !== undefined
}
