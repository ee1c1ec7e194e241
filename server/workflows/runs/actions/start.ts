import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { ticketRow } from '../../../tickets/queries.ts'
import { cleanAnswers, problemsOfAnswers } from '../../definition/answers.ts'
import { say } from '../../definition/conditions.ts'
import type { Definition, Field } from '../../definition/schema.ts'
import type { Progress, Result } from '../../engine/progress.ts'
import { currentVersion } from '../../publishing/queries.ts'
import { insertRun, type Run } from '../store.ts'
import { keepSecrets, type Keeping } from './keep-secrets.ts'
import { tell, type By } from './tell.ts'

/** What a run is started with. `id` is made beforehand. */
export type Starting = { id: number, workflow: string, ticketId: number | null, start: Result, rehearsal: boolean, ownerId: number, by?: By }

const NOTHING: Progress = { state: 'running', at: 0, startedAt: 0, start: {}, steps: {}, items: {} }

/** Starts a run of the workflow's current version; it keeps that version to its end. Its first steps begin at once. */
export async function startRun(context: Context, { start, by, ...starting }: Starting, keeping: Keeping): Promise<number> {
  const { db, now } = context
  const version = await currentVersion(db, starting.workflow)
  if (!version) throw new Refusal('not-found', `There is no workflow “${starting.workflow}” that can be started`)
  if (starting.ticketId !== null) await ticketRow(db, starting.ticketId)
  const values = checked(version.definition.start, start)
  const run: Run = { ...starting, versionId: version.id, subject: subjectOf(version.definition, values), aheadMs: 0, events: 0, progress: NOTHING }
  await insertRun(db, run, now.getTime())
  const kept = await keepSecrets(context, { runId: run.id, path: 'start', fields: version.definition.start, values }, keeping)
  await log(context, { did: 'run.started', runId: run.id, workflow: run.workflow, version: version.number, rehearsal: run.rehearsal, ...run.ticketId === null ? {} : { ticketId: run.ticketId } })
  await tell(context, run, { type: 'started', start: kept, ...by === undefined ? {} : { by } })
  return run.id
}

/** The answers as the fields want them, or a refusal that says what is wrong with which. */
export function checked(fields: readonly Field[], values: Result): Result {
  const problems = problemsOfAnswers(fields, values)
  if (problems.length > 0) throw new Refusal('invalid', problems.map(({ name, says }) => `${name}: ${says.en}`).join('; '), { problems })
  return cleanAnswers(fields, values)
}

function subjectOf({ subject, title, start }: Definition, values: Result): string {
  // A secret is never part of a name.
  const open = Object.fromEntries(Object.entries(values).filter(([name]) => !start.some(field => field.name === name && field.type === 'secret')))
  return (subject ? say(subject, { start: open }).fr : '') || title.fr
}
