import type { Transaction } from '../../platform/db.ts'
import type { TriggerChange, TriggerRequest } from './contract.ts'

const READER = 'triggers'

/** Keeps a rule. Answers its number. */
export async function insertTrigger(db: Transaction, { workflow, active, conditions, start }: TriggerRequest, at: Date): Promise<number> {
  const [id = 0] = await db('workflow_triggers').insert({ workflow, active, conditions: JSON.stringify(conditions), start: JSON.stringify(start), created_at: at.getTime() })
  return Number(id)
}

/** Changes what is named of a rule. Answers whether it is there. */
export async function updateTrigger(db: Transaction, id: number, { active, conditions, start }: TriggerChange): Promise<boolean> {
  const row = await db('workflow_triggers').where({ id }).forUpdate().first<{ id: number } | undefined>('id')
  const change = { ...active === undefined ? {} : { active }, ...conditions ? { conditions: JSON.stringify(conditions) } : {}, ...start ? { start: JSON.stringify(start) } : {} }
  if (row && Object.keys(change).length > 0) await db('workflow_triggers').where({ id }).update(change)
  return row !== undefined
}

/** Takes a rule away. Answers whether it was there. */
export async function deleteTrigger(db: Transaction, id: number): Promise<boolean> {
  return await db('workflow_triggers').where({ id }).delete() > 0
}

/** The feed has been read up to there. */
export async function savePosition(db: Transaction, position: number) {
  await db('feed_readers').insert({ name: READER, position }).onConflict('name').merge({ position })
}
