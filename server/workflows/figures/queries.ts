import type { Db } from '../../platform/db.ts'
import { slices } from '../../platform/rows.ts'
import type { Said } from '../contract.ts'
import type { Definition } from '../definition/schema.ts'
import type { Told } from '../engine/advance.ts'
import { currentDefinition, definitionOf } from '../publishing/queries.ts'
import { withoutExpressions } from '../runs/queries.ts'
import type { Figures, FiguresAnswer, FiguresQuery } from './contract.ts'
import { dayOf, periodOf, type Period } from './days.ts'
import { RULE, storyOf, type Happened, type Story } from './story.ts'
import { summed, type Lived, type Names } from './summing.ts'
import { thinned } from './thinning.ts'
import { knownZone } from '../board/sheet/rows.ts'

/** What the runs of a workflow came to between two days, and what else could be asked. */
export async function figures(db: Db, query: FiguresQuery, now: number): Promise<FiguresAnswer> {
  const workflows = await workflowsWithRuns(db)
  const asked = query.workflow ?? workflows[0]?.name
  const chosen = workflows.find(({ name }) => name === asked)
  const since = workflows.length === 0 ? null : Math.min(...workflows.map(workflow => workflow.since))
  return { workflows: workflows.map(({ name, title, runs }) => ({ name, title, runs })), since, figures: chosen ? await figuresOf(db, chosen, { query, now }) : null }
}

async function figuresOf(db: Db, { name, title }: { name: string, title: Said }, { query, now }: { query: FiguresQuery, now: number }): Promise<Figures> {
  const zone = knownZone(query.zone)
  const year = dayOf(now, zone).slice(0, 4)
  const days = { from: query.from ?? `${year}-01-01`, to: query.to ?? `${year}-12-31` }
  const period = periodOf(days, zone)
  const rows = await rowsIn(db, name, period)
  const names = await namesFor(db, name, rows)
  return { workflow: { name, title }, ...days, until: Math.min(now, period.to), ...summed(await lived(db, rows, now), { period, now, names }) }
}

type Counted = { name: string, runs: number, since: number }

async function workflowsWithRuns(db: Db) {
  const rows = await db('runs').where({ rehearsal: false }).groupBy('workflow').select<Counted[]>({ name: 'workflow' }, db.raw('count(*) as runs'), db.raw('min(started_at) as since'))
  const workflows: (Counted & { title: Said })[] = []
  for (const { name, runs, since } of rows) {
    const definition = await currentDefinition(db, name)
    workflows.push({ name, title: definition?.title ?? { fr: name, en: name }, runs: Number(runs), since: Number(since) })
  }
  return workflows.sort((one, other) => other.runs - one.runs || one.name.localeCompare(other.name))
}

type Row = { id: number, versionId: number, standing: string, startedAt: number, endedAt: number | null }
const ROW = { id: 'id', versionId: 'version_id', standing: 'standing', startedAt: 'started_at', endedAt: 'ended_at' } as const

/** The runs that were under way at some time between these days; their rows are not looked at, only the index. */
const rowsIn = (db: Db, workflow: string, { from, to }: Period): Promise<Row[]> =>
  db('runs').where({ workflow, rehearsal: false }).where('started_at', '<', to).where((either) => { void either.whereNull('ended_at').orWhere('ended_at', '>=', from) }).select<Row[]>(ROW)

/** Their stories: those that are kept, and the others told now. */
async function lived(db: Db, rows: readonly Row[], now: number): Promise<Lived[]> {
  const runs: Lived[] = []
  for (const some of slices(rows)) {
    const kept = await keptStories(db, some.filter(({ endedAt }) => endedAt !== null).map(({ id }) => id))
    for (const row of some) runs.push({ ...row, story: kept.get(row.id) ?? await storyFor(db, row, now) })
  }
  return runs
}

async function keptStories(db: Db, ids: readonly number[]): Promise<Map<number, Story>> {
  const rows = await db('run_figures').whereIn('run_id', ids).where({ rule: RULE }).select<{ id: number, story: string }[]>({ id: 'run_id', story: 'story' })
  return new Map(rows.map(({ id, story }) => [id, JSON.parse(story) as Story]))
}

type Ended = Pick<Row, 'id' | 'versionId' | 'endedAt'>

/** Runs that are over and whose story this rule has not told yet; rehearsals have none. */
export const untold = (db: Db, most: number): Promise<Ended[]> => db('runs').leftJoin('run_figures', { 'run_figures.run_id': 'runs.id', 'run_figures.rule': db.raw('?', [RULE]) })
  .where({ rehearsal: false }).whereNotNull('ended_at').whereNull('run_id').orderBy('id').limit(most).select<Ended[]>({ id: 'id', versionId: 'version_id', endedAt: 'ended_at' })

// What else is written down of a run (who follows it, who was written to) moves nothing.
const ENGINES: readonly Told['type'][] = ['started', 'filled', 'ticked', 'agreed', 'declined', 'acted', 'going', 'failed', 'seen', 'unseen', 'undone', 'undo-failed', 'woke', 'retried', 'skipped', 'undo-asked', 'cancelled']

/** Tells the story of a run from its events. One that is over went on no longer than it says itself, whatever a later engine makes of its events. */
export async function storyFor(db: Db, { id, versionId, endedAt }: Ended, now: number): Promise<Story> {
  const rows = await db('run_events').where({ run_id: id }).whereIn('type', ENGINES).orderBy('number').select<{ at: number, actor: string, event: string }[]>('at', 'actor', 'event')
  const events = rows.map(({ at, actor, event }): Happened => ({ told: { ...JSON.parse(event) as Told, at }, byAgent: actor.startsWith('agent:') }))
  return storyOf(await definitionOf(db, versionId), thinned(events), endedAt ?? now)
}

/** The names of the current version, and behind them those that only older runs still know. */
async function namesFor(db: Db, name: string, rows: readonly Row[]): Promise<Names> {
  const current = await currentDefinition(db, name)
  const phases = new Map<string, Names['phases'][number]>()
  const steps = new Map<string, Said>()
  const versions = [...new Set(rows.map(({ versionId }) => versionId))].sort((one, other) => other - one)
  const definitions = [...current ? [current] : [], ...await Promise.all(versions.map(version => definitionOf(db, version)))]
  for (const definition of definitions) {
    for (const { id, title } of definition.phases) if (!phases.has(id)) phases.set(id, { id, title })
    for (const [step, title] of stepTitles(definition)) if (!steps.has(step)) steps.set(step, withoutExpressions(title))
  }
  return { phases: [...phases.values()], steps }
}

function* stepTitles({ steps }: Definition): Generator<[string, Said]> {
  for (const step of steps) {
    yield [step.id, step.title]
    if (step.kind === 'each') for (const inner of step.steps) yield [`${step.id}/${inner.id}`, inner.title]
  }
}
