import { setImmediate as breathe } from 'node:timers/promises'
import type { Database } from '../../../platform/db.ts'
import { keyOf } from '../../jobs/actions/call.ts'
import { carryOut } from '../../jobs/actions/carry-out.ts'
import { wakeRuns } from '../../jobs/actions/wake.ts'
import { dueJobs, runForJob } from '../../jobs/queries.ts'
import type { Job } from '../../jobs/store.ts'
import { tellRun } from '../../runs/actions/tell.ts'
import { Killed } from './faulty.ts'
import type { Simulation } from './simulation.ts'
import { surely } from './surely.ts'

const AT_ONCE = 100

/** Wakes whom it is time for, and carries out what is due, until nothing more is due at this hour. Answers how much it was. */
export async function workOff(simulation: Simulation): Promise<number> {
  const { database, world } = simulation
  let moved = 0
  for (let woken = -1; woken !== 0;) {
    woken = await surely(() => wakeRuns({ database: world.database, clock: world.clock }))
    moved += woken
  }
  for (;;) {
    const due = await dueJobs(database.reader, world.clock(), AT_ONCE)
    if (due.length === 0) return moved
    for (const job of due) {
      await work(simulation, job)
      moved += 1
    }
    await breathe()
  }
}

/** One job, by a worker that may die over it; what it leaves claimed comes again when its lease is over. */
async function work(simulation: Simulation, job: Job) {
  const { world, dice, outside } = simulation
  try {
    await carryOut(world, job.id)
  }
  catch (error) {
    if (!(error instanceof Killed)) throw error
    return
  }
  if (job.does !== 'act' || !outside.resultOf(keyOf(job)) || !dice.happens(`again ${job.id} ${outside.done().length}`, 0.05)) return
  const { runId, path, round } = job
  // Its first answer was lost on the way: whoever asks again will hear it.
  if ((await runForJob(simulation.database.reader, runId))?.progress.steps[path]?.state === 'acting') return
  // The other side answers a second time to what it did: that must change nothing.
  await surely(() => world.database.transaction(db => tellRun({ db, now: world.clock(), actor: { kind: 'system', name: 'workflows' } }, runId, { type: 'acted', path, round, result: { twice: true } })))
}

/** The next date of anything: a job, the end of a lease, a timer. */
export async function nextDate({ reader }: Database): Promise<number | undefined> {
  const [job] = await reader('jobs').min<{ at: number | null }[]>({ at: 'due_at' })
  const [run] = await reader('runs').min<{ at: number | null }[]>({ at: 'wake_at' })
  const dates = [job?.at, run?.at].filter(date => typeof date === 'number')
  return dates.length > 0 ? Math.min(...dates) : undefined
}
