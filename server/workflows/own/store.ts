import { randomUUID } from 'node:crypto'
import type { Transaction } from '../../platform/db.ts'
import type { Result } from '../engine/progress.ts'

/** Begins an act that is done once. Answers undefined to whoever is first, and to everybody else what came of it. */
export async function beginAct(db: Transaction, act: string, at: Date): Promise<Result | undefined> {
  const token = randomUUID()
  await db('workflow_acts').insert({ act, token, result: null, done_at: at.getTime() }).onConflict('act').ignore()
  const row = await db('workflow_acts').where({ act }).forUpdate().first<{ token: string, result: string | null } | undefined>('token', 'result')
  return row?.token === token ? undefined : JSON.parse(row?.result ?? '{}') as Result
}

/** What came of it, for whoever asks again. */
export async function saveAct(db: Transaction, act: string, result: Result) {
  await db('workflow_acts').where({ act }).update({ result: JSON.stringify(result) })
}

/** Removes what was done before then. */
export async function removeActs(db: Transaction, before: number) {
  await db('workflow_acts').where('done_at', '<', before).delete()
}
