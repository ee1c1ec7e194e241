import type { Database } from '../../../platform/db.ts'
import { replay, type Told } from '../../engine/advance.ts'
import { stepAt } from '../../engine/places.ts'
import { isEnded, type Progress } from '../../engine/progress.ts'
import type { Definition } from '../../definition/schema.ts'
import { keyOf } from '../../jobs/actions/call.ts'
import { definitionOf } from '../../publishing/queries.ts'
import type { SimulationResult } from '../contract.ts'
import type { Simulation } from './simulation.ts'

type Found = Omit<SimulationResult, 'runs' | 'days' | 'seconds'>
type Looked = { runId: number, definition: Definition, progress: Progress }

/** Looks at how everything ended: by what each run says of itself, by its events, and by what was really done outside. */
export async function verify(database: Database, { outside }: Pick<Simulation, 'outside'>): Promise<Found> {
  const rows = await database.reader('runs').orderBy('id').select<{ id: number, versionId: number, standing: string, progress: string }[]>({ id: 'id', versionId: 'version_id', standing: 'standing', progress: 'progress' })
  const done = Map.groupBy(outside.done(), key => Number(key.split('/')[0]))
  const found: Found = { finished: 0, failed: 0, blocked: 0, humanActions: 0, mostHumanActions: 0, irreversibleTwice: 0, lostSteps: 0, stepMs: 0, events: 0 }
  let engineMs = 0
  for (const row of rows) {
    const looked: Looked = { runId: row.id, definition: await definitionOf(database.reader, row.versionId), progress: JSON.parse(row.progress) as Progress }
    const { told, byAgents } = await storyOf(database, row.id)
    const began = performance.now()
    const replayed = replay(looked.definition, told)
    engineMs += performance.now() - began
    found.events += told.length
    found.humanActions += byAgents
    found.mostHumanActions = Math.max(found.mostHumanActions, byAgents)
    found.lostSteps += (JSON.stringify(replayed) === JSON.stringify(looked.progress) ? 0 : 1) + lostIn(looked, { keys: done.get(row.id) ?? [], wasDone: key => outside.resultOf(key) !== undefined })
    found.irreversibleTwice += twiceIn(looked, done.get(row.id) ?? [])
    if (isEnded(looked.progress)) found.finished += 1
    else if (row.standing === 'blocked') found.blocked += 1
    else found.failed += 1
  }
  return { ...found, stepMs: found.events === 0 ? 0 : Math.round(engineMs / found.events * 1000) / 1000 }
}

const NOT_ENGINE = new Set(['handed-over', 'secret-seen', 'secret-taken', 'handed-anew', 'reminded', 'escalated'])

async function storyOf(database: Database, runId: number): Promise<{ told: Told[], byAgents: number }> {
  const rows = await database.reader('run_events').where({ run_id: runId }).orderBy('number').select<{ at: number, type: string, actor: string, event: string }[]>('at', 'type', 'actor', 'event')
  return {
    told: rows.filter(({ type }) => !NOT_ENGINE.has(type)).map(({ at, event }) => ({ ...JSON.parse(event) as Told, at })),
    byAgents: rows.filter(({ actor, type }) => actor.startsWith('agent:') && type !== 'started').length,
  }
}

const AFTERWARDS = new Set(['done', 'skipped', 'undoing', 'undone', 'pending'])

/** Steps noted as done that were never done outside, and things done outside that a run which is over knows nothing of. */
function lostIn({ runId, definition, progress }: Looked, { keys, wasDone }: { keys: readonly string[], wasDone: (key: string) => boolean }): number {
  const notDone = Object.entries(progress.steps).filter(([path, { state, round, result }]) =>
    state === 'done' && stepAt(definition, path)?.kind === 'action' && !('evidence' in (result ?? {})) && !wasDone(keyOf({ runId, path, round })))
  const notNoted = keys.filter((key) => {
    const path = key.split('/').slice(1, -1).join('/')
    return isEnded(progress) && !AFTERWARDS.has(progress.steps[path]?.state ?? '')
  })
  return notDone.length + notNoted.length
}

function twiceIn({ definition }: Looked, keys: readonly string[]): number {
  const paths = keys.map(key => key.split('/').slice(1, -1).join('/'))
  const irreversible = paths.filter((path) => {
    const step = stepAt(definition, path)
    return step?.kind === 'action' && step.irreversible
  })
  return irreversible.length - new Set(irreversible).size
}

