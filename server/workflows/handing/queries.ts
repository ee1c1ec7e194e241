import type { Db } from '../../platform/db.ts'
import { latestOf, type HandOver } from './hand-over.ts'

const COLUMNS = { id: 'id', runId: 'run_id', path: 'path', kind: 'kind', label: 'label', createdAt: 'created_at', expiresAt: 'expires_at', seenAt: 'seen_at', seenBy: 'seen_by' } as const

/** One hand-over, without its secret. */
export const handOverById = (db: Db, id: number): Promise<HandOver | undefined> => db('run_hand_overs').where({ id }).first<HandOver | undefined>(COLUMNS)

/** What a run has handed to its member, the last of each step. */
export async function handOversOf(db: Db, runId: number): Promise<HandOver[]> {
  return latestOf(await db('run_hand_overs').where({ run_id: runId }).select<HandOver[]>(COLUMNS))
}
