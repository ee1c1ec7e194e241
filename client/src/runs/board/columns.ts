import type { RunBoard } from '../../../../server/workflows/board/contract.ts'
import { Standing, type RunRow, type Said } from '../../../../server/workflows/contract.ts'

/** A column of the board: a phase, or where a workflow has none, a standing. */
export type Column = {
  id: string
  /** null: without a phase; a standing is said by its own word. */
  title: Said | Standing | null
  runs: RunRow[]
  /** As the server counts them: more than the cards, as long as not all are fetched. */
  counted: number
  blocked: number
  overdue: number
  oldest: number | undefined
}

type Board = NonNullable<RunBoard['board']>
const NONE = ''

/** The columns of a board, in the order of its phases, with their cards in the order they came. */
export function columnsOf({ phases, cells }: Board, rows: readonly RunRow[]): Column[] {
  const isPhased = phases.length > 0
  const cellKey = ({ phase, standing }: Board['cells'][number]) => isPhased ? phase ?? NONE : standing
  const rowKey = ({ phase, standing }: RunRow) => isPhased ? phase?.id ?? NONE : standing
  const [counts, cards] = [Map.groupBy(cells, cellKey), Map.groupBy(rows, rowKey)]
  const named: Pick<Column, 'id' | 'title'>[] = isPhased ? phases : Standing.options.map(standing => ({ id: standing, title: standing }))
  const columns = [...named, { id: NONE, title: null }].map(({ id, title }) => ({ id, title, ...summed(counts.get(id) ?? []), runs: cards.get(id) ?? [] }))
  // A phase keeps its place when nothing is there; the others come and go.
  return columns.filter(({ id, counted, runs }) => counted > 0 || runs.length > 0 || (isPhased && id !== NONE))
}

function summed(cells: Board['cells']): Pick<Column, 'counted' | 'blocked' | 'overdue' | 'oldest'> {
  const total = (of: (cell: Board['cells'][number]) => number) => cells.reduce((sum, cell) => sum + of(cell), 0)
  return {
    counted: total(({ runs }) => runs),
    blocked: total(({ standing, runs }) => standing === 'blocked' ? runs : 0),
    overdue: total(({ overdue }) => overdue),
    oldest: cells.length > 0 ? Math.min(...cells.map(({ oldest }) => oldest)) : undefined,
  }
}

/** How many stand how, all phases together. */
export function standingCounts({ cells }: Board): Map<Standing, number> {
  const counts = new Map<Standing, number>()
  for (const { standing, runs } of cells) counts.set(standing, (counts.get(standing) ?? 0) + runs)
  return counts
}
