import type { Db } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Signer } from '../../platform/signing.ts'
import { slices } from '../../platform/rows.ts'
import { wentInto, wholeTicket } from '../../tickets/merging/queries.ts'
import type { RunDetail, RunEvent, RunRow, Said, StepView } from '../contract.ts'
import { say } from '../definition/conditions.ts'
import type { Definition } from '../definition/schema.ts'
import { knownAt } from '../engine/known.ts'
import { stepAt } from '../engine/places.ts'
import type { Progress } from '../engine/progress.ts'
import { handOversOf } from '../handing/queries.ts'
import { definitionOf } from '../publishing/queries.ts'
import { eventViews, type StoredEvent } from './events.ts'
import { memberUrl } from './member-key.ts'
import { firstMover, stepViews } from './view.ts'
import { wordsOf } from './words-of.ts'

type Row = {
  id: number, versionId: number, number: number, workflow: string, subject: string, standing: RunRow['standing'], phase: string | null, nextPath: string | null, role: string | null
  since: number, dueAt: number | null, wakeAt: number | null, done: number, of: number, ownerId: number, ownerName: string | null, ticketId: number | null, reference: string | null, intoId: number | null
  goingDone: number | null, goingOf: number | null, goingEnds: number | null, fallsAt: number | null, fallsPath: string | null, stuck: string | null, rehearsal: number, aheadMs: number, startedAt: number, endedAt: number | null
}

const ROW = {
  id: 'runs.id', versionId: 'version_id', number: 'workflow_versions.number', workflow: 'workflow', subject: 'runs.subject', standing: 'standing', phase: 'phase', nextPath: 'next_path', role: 'runs.role',
  since: 'since', dueAt: 'due_at', wakeAt: 'wake_at', done: 'done', of: 'of', ownerId: 'owner_id', ownerName: 'agents.name', ticketId: 'runs.ticket_id', reference: 'tickets.reference', intoId: 'tickets.merged_into_id',
  goingDone: 'going_done', goingOf: 'going_of', goingEnds: 'going_ends', fallsAt: 'falls_at', fallsPath: 'falls_path', stuck: 'stuck', rehearsal: 'rehearsal', aheadMs: 'ahead_ms', startedAt: 'started_at', endedAt: 'ended_at',
} as const

/** Runs, joined with what their lines show; the caller says which. */
export const runRows = (db: Db) => db('runs')
  .join('workflow_versions', 'workflow_versions.id', 'runs.version_id')
  .leftJoin('agents', 'agents.id', 'runs.owner_id')
  .leftJoin('tickets', 'tickets.id', 'runs.ticket_id')
  .select<Row[]>(ROW)

/** The lines of these rows; each definition is read once. The run of a ticket that was merged into another stands on the other. */
export async function linesOf(db: Db, rows: readonly Row[]): Promise<RunRow[]> {
  const definitions = new Map<number, Definition>()
  const went = await wentInto(db, new Set(rows.flatMap(({ ticketId, intoId }) => ticketId === null || intoId === null ? [] : [ticketId])))
  const lines: RunRow[] = []
  for (const row of rows) {
    const definition = definitions.get(row.versionId) ?? await definitionOf(db, row.versionId)
    definitions.set(row.versionId, definition)
    lines.push(lineOf(row, definition, went))
  }
  return lines
}

function lineOf(row: Row, definition: Definition, went: ReadonlyMap<number, RunRow['ticket']>): RunRow {
  const { id, subject, standing, role, since, dueAt, wakeAt, done, of, startedAt, endedAt } = row
  const phase = definition.phases.find(({ id: name }) => name === row.phase)
  const next = row.nextPath === null ? undefined : stepAt(definition, row.nextPath)
  return {
    id, subject, standing, role, since, dueAt, wakeAt, done, of, startedAt, endedAt,
    workflow: { name: row.workflow, title: definition.title, version: row.number },
    phase: phase ? { id: phase.id, title: phase.title } : null,
    // Its expressions are filled in on the run's own page: a list reads no progress.
    next: next && row.nextPath !== null ? { path: row.nextPath, title: inLists(next.title, { definition, subject }) } : null,
    going: goingOf(row),
    falls: fallsOf(row, definition),
    cause: causeOf(row),
    owner: row.ownerId === 0 ? null : { id: row.ownerId, name: row.ownerName ?? '' },
    ticket: row.ticketId === null || row.reference === null ? null : went.get(row.ticketId) ?? { id: row.ticketId, reference: row.reference },
    rehearsal: Boolean(row.rehearsal),
    aheadMs: row.aheadMs,
  }
}

const goingOf = ({ goingDone, goingOf, goingEnds }: Row): RunRow['going'] => goingDone === null ? null : { done: goingDone, of: goingOf, endsAt: goingEnds }

const causeOf = ({ stuck }: Row) => stuck === null ? null : JSON.parse(stuck) as RunRow['cause']

function fallsOf({ fallsAt, fallsPath, endedAt, subject }: Row, definition: Definition): RunRow['falls'] {
  if (fallsAt === null || endedAt !== null) return null
  const step = fallsPath ? stepAt(definition, fallsPath) : undefined
  return { at: fallsAt, title: step ? inLists(step.title, { definition, subject }) : null, of: step ? firstMover(step) : 'run' }
}

/** The title of a step in a list, which reads no progress: what the run is called by is known there, the rest is left open. */
export function inLists(title: Said, { definition: { subject: calls }, subject }: { definition: Definition, subject: string }): Said {
  const filled = (language: keyof Said) => title[language].replaceAll(/\{\{[^}]*\}\}/g, hole => hole === calls?.[language] ? subject : '…')
  return { fr: filled('fr'), en: filled('en') }
}

/** A text whose expressions are not filled in. */
export const withoutExpressions = ({ fr, en }: Said): Said => ({ fr: fr.replaceAll(/\{\{[^}]*\}\}/g, '…'), en: en.replaceAll(/\{\{[^}]*\}\}/g, '…') })

/** A run's line. */
export async function runLine(db: Db, id: number): Promise<RunRow> {
  const [line] = await linesOf(db, await runRows(db).where('runs.id', id))
  if (!line) throw new Refusal('not-found', 'There is no such run')
  return line
}

/** The runs of a ticket and of those that went into it, those that go on first. */
export async function runsOfTicket(db: Db, ticketId: number): Promise<RunRow[]> {
  return linesOf(db, await runRows(db).whereIn('runs.ticket_id', await wholeTicket(db, ticketId)).orderByRaw('runs.ended_at is not null').orderBy('runs.id', 'desc').limit(50))
}

/** Everything about one run. */
export async function runDetail(db: Db, id: number, page: { baseUrl: string, signer: Signer }): Promise<RunDetail> {
  const run = await runLine(db, id)
  const { versionId, progress: stored } = await db('runs').where({ id }).first<{ versionId: number, progress: string }>({ versionId: 'version_id', progress: 'progress' })
  const definition = await definitionOf(db, versionId)
  const progress = JSON.parse(stored) as Progress
  const stands = { ...progress, definition }
  const events = await storedEvents(db, id)
  const next = run.next && stepAt(definition, run.next.path)
  return {
    run: { ...run, next: run.next && next ? { path: run.next.path, title: say(next.title, knownAt(stands, run.next.path)) } : run.next },
    about: definition.about ? say(definition.about, { start: progress.start }) : null,
    member: await memberOf(db, run),
    memberUrl: memberUrl(id, page),
    phases: definition.phases.map(({ id: name, title }) => ({ id: name, title })),
    start: definition.start.filter(({ name }) => name in progress.start).map(field => ({ name: field.name, label: field.label, value: wordsOf(progress.start[field.name], field) })),
    steps: stepViews(definition, progress, { destroyed: await destroyedIn(db, id), handed: await handedIn(db, id), by: settledBy(events) }),
    events: eventViews(definition, progress, events),
  }
}

async function memberOf(db: Db, { ticket }: RunRow) {
  if (!ticket) return null
  const row = await db('tickets').where({ id: ticket.id }).first<{ address: string, name: string } | undefined>({ address: 'requester_address', name: 'requester_name' })
  return row ?? null
}

async function destroyedIn(db: Db, runId: number): Promise<Map<number, number | null>> {
  const rows = await db('run_secrets').where({ run_id: runId }).select<{ id: number, at: number | null }[]>({ id: 'id', at: 'destroyed_at' })
  return new Map(rows.map(({ id, at }) => [id, at]))
}

async function handedIn(db: Db, runId: number): Promise<Map<string, NonNullable<StepView['handed']>>> {
  return new Map((await handOversOf(db, runId)).map(({ path, label, expiresAt, seenAt, seenBy }) => [path, { label, until: expiresAt, seenAt, seenBy }]))
}

const MOST_EVENTS = 1000

/** What happened to a run, in its order, with the names of the agents; of a very long story the end. */
export async function storedEvents(db: Db, runId: number): Promise<StoredEvent[]> {
  const rows = await db('run_events').where({ run_id: runId }).orderBy('number', 'desc').limit(MOST_EVENTS).select<Omit<StoredEvent, 'name'>[]>('number', 'at', 'actor', 'event')
  const ids = [...new Set(rows.flatMap(({ actor }) => agentIn(actor) ?? []))]
  const names = new Map<number, string>()
  for (const some of slices(ids)) {
    for (const { id, name } of await db('agents').whereIn('id', some).select<{ id: number, name: string }[]>('id', 'name')) names.set(id, name)
  }
  return rows.reverse().map(row => ({ ...row, name: names.get(agentIn(row.actor) ?? 0) ?? '' }))
}

const agentIn = (actor: string): number | undefined => actor.startsWith('agent:') ? Number(actor.slice('agent:'.length)) : undefined

/** Whether something of this type has happened to a run. */
export const hasHappened = async (db: Db, runId: number, type: string): Promise<boolean> => await db('run_events').where({ run_id: runId, type }).first('number') !== undefined

const BY_PEOPLE = new Set(['filled', 'ticked', 'agreed', 'skipped'])

function settledBy(events: readonly StoredEvent[]): Map<string, NonNullable<StepView['by']>> {
  const by = new Map<string, NonNullable<StepView['by']>>()
  for (const { actor, name, event } of events) {
    const { type, path } = JSON.parse(event) as { type: RunEvent['type'], path?: string }
    if (path !== undefined && BY_PEOPLE.has(type) && !actor.startsWith('system:')) by.set(path, { kind: actor === 'member' ? 'member' : 'agent', name })
  }
  return by
}
