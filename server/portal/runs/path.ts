import type { Said } from '../../workflows/contract.ts'
import type { EachStep, Step } from '../../workflows/definition/schema.ts'
import { evaluate, namesIn } from '../../workflows/definition/conditions.ts'
import { knownAt } from '../../workflows/engine/known.ts'
import { isEnded, isSettled, type Path, type StepProgress } from '../../workflows/engine/progress.ts'
import { moverOf } from '../../workflows/runs/summary.ts'
import { isAskedOfMember } from './asks.ts'
import { maybeSaidAt, saidAt, type MemberRun } from './run.ts'

/** Who or what a step waits for, to its member. `stuck`: somebody of ours must look at it. */
export type Waits = 'you' | 'team' | 'stuck' | 'work' | 'look' | 'date'

/** One line of the path. */
export type Line = {
  path: Path
  title: Said
  /** How long it takes, where that is said. */
  takes: Said | null
  state: 'done' | 'now' | 'next'
  /** Of what happens now. */
  waits: Waits | null
  /** Of what is done, since when; of what waits, until when at the latest. */
  at: number | null
  /** How many of how many. */
  count: { done: number, of: number } | null
  /** Of what goes on by itself, when it may be over. */
  ends: number | null
}

const NOT_BEGUN: ReadonlySet<StepProgress['state']> = new Set(['pending'])

/** The path of a run as its member sees it: what was done, what happens now, what comes. What is hidden or was skipped is not told; of a run that is given up, only what was done. */
export function pathOf(run: MemberRun): Line[] {
  const { definition, progress } = run
  return definition.steps.flatMap((step) => {
    const now = progress.steps[step.id]
    if (!step.shown || now?.state === 'skipped' || (!isBegun(now) && isOut(run, step))) return []
    const line = lineOf(run, step, now)
    return progress.state === 'running' || line.state === 'done' ? [line] : []
  })
}

const isBegun = (now: StepProgress | undefined): boolean => now !== undefined && !NOT_BEGUN.has(now.state)

/** Whether what is known by now says already that it will not be done. */
function isOut({ definition, progress }: MemberRun, { id, when }: Step): boolean {
  if (when === undefined || !namesIn(when).every(({ name }) => name === 'start' || isSettled(progress.steps[name]))) return false
  const asked = evaluate(when, knownAt({ ...progress, definition }, id))
  return 'value' in asked && asked.value === false
}

function lineOf(run: MemberRun, step: Step, now: StepProgress | undefined): Line {
  const about = { path: step.id, title: saidAt(run, step.id, step.title), takes: maybeSaidAt(run, step.id, step.takes) }
  if (!now || !isBegun(now)) return { ...about, state: 'next', waits: null, at: null, count: null, ends: null }
  if (isSettled(now)) return { ...about, state: 'done', waits: null, at: now.since, count: null, ends: null }
  if (step.kind === 'each' && now.state === 'open') return { ...about, state: 'now', at: null, ...itemsOf(run, step) }
  return { ...about, state: 'now', waits: waitsOf(step, now), at: now.deadline ?? (now.state === 'waiting' ? now.at : null) ?? null, count: countOf(now), ends: endOf([now]) }
}

/** When the last of them may be over, as far as they can tell. */
function endOf(steps: readonly StepProgress[]): number | null {
  const ends = steps.flatMap(({ state, going }) => state === 'acting' ? going?.endsAt ?? [] : [])
  return ends.length > 0 ? Math.max(...ends) : null
}

const countOf = ({ going }: StepProgress) => going?.of && going.of > 1 ? { done: going.done, of: going.of } : null

function waitsOf(step: Step, now: StepProgress): Waits {
  if (isAskedOfMember(step, now)) return 'you'
  if (now.state === 'failed' || now.state === 'undone') return 'stuck'
  if (now.state === 'looking') return 'look'
  const mover = moverOf(step, now)
  return mover === 'date' ? 'date' : mover === 'machine' ? 'work' : 'team'
}

// The member first, then whoever is stuck: what is said of many is what concerns one most.
const WEIGHT: readonly Waits[] = ['you', 'stuck', 'team', 'look', 'work', 'date']

function itemsOf({ progress }: MemberRun, each: EachStep): Pick<Line, 'waits' | 'count' | 'ends'> {
  const items = progress.items[each.id] ?? []
  const stands = items.map((_, index) => each.steps.map(step => ({ step, now: progress.steps[`${each.id}/${index}/${step.id}`] })))
  const waits = new Set(stands.flat().flatMap(({ step, now }) => now && !isSettled(now) && !NOT_BEGUN.has(now.state) ? [waitsOf(step, now)] : []))
  return {
    waits: WEIGHT.find(one => waits.has(one)) ?? 'work',
    count: { done: stands.filter(steps => steps.every(({ now }) => isSettled(now))).length, of: items.length },
    ends: endOf(stands.flat().flatMap(({ now }) => now ?? [])),
  }
}

/** Whether a run of this workflow has anything to tell its member: one whose steps are all hidden is a checklist of ours. */
export const isToldToMember = ({ steps }: { steps: readonly Step[] }): boolean => steps.some(step => step.shown || ('who' in step && step.who === 'member') || (step.kind === 'each' && step.steps.some(inner => 'who' in inner && inner.who === 'member')))

/** How a run stands to its member, in one word: what they are asked comes first. */
export type MemberStanding = Waits | 'stopping' | 'finished' | 'cancelled'

/** How it stands, and the line of the path that says so; none when that one is hidden. */
export function standingOf(run: Pick<MemberRun, 'progress'>, lines: readonly Line[], asked: number): { word: MemberStanding, line: Line | undefined } {
  const { progress } = run
  if (isEnded(progress)) return { word: progress.state as 'finished' | 'cancelled', line: undefined }
  if (progress.state !== 'running') return { word: 'stopping', line: undefined }
  const nowLines = lines.filter(({ state }) => state === 'now')
  const word = asked > 0 ? 'you' : WEIGHT.find(one => one !== 'you' && nowLines.some(({ waits }) => waits === one)) ?? 'work'
  return { word, line: nowLines.find(({ waits }) => waits === word) }
}
