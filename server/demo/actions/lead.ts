import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/db.ts'
import type { Ids } from '../../platform/ids.ts'
import { carryOut } from '../../workflows/jobs/actions/carry-out.ts'
import type { JobWorld } from '../../workflows/jobs/actions/world.ts'
import { dueJobs } from '../../workflows/jobs/queries.ts'
import { loadShipped } from '../../workflows/publishing/actions/load-shipped.ts'
import { fill, tick } from '../../workflows/runs/actions/decide.ts'
import { startRun } from '../../workflows/runs/actions/start.ts'
import type { DemoAgentName } from '../people.ts'
import { runsIn } from '../queries.ts'
import type { DemoRun } from '../runs.ts'

/** What the runs of the demonstration are led with. `send` lets a mail leave, as it did then. */
export type Leading = {
  database: Database
  clock: () => Date
  shippedIn: readonly string[]
  ids: Ids
  workflows: JobWorld
  people: ReadonlyMap<DemoAgentName, number>
  tickets: ReadonlyMap<string, number>
  send: (outboxId: number, at: number) => Promise<unknown>
}

const MINUTE = 60_000
// When the worker looks next, and a mail has been held for as long as it can be undone.
const SOON = 20_000
// One step leads to the next; what does not end is left to the workers.
const MOST_ROUNDS = 20

/** Begins a run of the demonstration and does what was done with it, unless it is there already. */
export async function lead(leading: Leading, run: DemoRun, at: number) {
  const { database, ids, people, tickets } = leading
  await loadShipped(leading)
  const [ticketId, ownerId] = [run.about === null ? null : tickets.get(run.about) ?? null, people.get(run.agent) ?? 0]
  if (await runsIn(database.reader, { workflow: run.workflow, ticketId, ownerId }) > 0) return
  const [id = 0] = await ids(1)
  await database.transaction(async (db) => {
    const context = (minutes: number): Context => ({ db, now: new Date(at + minutes * MINUTE), actor: { kind: 'agent', id: ownerId } })
    await startRun(context(0), { id, workflow: run.workflow, ticketId, start: run.start, rehearsal: ticketId === null, ownerId }, leading.workflows.saying)
    for (const act of run.does) {
      const step = { runId: id, path: act.path, round: 1 }
      if ('tick' in act) await tick(context(act.minutes), { ...step, evidence: act.tick })
      else await fill(context(act.minutes), { ...step, values: act.fill }, { by: act.by, isMember: true, seal: leading.workflows.saying.seal })
    }
  })
  await carryOutThen(leading, id, at + Math.max(0, ...run.does.map(({ minutes }) => minutes)) * MINUTE + SOON)
}

/** What the run wanted done at that hour, and the mails that left with it. */
async function carryOutThen({ database, workflows, send }: Leading, runId: number, at: number) {
  const mails: number[] = []
  const newIds = async () => {
    const made = await workflows.saying.newIds()
    mails.push(made.outboxId)
    return made
  }
  const then: JobWorld = { ...workflows, clock: () => new Date(at), saying: { ...workflows.saying, newIds } }
  const due = async () => (await dueJobs(database.reader, new Date(at), 100)).filter(job => job.runId === runId)
  for (let jobs = await due(), round = 0; jobs.length > 0 && round < MOST_ROUNDS; jobs = await due(), round += 1) for (const { id } of jobs) await carryOut(then, id)
  for (const outboxId of mails) await send(outboxId, at + SOON)
}
