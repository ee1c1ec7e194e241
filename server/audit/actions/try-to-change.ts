import type { Database, Transaction } from '../../platform/db.ts'

class Undone extends Error {}

/**
 * Whether the database refuses to change and to delete what was logged. It is tried, on a line that is undone at once: looking for
 * the triggers would say nothing to an account that may not see them.
 */
export async function isUnchangeable(database: Database): Promise<boolean> {
  const passed = [
    await passes(database, db => db('audit').where({ did: TRIAL }).update({ did: `${TRIAL}.` })),
    await passes(database, db => db('audit').where({ did: TRIAL }).delete()),
  ]
  return !passed.includes(true)
}

const TRIAL = 'audit.tried'

async function passes(database: Database, change: (db: Transaction) => Promise<unknown>): Promise<boolean> {
  try {
    await database.transaction(async (db) => {
      await db('audit').insert({ at: 0, actor: 'system:trial', did: TRIAL, ticket_id: null, entry: '{}' })
      await change(db)
      throw new Undone()
    })
  }
  catch (error) {
    if (error instanceof Undone) return true
    if (isRefusedByTrigger(error)) return false
    throw error
  }
  return true
}

/** 1644: a trigger's signal; 1811 (the low byte of which is 19): a trigger's abort in SQLite. 1142: the account may not even try. */
function isRefusedByTrigger(error: unknown): boolean {
  const { errno, errcode } = error as { errno?: unknown, errcode?: unknown }
  return [1644, 1142].includes(Number(errno)) || errcode === 1811
}
