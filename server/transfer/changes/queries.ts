import { setImmediate as othersTurn } from 'node:timers/promises'
import type { Db } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Progress } from '../../workflows/engine/progress.ts'
import { definitionOf } from '../../workflows/publishing/queries.ts'
import { knownIn, lineOf, zoneOf } from './changes.ts'
import type { RunChanges } from './contract.ts'
import type { Known } from './known.ts'

type Row = { id: number, versionId: number, progress: string, rehearsal: number }
const rowsOf = (db: Db, ids: readonly number[]) =>
  db('runs').whereIn('id', ids).select<Row[]>({ id: 'id', versionId: 'version_id', progress: 'progress', rehearsal: 'rehearsal' })

const knownOf = async (db: Db, { versionId, progress }: Row) => knownIn(await definitionOf(db, versionId), JSON.parse(progress) as Progress)

/** What each of these runs changes, in one line; those that change no zone are left out. Nobody outside is asked. */
export async function changesOf(db: Db, ids: readonly number[]): Promise<RunChanges[]> {
  const rows = new Map((await rowsOf(db, ids)).map(row => [row.id, row]))
  const lines: RunChanges[] = []
  for (const id of new Set(ids)) {
    // A zone may have thousands of records, and a batch a hundred zones: whoever asks for something else is answered in between.
    await othersTurn()
    const row = rows.get(id)
    const known = row && await knownOf(db, row)
    if (known) lines.push(lineOf(id, known, zoneOf(known, { state: 'unasked' })))
  }
  return lines
}

/** What a run knows of its changes, and whether it is a rehearsal; refused when there is no such run. */
export async function changesIn(db: Db, id: number): Promise<{ known: Known | undefined, rehearsal: boolean }> {
  const [row] = await rowsOf(db, [id])
  if (!row) throw new Refusal('not-found', 'There is no such run')
  return { known: await knownOf(db, row), rehearsal: Boolean(row.rehearsal) }
}
