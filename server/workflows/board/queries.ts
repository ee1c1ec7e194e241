import type { Db } from '../../platform/db.ts'
import type { RunRow } from '../contract.ts'
import { definitionOf } from '../publishing/queries.ts'
import { linesOf, runRows } from '../runs/queries.ts'
import type { RunBoard, RunFilter, RunPage, RunQuery } from './contract.ts'
import { cursorAfter, placeIn, type Place } from './cursor.ts'
import { FALLS, orderOf, standingsOf } from './order.ts'

/** Who looks, and when. */
export type Reader = { agentId: number, now: number }

const roleOf = async (db: Db, agentId: number) => (await db('agents').where({ id: agentId }).first<{ role: string } | undefined>('role'))?.role ?? ''

/** What of the filter is the same for what goes on and what is over. The role of the reader is only asked for where the filter wants it. */
async function narrowed(db: Db, { workflow, phase, owner, role, rehearsal, overdue, dueBefore, text }: RunFilter, { agentId, now }: Reader) {
  const mine = role === undefined ? undefined : await roleOf(db, agentId)
  const befores = [...overdue ? [now] : [], ...dueBefore === undefined ? [] : [dueBefore]]
  return () => {
    const query = db('runs')
    if (workflow !== undefined) void query.where('runs.workflow', workflow)
    if (phase !== undefined) void query.where('runs.phase', phase)
    if (owner !== undefined) void query.where('runs.owner_id', owner === 'me' ? agentId : owner === 'none' ? 0 : owner)
    if (mine !== undefined) void query.where('runs.role', mine)
    if (rehearsal !== 'with') void query.where('runs.rehearsal', rehearsal === 'only')
    for (const before of befores) void query.whereNull('runs.ended_at').whereRaw(`${FALLS} < ?`, [before])
    if (text) withText(query, text)
    return query
  }
}

const escaped = (text: string) => text.replaceAll(/[!%_]/g, sign => `!${sign}`)

function withText(query: ReturnType<Db>, text: string) {
  const like = `%${escaped(text)}%`
  const hit = (column: string) => `${column} like ? escape '!'`
  // By the ticket that it was started on, and by the one that went into: who looks knows either.
  const columns = ['runs.subject', ...['tickets', 'later'].flatMap(table => ['reference', 'requester_address', 'requester_name'].map(column => `${table}.${column}`))]
  void query.leftJoin('tickets', 'tickets.id', 'runs.ticket_id').leftJoin('tickets as later', 'later.id', 'tickets.merged_into_id')
    .whereRaw(`(${columns.map(hit).join(' or ')})`, columns.map(() => like))
}

type Found = { id: number, a: number, b: number, c: number }

/** A page of runs: first those that go on, in the order asked for, then those that are over, the latest first. */
export async function runPage(db: Db, filter: RunQuery, reader: Reader): Promise<RunPage> {
  const after = filter.cursor === undefined ? undefined : placeIn(filter.cursor)
  const { open, over } = standingsOf(filter)
  const among = await narrowed(db, filter, reader)
  const most = filter.limit + 1
  const places = after?.over ? [] : await placesOf(among().whereIn('runs.standing', open), { sort: filter.sort, after, most })
  if (places.length < most && over.length > 0) {
    places.push(...await placesOver(among().whereIn('runs.standing', over), { since: filter.since, after: after?.over ? after : undefined, most: most - places.length }))
  }
  const last = places.length > filter.limit ? places[filter.limit - 1] : undefined
  return { runs: await inOrder(db, places.slice(0, filter.limit).map(({ id }) => id)), next: last ? cursorAfter(last) : null }
}

type Placed = Place & { id: number }
const placed = (over: boolean) => ({ id, a, b, c }: Found): Placed => ({ id, over, at: [Number(a), Number(b), Number(c)] })

/** The standings that go on are few among all runs ever, and indexed: what is left is sorted here. */
async function placesOf(query: ReturnType<Db>, { sort, after, most }: { sort: RunQuery['sort'], after: Place | undefined, most: number }): Promise<Placed[]> {
  const [a, b, c] = orderOf[sort]
  if (after) void query.whereRaw(`(${a}, ${b}, ${c}) > (?, ?, ?)`, after.at)
  const rows = await query.orderByRaw(`${a}, ${b}, ${c}`).limit(most).select<Found[]>('runs.id', raw(query, a, 'a'), raw(query, b, 'b'), raw(query, c, 'c'))
  return rows.map(placed(false))
}

const raw = (query: ReturnType<Db>, expression: string, name: string) => query.client.raw(`${expression} as ${name}`) as ReturnType<Db['raw']>

/** The latest of many: by the index of their end, never all of them. */
async function placesOver(query: ReturnType<Db>, { since = 0, after, most }: { since: number | undefined, after: Place | undefined, most: number }): Promise<Placed[]> {
  void query.where('runs.ended_at', '>=', since)
  if (after) {
    const [, at, id] = after.at
    void query.where('runs.ended_at', '<=', at).where((either) => { void either.where('runs.ended_at', '<', at).orWhere('runs.id', '<', id) })
  }
  const rows = await query.orderBy([{ column: 'runs.ended_at', order: 'desc' }, { column: 'runs.id', order: 'desc' }]).limit(most).select<{ id: number, at: number }[]>({ id: 'runs.id', at: 'runs.ended_at' })
  return rows.map(({ id, at }) => placed(true)({ id, a: 0, b: at, c: id }))
}

/** These runs as lines, in the order of the ids. */
export async function inOrder(db: Db, ids: readonly number[]): Promise<RunRow[]> {
  if (ids.length === 0) return []
  const lines = await linesOf(db, await runRows(db).whereIn('runs.id', ids))
  const byId = new Map(lines.map(line => [line.id, line]))
  return ids.map(id => byId.get(id)).filter(line => line !== undefined)
}

/** How many runs stand where. */
export async function runBoard(db: Db, filter: RunFilter, reader: Reader): Promise<RunBoard> {
  const workflows = await busyWorkflows(db, filter.rehearsal)
  const workflow = filter.workflow ?? workflows[0]?.name
  return { workflows, board: workflow === undefined ? null : await boardOf(db, { ...filter, workflow }, reader) }
}

async function busyWorkflows(db: Db, rehearsal: RunFilter['rehearsal']): Promise<RunBoard['workflows']> {
  const { open } = standingsOf({ ended: 'without' })
  type Count = { name: string, versionId: number, runs: number, blocked: number }
  const among = db('runs').whereIn('standing', open)
  if (rehearsal !== 'with') void among.where('rehearsal', rehearsal === 'only')
  const counts = await among.groupBy('workflow')
    .select<Count[]>({ name: 'workflow' }, db.raw('max(version_id) as versionId'), db.raw('count(*) as runs'), db.raw('sum(case when standing = \'blocked\' then 1 else 0 end) as blocked'))
  const workflows: RunBoard['workflows'] = []
  for (const { name, versionId, runs, blocked } of counts) {
    workflows.push({ name, title: (await definitionOf(db, versionId)).title, open: Number(runs), blocked: Number(blocked) })
  }
  return workflows.sort((one, other) => other.open - one.open || one.name.localeCompare(other.name))
}

async function boardOf(db: Db, filter: RunFilter & { workflow: string }, reader: Reader): Promise<RunBoard['board']> {
  const among = await narrowed(db, filter, reader)
  const { open, over } = standingsOf(filter)
  type Cell = { phase: string | null, standing: RunRow['standing'], runs: number, oldest: number, overdue: number | null, versionId: number }
  const query = among().whereIn('runs.standing', [...open, ...over])
  if (over.length > 0 && filter.since !== undefined) void query.where((either) => { void either.whereNull('runs.ended_at').orWhere('runs.ended_at', '>=', filter.since ?? 0) })
  const cells = await query.groupBy('runs.phase', 'runs.standing').orderBy('runs.phase').orderBy('runs.standing').select<Cell[]>(
    { phase: 'runs.phase', standing: 'runs.standing' }, db.raw('count(*) as runs'), db.raw('min(runs.since) as oldest'), db.raw('max(runs.version_id) as versionId'),
    db.raw(`sum(case when runs.ended_at is null and ${FALLS} < ? then 1 else 0 end) as overdue`, [reader.now]),
  )
  return {
    workflow: filter.workflow,
    phases: await phasesOf(db, filter.workflow, cells.map(({ versionId }) => versionId)),
    cells: cells.map(({ phase, standing, runs, oldest, overdue }) => ({ phase, standing, runs: Number(runs), oldest: Number(oldest), overdue: Number(overdue) })),
  }
}

/** The phases of the current version, and behind them those that only older runs still know. */
async function phasesOf(db: Db, name: string, versionIds: readonly number[]) {
  const current = await db('workflows').where({ name }).first<{ id: number | null } | undefined>({ id: 'current_version_id' })
  const phases = new Map<string, NonNullable<RunRow['phase']>>()
  for (const id of [...current?.id ? [current.id] : [], ...new Set(versionIds)]) {
    for (const phase of (await definitionOf(db, id)).phases) if (!phases.has(phase.id)) phases.set(phase.id, phase)
  }
  return [...phases.values()].map(({ id, title }) => ({ id, title }))
}
