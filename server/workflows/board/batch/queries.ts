import type { Permission } from '../../../accounts/contract.ts'
import type { Db } from '../../../platform/db.ts'
import type { RunRow, StepView } from '../../contract.ts'
import type { Progress } from '../../engine/progress.ts'
import { definitionOf } from '../../publishing/queries.ts'
import { deciderOf } from '../../runs/decider.ts'
import { stepViews } from '../../runs/view.ts'
import type { BatchAct, ProspectQuery, Prospects } from '../contract.ts'
import { inOrder } from '../queries.ts'

const NOTHING_BESIDE = { destroyed: new Map<number, number | null>(), handed: new Map<string, NonNullable<StepView['handed']>>(), by: new Map<string, NonNullable<StepView['by']>>() }

/** What the act would be about in each of these runs: the steps that it can be asked of now, and what a yes would set going. */
export async function prospectsOf(db: Db, { act, ids }: ProspectQuery, visitor: { may: (permission: Permission) => boolean }): Promise<Prospects> {
  const rows = await db('runs').whereIn('id', ids).select<{ id: number, versionId: number, progress: string }[]>({ id: 'id', versionId: 'version_id', progress: 'progress' })
  const stored = new Map(rows.map(row => [row.id, row]))
  const { mayApprove } = deciderOf(visitor)
  const runs: Prospects['runs'] = []
  for (const run of await inOrder(db, [...new Set(ids)])) {
    const row = stored.get(run.id)
    if (!row) continue
    const progress = JSON.parse(row.progress) as Progress
    const steps = isWhole(act) ? [] : stepViews(await definitionOf(db, row.versionId), progress, NOTHING_BESIDE).filter(({ may }) => may.includes(act))
    runs.push({ run, open: isOpenTo(act, run), steps: steps.map(step => prospectOf(step, mayApprove)) })
  }
  return { runs }
}

const isWhole = (act: BatchAct): act is 'hand-over' | 'cancel' => act === 'hand-over' || act === 'cancel'

/** A run that is over can be handed to nobody usefully, and one that is being cancelled is not cancelled again. */
function isOpenTo(act: BatchAct, { standing, endedAt }: RunRow): boolean {
  return endedAt === null && !(act === 'cancel' && standing === 'cancelling')
}

function prospectOf({ path, round, title, how, item, permission, plan, cause }: StepView, mayApprove: (permission: string) => boolean): Prospects['runs'][number]['steps'][number] {
  return { path, round, title, how, item, plan, cause, allowed: permission === null || mayApprove(permission) }
}
