import type { Db } from '../../platform/db.ts'
import type { Member, Team } from './contract.ts'

type Agent = { id: number, name: string, email: string, role: string, active: number, passwordHash: string | null, confirmedAt: number | null }
type Used = { agentId: number, lastSeenAt: number | null, sessions: number }
type Until = { agentId: number, until: number }

/** Everybody, those who are active first, by name. */
export async function team(db: Db, now: Date): Promise<Team> {
  const agents = await db('agents').leftJoin('second_factors', 'second_factors.agent_id', 'agents.id').orderBy([{ column: 'agents.active', order: 'desc' }, { column: 'agents.name' }])
    .select<Agent[]>('agents.id', 'agents.name', 'agents.email', 'agents.role', 'agents.active', 'agents.password_hash as passwordHash', 'second_factors.confirmed_at as confirmedAt')
  const sessions = await db('sessions').where({ awaits_code: false }).where('expires_at', '>', now.getTime()).groupBy('agent_id')
    .select<Used[]>('agent_id as agentId', db.raw('max(coalesce(used_at, created_at)) as lastSeenAt'), db.raw('count(*) as sessions'))
  const invitations = await db('invitations').whereNull('used_at').where('expires_at', '>', now.getTime()).groupBy('agent_id')
    .select<Until[]>('agent_id as agentId', db.raw('max(expires_at) as until'))
  const [used, invited] = [new Map(sessions.map(line => [line.agentId, line])), new Map(invitations.map(line => [line.agentId, line.until]))]
  return { members: agents.map(agent => memberOf(agent, used.get(agent.id), invited.get(agent.id))) }
}

function memberOf({ id, name, email, role, active, passwordHash, confirmedAt }: Agent, used: Used | undefined, until: number | undefined): Member {
  return {
    id, name, email, role,
    active: Boolean(active),
    hasPassword: passwordHash !== null,
    invitedUntil: until ?? null,
    hasSecondFactor: confirmedAt !== null,
    lastSeenAt: used?.lastSeenAt ?? null,
    sessions: Number(used?.sessions ?? 0),
  }
}

/** Who signs in with this address. */
export async function agentIdOf(db: Db, email: string): Promise<number | undefined> {
  const agent = await db('agents').where({ email }).first<{ id: number } | undefined>('id')
  return agent?.id
}
