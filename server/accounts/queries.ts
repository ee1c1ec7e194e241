import type { Db } from '../platform/db.ts'
import type { Actor } from '../platform/context.ts'
import { Permission, type AgentName, type Session, type SessionAnswer } from './contract.ts'
import type { Invitation } from './invitations.ts'
import { permissionsOf } from './permissions.ts'

/** A session as it stands: who, what they may do, and until when. */
export type OpenSession = Session & {
  expiresAt: number
  usedAt: number
  /** The password was right and the code is still to come: it admits nothing. */
  awaitsCode: boolean
}

type FoundSession = Session['agent'] & { expiresAt: number, usedAt: number | null, createdAt: number, awaitsCode: number, kept: string | null, demanded: number | null, enrolled: number | null }

/** The session whose token has this digest; undefined when it has ended or its agent has left. */
export async function sessionOf(db: Db, tokenHash: string, now: Date): Promise<OpenSession | undefined> {
  const row = await db('sessions')
    .join('agents', 'agents.id', 'sessions.agent_id')
    .leftJoin('roles', 'roles.name', 'agents.role')
    .leftJoin('second_factors', 'second_factors.agent_id', 'agents.id')
    .where({ 'sessions.token_hash': tokenHash, 'agents.active': true })
    .where('sessions.expires_at', '>', now.getTime())
    .first<FoundSession | undefined>(
      'agents.id', 'agents.name', 'agents.email', 'agents.role', 'agents.locale', 'sessions.expires_at as expiresAt', 'sessions.used_at as usedAt',
      'sessions.created_at as createdAt', 'sessions.awaits_code as awaitsCode', 'roles.permissions as kept', 'roles.second_factor as demanded',
      'second_factors.confirmed_at as enrolled')
  if (!row) return undefined
  const { id, name, email, role, locale, expiresAt, usedAt, createdAt, kept } = row
  return {
    agent: { id, name, email, role, locale },
    permissions: [...permissionsOf(role, kept)],
    mustEnrol: Boolean(row.demanded) && row.enrolled === null,
    awaitsCode: Boolean(row.awaitsCode),
    expiresAt,
    usedAt: usedAt ?? createdAt,
  }
}

/** What the browser is told of a session. */
export function shownSession(open: OpenSession | undefined): SessionAnswer {
  if (!open) return { session: null }
  if (open.awaitsCode) return { session: null, awaits: 'code' }
  const { agent, permissions, mustEnrol } = open
  return { session: { agent, permissions: mustEnrol ? [] : permissions, mustEnrol } }
}

/** What somebody may do at this moment; the system may do everything. */
export async function permissionsHeld(db: Db, actor: Actor): Promise<readonly Permission[]> {
  if (actor.kind === 'system') return Permission.options
  const row = await db('agents').leftJoin('roles', 'roles.name', 'agents.role').where({ 'agents.id': actor.id })
    .first<{ role: string, kept: string | null } | undefined>('agents.role', 'roles.permissions as kept')
  return row ? permissionsOf(row.role, row.kept) : []
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

/** The address somebody signs in with. */
export async function emailOf(db: Db, agentId: number): Promise<string> {
  const agent = await db('agents').where({ id: agentId }).first<{ email: string } | undefined>('email')
  return agent?.email ?? ''
}
