import type { Db } from '../../platform/db.ts'
import type { SecondFactor } from './contract.ts'

/** Whether somebody has a second factor that has proved to work. */
export async function hasSecondFactor(db: Db, agentId: number): Promise<boolean> {
  return await db('second_factors').where({ agent_id: agentId }).whereNotNull('confirmed_at').first('agent_id') !== undefined
}

/** How somebody's second factor stands. */
export async function secondFactorOf(db: Db, agentId: number): Promise<SecondFactor> {
  const agent = await db('agents').leftJoin('roles', 'roles.name', 'agents.role').leftJoin('second_factors', 'second_factors.agent_id', 'agents.id').where({ 'agents.id': agentId })
    .first<{ since: number | null, demanded: number | null } | undefined>('second_factors.confirmed_at as since', 'roles.second_factor as demanded')
  const left = await db('recovery_codes').where({ agent_id: agentId, used_at: null }).count<{ codes: number }[]>({ codes: '*' })
  const since = agent?.since ?? null
  return { isOn: since !== null, since, isDemanded: Boolean(agent?.demanded), recoveryCodesLeft: Number(left[0]?.codes ?? 0) }
}
