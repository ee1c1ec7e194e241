import type { Database, Db } from './db.ts'
import type { DomainEvent, PositionedEvent } from './events.ts'

const BATCH = 500

/**
 * Gives committed events their position. Only the holder of the feed's lease calls it: an event that commits late
 * gets a late position, so that whoever reads by position never skips one. Answers how many it numbered.
 */
export function numberEvents(database: Database): Promise<number> {
  return database.transaction(async (db) => {
    const waiting = await db('events').whereNull('position').orderBy('id').limit(BATCH).select<{ id: number }[]>('id')
    if (waiting.length === 0) return 0
    const last = await lastPosition(db)
    const cases = waiting.map(() => 'when ? then ?').join(' ')
    const bindings = waiting.flatMap(({ id }, index) => [id, last + index + 1])
    await db('events').whereIn('id', waiting.map(({ id }) => id)).update({ position: db.raw(`case id ${cases} end`, bindings) })
    return waiting.length
  })
}

/** The newest position in the feed; 0 when nothing has been numbered yet. */
export async function lastPosition(db: Db): Promise<number> {
  const newest = await db('events').whereNotNull('position').orderBy('position', 'desc').first<{ position: number } | undefined>('position')
  return newest?.position ?? 0
}

/** The events after `position`, in order. */
export async function eventsAfter(db: Db, position: number, limit = BATCH): Promise<PositionedEvent[]> {
  const rows = await db('events').where('position', '>', position).orderBy('position').limit(limit).select<{ position: number, payload: string }[]>('position', 'payload')
  return rows.map(row => ({ ...JSON.parse(row.payload) as DomainEvent, position: row.position }))
}

/** Whether an event waits for its position. */
export async function hasUnnumbered(db: Db): Promise<boolean> {
  return await db('events').whereNull('position').first('id') !== undefined
}

/** Forgets numbered events from before `before`, a portion at a time; answers how many. Whoever has not read them by then begins anew from the tables. */
export async function forgetEvents(database: Database, before: Date): Promise<number> {
  const last = await lastPosition(database.reader)
  return database.transaction(async (db) => {
    // The newest stays, whatever its age: the numbering goes on from it.
    const old = await db('events').whereNotNull('position').where('position', '<', last).where('created_at', '<', before.getTime()).orderBy('position').limit(BATCH).select<{ id: number }[]>('id')
    if (old.length > 0) await db('events').whereIn('id', old.map(({ id }) => id)).delete()
    return old.length
  })
}
