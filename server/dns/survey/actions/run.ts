import type { Database } from '../../../platform/db.ts'
import type { Log } from '../../../platform/log.ts'
import { record } from '../../../platform/record.ts'
import type { Ours } from '../ground.ts'
import { textOf } from '../kept.ts'
import type { Found, LookAtDomain } from '../ports.ts'
import { endSurvey, saveParts } from '../store.ts'
import { judged } from '../view.ts'

type RunningWorld = { database: Database, clock: () => Date, log: Log, lookAtDomain: LookAtDomain, ours: Ours }

/** Surveys that run beside everything else. */
export type Surveys = {
  ours: Ours
  /** Begins a survey that is kept; nobody waits for it. */
  begin: (survey: { id: number, domain: string, at: Date }) => void
  /** Breaks off what runs; resolves when that is written down. */
  close: () => Promise<void>
}

/** Runs surveys in this process. Each part is kept and told when it comes; one that is broken off says so and can be asked for again. */
export function surveysOn(world: RunningWorld): Surveys {
  const stopping = new AbortController()
  const running = new Set<Promise<void>>()
  return {
    ours: world.ours,
    begin(survey) {
      const run = runSurvey(world, survey, stopping.signal)
        .catch((error: unknown) => world.log.error({ err: error, survey: survey.id }, 'A survey could not be finished'))
        .finally(() => running.delete(run))
      running.add(run)
    },
    async close() {
      stopping.abort()
      await Promise.all(running)
    },
  }
}

async function runSurvey(world: RunningWorld, { id, domain, at }: { id: number, domain: string, at: Date }, signal: AbortSignal) {
  const come: Partial<Found> = {}
  // One after the other: each writes all that has come.
  let saving: Promise<unknown> = Promise.resolve()
  const told = (parts: Partial<Found>) => {
    Object.assign(come, parts)
    const facts = textOf(come)
    saving = saving.then(() => change(world, id, db => saveParts(db, id, facts))).catch((error: unknown) => world.log.warn({ err: error, survey: id }, 'A part of a survey could not be kept yet'))
  }
  const found = await world.lookAtDomain(domain, told, signal)
  await saving
  if (signal.aborted) return change(world, id, db => endSurvey(db, id, 'broken-off'))
  const facts = textOf(found)
  const { headline } = judged({ domain, at: at.getTime(), ...found }, world.ours)
  await change(world, id, db => endSurvey(db, id, { facts, headline: JSON.stringify(headline) }))
}

async function change({ database, clock }: RunningWorld, id: number, act: (db: Parameters<typeof saveParts>[0]) => Promise<unknown>) {
  await database.transaction(async (db) => {
    await act(db)
    await record({ db, now: clock() }, { type: 'survey.changed', surveyId: id })
  })
}
