import type { Database } from '../../../platform/db.ts'
import { tellRun } from '../../runs/actions/tell.ts'
import { runsToWake } from '../queries.ts'

const AT_ONCE = 50

/** Tells the runs whose date has come that time has passed. Answers how many; there may be more. */
export async function wakeRuns({ database, clock }: { database: Database, clock: () => Date }): Promise<number> {
  const now = clock()
  const ids = await runsToWake(database.reader, now, AT_ONCE)
  for (const id of ids) await database.transaction(db => tellRun({ db, now, actor: { kind: 'system', name: 'timers' } }, id, { type: 'woke' }))
  return ids.length
}
