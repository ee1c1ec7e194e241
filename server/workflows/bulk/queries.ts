import type { Db } from '../../platform/db.ts'
import { slices } from '../../platform/rows.ts'

/** The tickets that have these references, by them. */
export async function ticketsCalled(db: Db, references: readonly string[]): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (const some of slices(references)) {
    for (const { id, reference } of await db('tickets').whereIn('reference', some).select<{ id: number, reference: string }[]>('id', 'reference')) found.set(reference, id)
  }
  return found
}
