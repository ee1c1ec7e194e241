import type { Db } from '../../platform/db.ts'
import { builtInRoles } from '../contract.ts'
import { isBuiltIn, permissionsOf } from '../permissions.ts'
import type { RoleList, RoleRow } from './contract.ts'

type Found = { name: string, kept: string | null, secondFactor: number }

/** The three built-in roles in their order, then those of one's own by name. */
export async function roleList(db: Db): Promise<RoleList> {
  const found = await db('roles').orderBy('name').select<Found[]>('name', 'permissions as kept', 'second_factor as secondFactor')
  const counted = await db('agents').groupBy('role').select<{ role: string, agents: number }[]>('role', db.raw('count(*) as agents'))
  const agents = new Map(counted.map(line => [line.role, Number(line.agents)]))
  const rows = found.map(({ name, kept, secondFactor }): RoleRow => ({
    name, isBuiltIn: isBuiltIn(name), permissions: [...permissionsOf(name, kept)], secondFactor: Boolean(secondFactor), agents: agents.get(name) ?? 0,
  }))
  const builtIn = builtInRoles.flatMap(name => rows.filter(row => row.name === name))
  return { roles: [...builtIn, ...rows.filter(row => !row.isBuiltIn)] }
}
