import { stepAt } from '../engine/places.ts'
import type { Definition, Step } from '../definition/schema.ts'
import { isSettled, type Cause, type Mover, type Path, type Progress, type StepProgress, type Words } from '../engine/progress.ts'
import { wakeAt } from '../engine/waking.ts'
import type { Standing } from '../contract.ts'

/** A run in one line, as it is stored beside its progress for lists. Instants are UTC milliseconds. */
export type Summary = {
  standing: Standing
  phase: string | null
  nextPath: Path | null
  role: string | null
  since: number
  dueAt: number | null
  wakeAt: number | null
  done: number
  of: number
  /** How far its long acts are, those that are under way. */
  going: { done: number, of: number | null, endsAt: number | null } | null
  /** The next date of anything in it: of the run as a whole where `path` is empty. */
  falls: { at: number, path: Path } | null
  /** Why it is blocked, in the words of lists. */
  stuck: Pick<Cause, 'why'> & { words: Words } | null
}

/** A step that somebody is to move. */
export type OpenStep = { path: Path, mover: Mover, role: string | null, state: StepProgress['state'], since: number, dueAt: number | null }

const WEIGHT: Record<Mover, number> = { agent: 0, member: 1, machine: 2, date: 3 }

/** Who moves a step on that stands like this. */
export function moverOf(step: Step, { state }: Pick<StepProgress, 'state'>): Mover {
  if (state === 'failed' || state === 'undone') return 'agent'
  if (state === 'waiting') return 'date'
  if (state === 'asked' && 'who' in step) return step.who
  return 'machine'
}

const IDLE = new Set<StepProgress['state']>(['pending', 'done', 'skipped', 'open'])

/** The steps that wait for somebody or something: what has failed first, then whom it asks, the longest wait first. */
export function openSteps(definition: Definition, { steps }: Pick<Progress, 'steps'>): OpenStep[] {
  const open = Object.entries(steps).flatMap(([path, now]) => {
    const step = IDLE.has(now.state) ? undefined : stepAt(definition, path)
    if (!step) return []
    const role = now.escalatedTo ?? ('role' in step ? step.role : undefined) ?? null
    return [{ path, mover: moverOf(step, now), role, state: now.state, since: now.since, dueAt: now.dueAt ?? null }]
  })
  return open.sort((one, other) => weightOf(one) - weightOf(other) || one.since - other.since)
}

const isStuck = ({ state }: Pick<OpenStep, 'state'>) => state === 'failed' || state === 'undone'
const weightOf = (step: OpenStep) => isStuck(step) ? -1 : WEIGHT[step.mover]

/** What a list shows of a run. */
export function summaryOf(definition: Definition, progress: Progress): Summary {
  const [next = NOBODY] = openSteps(definition, progress)
  const settled = definition.steps.filter(({ id }) => isSettled(progress.steps[id]))
  return {
    standing: standingOf(progress, next),
    phase: phaseOf(definition, progress, next.path),
    nextPath: next.path || null,
    role: next.mover === 'agent' ? next.role : null,
    since: next.since || progress.at,
    dueAt: next.dueAt ?? progress.dueAt ?? null,
    wakeAt: wakeAt(definition, progress) ?? null,
    done: settled.length,
    of: definition.steps.length,
    going: goingIn(progress),
    falls: fallsIn(definition, progress),
    stuck: isStuck(next) ? stuckOf(progress.steps[next.path]) : null,
  }
}

/** What somebody is asked has its date, a timer ends at its own, and the run is to be over by one. */
function fallsIn(definition: Definition, progress: Progress): Summary['falls'] {
  const dates = openSteps(definition, progress).flatMap(({ path, state, dueAt }) => {
    const at = state === 'waiting' ? progress.steps[path]?.at : dueAt
    return typeof at === 'number' ? [{ at, path }] : []
  })
  const [first] = [...dates, ...progress.dueAt === undefined ? [] : [{ at: progress.dueAt, path: '' }]].sort((one, other) => one.at - other.at)
  return first ?? null
}

const MOST_SAID = 280

/** What the other side told, in both languages where that is known; of a no and of what was taken back, the reason. */
function stuckOf(step: (Pick<StepProgress, 'reason'> & { cause?: Cause }) | undefined): Summary['stuck'] {
  if (!step || !('cause' in step || 'reason' in step)) return null
  const { cause = { why: 'refused', says: '' }, reason } = step
  const says = reason ?? cause.says
  const { fr, en } = cause.words ?? { fr: says, en: says }
  return { why: cause.why, words: { fr: fr.slice(0, MOST_SAID), en: en.slice(0, MOST_SAID) } }
}

/** All together: several mailboxes that are copied at once are one work to whoever waits for it. */
function goingIn({ steps }: Pick<Progress, 'steps'>): Summary['going'] {
  const going = Object.values(steps).flatMap(step => step.state === 'acting' && step.going ? [step.going] : [])
  if (going.length === 0) return null
  const ends = going.flatMap(({ endsAt }) => endsAt ?? [])
  return {
    done: going.reduce((sum, { done }) => sum + done, 0),
    of: going.some(({ of }) => of === null) ? null : going.reduce((sum, { of }) => sum + (of ?? 0), 0),
    endsAt: ends.length < going.length ? null : Math.max(...ends),
  }
}

const NOBODY: OpenStep = { path: '', mover: 'machine', role: null, state: 'open', since: 0, dueAt: null }

/** The phase of the next step, or of the first that is not settled, or the last. */
function phaseOf({ steps, phases }: Definition, progress: Progress, nextPath: Path): string | null {
  const next = steps.find(({ id }) => id === nextPath.split('/')[0]) ?? steps.find(({ id }) => !isSettled(progress.steps[id]))
  return next?.phase ?? phases.at(-1)?.id ?? null
}

function standingOf({ state }: Progress, next: OpenStep): Standing {
  if (state === 'finished' || state === 'cancelled') return state
  if (isStuck(next)) return 'blocked'
  return state === 'running' ? next.mover : 'cancelling'
}
