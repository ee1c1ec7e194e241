import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryDefinition } from '../../testing/definitions.ts'
import type { Definition } from '../definition/schema.ts'
import { advance, replay, type Told } from './advance.ts'
import type { Effect, WorkflowEvent } from './event.ts'
import { may, type Deed } from './may.ts'
import { placeOf, stepAt } from './places.ts'
import { isEnded, isSettled, type Progress, type StepState } from './progress.ts'
import { wakeAt } from './waking.ts'

const MINUTE = 60_000

/** A run that is played: what was told and what it wanted carried out, in their order. */
function played(definition: Definition) {
  const told: Told[] = []
  const effects: Effect[] = []
  let progress: Progress | undefined
  let at = Date.UTC(2026, 10, 22)
  return {
    told, effects,
    now: () => progress as Progress,
    tell(event: WorkflowEvent, afterMs = MINUTE) {
      at += afterMs
      const event_ = { ...event, at }
      told.push(event_)
      const advanced = advance(definition, progress, event_)
      progress = advanced.progress
      effects.push(...advanced.effects)
      return advanced
    },
    jumpTo(instant: number) { at = Math.max(at, instant) },
  }
}

/** Everything that may happen to a step now, sensible or not. */
function eventsAt(definition: Definition, progress: Progress, path: string): WorkflowEvent[] {
  const now = progress.steps[path]
  const step = stepAt(definition, path)
  if (!now || !step) return []
  const { round } = now
  const of = { path, round }
  const late = { path, round: round - 1 }
  return [
    { type: 'acted', ...of, result: { id: 1 } }, { type: 'acted', ...late, result: { id: 2 } },
    { type: 'failed', ...of, says: 'away', retry: true }, { type: 'failed', ...of, says: 'refused', retry: false },
    { type: 'going', ...of, done: 1, of: 3, says: '', againInMs: MINUTE },
    { type: 'seen', ...of, passed: true, says: 'there', result: {} }, { type: 'seen', ...of, passed: false, says: 'not yet', result: {} }, { type: 'unseen', ...of, says: 'away' },
    { type: 'undone', ...of }, { type: 'undo-failed', ...of, says: 'away' },
    { type: 'filled', path, values: { go: round % 2 === 0, size: round } }, { type: 'ticked', path, evidence: 'seen' }, { type: 'agreed', path }, { type: 'declined', path, reason: 'not now' },
    { type: 'retried', path }, { type: 'skipped', path, reason: 'by hand' }, { type: 'undo-asked', path, reason: 'a mistake' },
  ]
}

/** Plays what `dice` say, from a start. */
function play(definition: Definition, dice: readonly number[], go: boolean) {
  const run = played(definition)
  run.tell({ type: 'started', start: { go } })
  for (const die of dice) {
    if (isEnded(run.now())) break
    const events = [...Object.keys(run.now().steps).flatMap(path => eventsAt(definition, run.now(), path)), { type: 'woke' } as const]
    const event = events[die % events.length]
    if (event) run.tell(event, die % 7 === 0 ? 3 * 86_400_000 : die % 11 === 0 ? -3_600_000 : MINUTE)
  }
  return run
}

/** Plays well from here on: everybody answers, everything works. */
function playToTheEnd(definition: Definition, run: ReturnType<typeof played>) {
  for (let turns = 0; turns < 2000 && !isEnded(run.now()); turns++) {
    const progress = run.now()
    const event = Object.entries(progress.steps).map(([path, now]) => helpful(definition, progress, { path, now })).find(Boolean)
    if (event) { run.tell(event); continue }
    const date = wakeAt(definition, progress)
    if (date === undefined) return
    run.jumpTo(date)
    run.tell({ type: 'woke' })
  }
}

function helpful(definition: Definition, progress: Progress, { path, now }: { path: string, now: Progress['steps'][string] }): WorkflowEvent | undefined {
  const step = stepAt(definition, path)
  if (!step) return undefined
  const of = { path, round: now.round }
  const [deed] = may({ ...progress, definition }, { path, step, now }).filter(one => one !== 'undo' && (one !== 'skip' || now.state !== 'waiting'))
  return works(of)[now.state] ?? (deed && decisions(path)[deed])
}

const works = (of: { path: string, round: number }): Partial<Record<StepState, WorkflowEvent>> => ({
  acting: { type: 'acted', ...of, result: {} },
  looking: { type: 'seen', ...of, passed: true, says: '', result: {} },
  undoing: { type: 'undone', ...of },
})

const decisions = (path: string): Partial<Record<Deed, WorkflowEvent>> => ({
  fill: { type: 'filled', path, values: { go: true, size: 10 } },
  tick: { type: 'ticked', path, evidence: 'so' },
  agree: { type: 'agreed', path },
  retry: { type: 'retried', path },
  skip: { type: 'skipped', path, reason: 'so' },
})

const histories = { definition: arbitraryDefinition(), dice: fc.array(fc.nat(), { maxLength: 60 }), go: fc.boolean() }
const RUNS = { numRuns: 250 }

function isIrreversible(definition: Definition, effect: Effect): boolean {
  const step = 'path' in effect ? stepAt(definition, effect.path) : undefined
  return step?.kind === 'action' && step.irreversible
}

/** The paths that a run could begin, at this moment. */
function forgotten(definition: Definition, { steps, items }: Progress): string[] {
  const places = definition.steps.flatMap((step) => {
    const inner = step.kind === 'each' && steps[step.id]?.state === 'open' ? (items[step.id] ?? []).flatMap((_, index) => step.steps.map(one => placeOf(definition, one, { each: step, index }))) : []
    return [placeOf(definition, step), ...inner]
  })
  return places.filter(({ path, after }) => (steps[path] === undefined || steps[path].state === 'pending') && after.every(before => isSettled(steps[before]))).map(({ path }) => path)
}

describe('whatever the workflow, and whatever happens', () => {
  test('no step that is ready is forgotten', () => {
    fc.assert(fc.property(histories.definition, histories.dice, histories.go, (definition, dice, go) => {
      const run = play(definition, dice, go)
      if (run.now().state === 'running') expect(forgotten(definition, run.now())).toEqual([])
    }), RUNS)
  })

  test('the same events give the same state', () => {
    fc.assert(fc.property(histories.definition, histories.dice, histories.go, (definition, dice, go) => {
      const run = play(definition, dice, go)
      expect(replay(definition, run.told)).toEqual(run.now())
      expect(replay(definition, JSON.parse(JSON.stringify(run.told)) as Told[])).toEqual(JSON.parse(JSON.stringify(run.now())))
    }), RUNS)
  })

  test('what cannot be undone is begun once at most, and only after a yes', () => {
    fc.assert(fc.property(histories.definition, histories.dice, histories.go, (definition, dice, go) => {
      const run = play(definition, dice, go)
      playToTheEnd(definition, run)
      const irreversible = run.effects.filter(effect => isIrreversible(definition, effect))
      expect(irreversible.filter(effect => effect.do !== 'act')).toEqual([])
      const acts = irreversible.flatMap(effect => effect.do === 'act' ? [`${effect.path} ${effect.round}`] : [])
      const begun = new Set(acts)
      expect(new Set([...begun].map(act => act.split(' ')[0])).size).toBe(begun.size)
      const yes = new Set(run.told.flatMap(event => event.type === 'agreed' ? [event.path] : []))
      const gates = [...begun].map(act => `${act.split(' ')[0]}_gate`)
      expect(gates.filter(gate => !yes.has(gate) && run.now().steps[gate]?.state !== 'skipped')).toEqual([])
    }), RUNS)
  })

  test('what is done stays done, unless somebody asks that it, or what stands before it, is taken back', () => {
    fc.assert(fc.property(histories.definition, histories.dice, histories.go, (definition, dice, go) => {
      const { told } = play(definition, dice, go)
      let before: Progress | undefined
      for (const event of told) {
        const { progress } = advance(definition, before, event)
        const done = Object.entries(before?.steps ?? {}).filter(([, { state }]) => state === 'done').map(([path]) => path)
        if (event.type !== 'undo-asked' && event.type !== 'cancelled') expect(done.filter(path => progress.steps[path]?.state !== 'done')).toEqual([])
        before = progress
      }
    }), RUNS)
  })

  test('every run can end: when everybody answers it is finished, and it can be cancelled at any moment', () => {
    fc.assert(fc.property(histories.definition, histories.dice, fc.boolean(), (definition, dice, undo) => {
      const run = play(definition, dice, true)
      const other = played(definition)
      run.told.forEach(({ at: _, ...event }) => other.tell(event as WorkflowEvent))
      playToTheEnd(definition, run)
      expect(isEnded(run.now())).toBe(true)
      if (isEnded(other.now())) return
      other.tell({ type: 'cancelled', reason: 'enough', undo })
      playToTheEnd(definition, other)
      expect(isEnded(other.now())).toBe(true)
    }), RUNS)
  })

  test('what is over stays as it is', () => {
    fc.assert(fc.property(histories.definition, histories.dice, (definition, dice) => {
      const run = play(definition, dice, true)
      playToTheEnd(definition, run)
      const end = run.now()
      for (const path of Object.keys(end.steps)) {
        for (const event of eventsAt(definition, end, path)) expect(run.tell(event)).toEqual({ progress: end, effects: [] })
      }
    }), { numRuns: 60 })
  })
})
