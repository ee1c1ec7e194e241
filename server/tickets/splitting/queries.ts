import type { Db } from '../../platform/db.ts'
import type { Split } from './contract.ts'

type Found = Omit<Split, 'way' | 'undoable'> & { fromId: number, intoId: number, fromMerged: number | null, intoMerged: number | null }

const splits = (db: Db, other: string) => db('splits')
  .join('tickets as source', 'source.id', 'splits.from_id').join('tickets as piece', 'piece.id', 'splits.into_id').leftJoin('agents', 'agents.id', 'splits.agent_id')
  .whereNull('undone_at').orderBy('splits.id')
  .select<Found[]>({
    id: 'splits.id', fromId: 'splits.from_id', intoId: 'splits.into_id', agent: 'agents.name', at: 'splits.created_at',
    reference: `${other}.reference`, subject: `${other}.subject`, ticketId: `${other}.id`, fromMerged: 'source.merged_into_id', intoMerged: 'piece.merged_into_id',
  })

/** What was split off this ticket, and what it was split off, as far as that stands. */
export async function splitsOf(db: Db, ticketId: number): Promise<Split[]> {
  const [off, from] = await Promise.all([splits(db, 'piece').where({ from_id: ticketId }), splits(db, 'source').where({ into_id: ticketId })])
  const found = [...off.map(one => ({ ...one, way: 'off' as const })), ...from.map(one => ({ ...one, way: 'from' as const }))]
  if (found.length === 0) return []
  const parted = await db('splits').whereIn('from_id', found.map(({ intoId }) => intoId)).whereNull('undone_at').select<{ fromId: number }[]>({ fromId: 'from_id' })
  const isParted = new Set(parted.map(({ fromId }) => fromId))
  return found.map(({ fromId: _from, intoId, fromMerged, intoMerged, ...split }) => ({ ...split, undoable: fromMerged === null && intoMerged === null && !isParted.has(intoId) }))
}
