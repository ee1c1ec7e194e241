import type { Db } from '../../platform/db.ts'
import { currentId } from '../queries.ts'

const MOST_MERGES = 20

/** The ticket as it goes on today, and every one that went into it, or into one that did: what refers to any of them is about this one. */
export async function wholeTicket(db: Db, id: number): Promise<number[]> {
  const whole = [await currentId(db, id) ?? id]
  for (let [last, left] = [whole, MOST_MERGES]; last.length > 0 && left > 0; left--) {
    const came = await db('merges').whereIn('into_id', last).whereNull('undone_at').distinct<{ id: number }[]>({ id: 'from_id' })
    last = came.map(({ id: one }) => one).filter(one => !whole.includes(one))
    whole.push(...last)
  }
  return whole
}

/** Of tickets that were merged into others, what those are called today, by the ids asked for. */
export async function wentInto(db: Db, ids: ReadonlySet<number>): Promise<Map<number, { id: number, reference: string }>> {
  const went = new Map<number, { id: number, reference: string }>()
  for (const id of ids) {
    const current = await currentId(db, id)
    const row = current === undefined ? undefined : await db('tickets').where({ id: current }).first<{ id: number, reference: string } | undefined>('id', 'reference')
    if (row) went.set(id, row)
  }
  return went
}
