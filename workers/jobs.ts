import { setTimeout as wait } from 'node:timers/promises'
import { carryOut } from '../server/workflows/jobs/actions/carry-out.ts'
import { wakeRuns } from '../server/workflows/jobs/actions/wake.ts'
import { dueJobs } from '../server/workflows/jobs/queries.ts'
import { loop } from './loop.ts'
import type { Worker } from './worker.ts'

const LOOK_EVERY_MS = 250
const AT_ONCE = 4
/** How long what is being carried out may take to end when we are told to stop; what does not end comes again. */
const GRACE_MS = 5000
const AFTER_FAILURE_MS = 1000

/** Carries out what runs of workflows want done, several things at once, and wakes those whose date has come. Any number of processes may do it. */
export const jobs: Worker = async (world, signal) => {
  const { database, clock, log, workflows } = world
  const working = new Map<number, Promise<unknown>>()
  const begin = (id: number) => carryOut(workflows, id)
    .catch((error: unknown) => { log.error({ err: error, jobId: id }, 'A step of a workflow was interrupted; it is carried out again'); return wait(AFTER_FAILURE_MS) })
    .finally(() => working.delete(id))

  await loop(async () => {
    const woken = await wakeRuns({ database, clock })
    if (working.size >= AT_ONCE) await Promise.race(working.values())
    const due = await dueJobs(database.reader, clock(), AT_ONCE + working.size)
    const free = due.filter(({ id }) => !working.has(id)).slice(0, AT_ONCE - working.size)
    for (const { id } of free) working.set(id, begin(id))
    return woken > 0 || free.length > 0 ? 'again' : 'idle'
  }, { idleMs: LOOK_EVERY_MS, failMs: AFTER_FAILURE_MS, signal, onError: error => log.error({ err: error }, 'What workflows want done could not be read') })

  await Promise.race([Promise.all(working.values()), wait(GRACE_MS)])
}
