import type { Db } from '../../platform/db.ts'

/** Where an agent is written to. */
export async function agentAddress(db: Db, id: number): Promise<{ id: number, email: string, name: string } | undefined> {
  return db('agents').where({ id, active: true }).first('id', 'email', 'name')
}
