import type { Db } from '../../../platform/db.ts'
import type { MyRunCount, MyRuns } from '../contract.ts'
import type { Definition } from '../../definition/schema.ts'
import { stepAt } from '../../engine/places.ts'
import { definitionOf } from '../../publishing/queries.ts'
import { inLists } from '../../runs/queries.ts'
import { inOrder } from '../queries.ts'

const MOST_STEPS = 2000
const MOST_RUNS = 200

/** The open steps that ask this agent: of the runs they follow, of their role, and of no role where nobody follows. A rehearsal asks only who follows it. */
async function asking(db: Db, agentId: number) {
  const role = (await db('agents').where({ id: agentId }).first<{ role: string } | undefined>('role'))?.role ?? ''
  const query = db('run_steps').join('runs', 'runs.id', 'run_steps.run_id').where({ mover: 'agent' })
    .whereRaw('(owner_id = ? or (rehearsal = ? and (run_steps.role = ? or (owner_id = 0 and run_steps.role is null))))', [agentId, false, role])
  return { query, role }
}

type Asked = { runId: number, path: string, role: string | null, state: MyRuns['runs'][number]['step']['state'], since: number, dueAt: number | null, ownerId: number, versionId: number }

/** What waits for this agent, a line for each run: what has failed first, then what waits longest. */
export async function myRuns(db: Db, agentId: number): Promise<MyRuns> {
  const { query, role } = await asking(db, agentId)
  const asked = await query.orderByRaw('case when state in (\'failed\', \'undone\') then 0 else 1 end, run_steps.since, run_id, path').limit(MOST_STEPS)
    .select<Asked[]>({ runId: 'run_id', path: 'path', role: 'run_steps.role', state: 'state', since: 'run_steps.since', dueAt: 'run_steps.due_at', ownerId: 'owner_id', versionId: 'version_id' })
  const byRun = new Map([...Map.groupBy(asked, ({ runId }) => runId)].slice(0, MOST_RUNS))
  const definitions = new Map<number, Definition>()
  for (const versionId of new Set(asked.map(step => step.versionId))) definitions.set(versionId, await definitionOf(db, versionId))
  const runs: MyRuns['runs'] = []
  for (const run of await inOrder(db, [...byRun.keys()])) {
    const steps = byRun.get(run.id) ?? []
    const [first] = steps
    const definition = first && definitions.get(first.versionId)
    const step = definition && stepAt(definition, first.path)
    if (!step) continue
    const { path, state, since, dueAt } = first
    runs.push({ run, why: whyOf(first, { agentId, role }), step: { path, title: inLists(step.title, { definition, subject: run.subject }), state, since, dueAt }, steps: steps.length })
  }
  return { runs }
}

function whyOf(step: Asked, { agentId, role }: { agentId: number, role: string }): MyRuns['runs'][number]['why'] {
  if (step.ownerId === agentId) return 'followed'
  return step.role === role ? 'role' : 'nobody'
}

/** How many runs that are. */
export async function myRunCount(db: Db, agentId: number): Promise<MyRunCount> {
  const { query } = await asking(db, agentId)
  const [row] = await query.countDistinct<{ runs: number }[]>({ runs: 'run_id' })
  return { runs: Number(row?.runs ?? 0) }
}
