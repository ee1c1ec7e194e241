import type { Database } from '../../../platform/db.ts'
import { secretsOf } from '../../../platform/secrets.ts'
import { readDefinition } from '../../definition/reading.ts'
import { publish } from '../../publishing/actions/publish.ts'
import { startRun } from '../../runs/actions/start.ts'
import { valuesOf } from '../people.ts'
import type { Simulated, Simulation } from './simulation.ts'

const AGENT = { kind: 'agent', id: 1 } as const
const { seal } = secretsOf('a simulation has no secrets')

/** Publishes the workflow and starts its runs, as far as that was not done before a kill. */
export async function prepare(database: Database, { yaml, runs }: Simulated, { clock, dice }: Pick<Simulation, 'clock' | 'dice'>) {
  const context = { actor: AGENT, now: new Date(clock.now()) }
  const { name } = await database.transaction(db => publish({ ...context, db }, { yaml, from: 'file' }))
  const read = readDefinition(yaml)
  const fields = 'definition' in read ? read.definition.start : []
  const started = new Set((await database.reader('runs').select<{ id: number }[]>('id')).map(({ id }) => id))
  for (let id = 1; id <= runs; id++) {
    if (started.has(id)) continue
    const starting = { id, workflow: name, ticketId: null, start: valuesOf(fields, String(id), dice), rehearsal: true, ownerId: AGENT.id }
    await database.transaction(db => startRun({ ...context, db }, starting, { seal }))
  }
}

/** The runs that are not over. */
export async function unended(database: Database): Promise<number[]> {
  const rows = await database.reader('runs').whereNull('ended_at').orderBy('id').select<{ id: number }[]>('id')
  return rows.map(({ id }) => id)
}
