import type { AskedField, Said, StepView } from '../contract.ts'
import { say, type Known } from '../definition/conditions.ts'
import { msOf } from '../definition/durations.ts'
import type { Definition, Field, InnerStep, Step, Text } from '../definition/schema.ts'
import { knownAt } from '../engine/known.ts'
import { may } from '../engine/may.ts'
import { innerOf, placeOf, stepAt } from '../engine/places.ts'
import type { Path, Progress, Result, StepProgress } from '../engine/progress.ts'
import { planOf } from './plan.ts'
import { moverOf } from './summary.ts'
import { isSecretMark, wordsOf } from './words-of.ts'

/** What is known of a run beside its progress: when each secret was destroyed, what was handed to the member, and who settled each step. */
export type Beside = { destroyed: ReadonlyMap<number, number | null>, handed?: ReadonlyMap<Path, NonNullable<StepView['handed']>>, by: ReadonlyMap<Path, NonNullable<StepView['by']>> }

const MOST_INNER = 600

/** All steps of a run as people see them: those of the run in their order, each `each` followed by the steps of its items. */
export function stepViews(definition: Definition, progress: Progress, beside: Beside): StepView[] {
  const paths = definition.steps.flatMap(step => [step.id, ...step.kind === 'each' ? innerPaths(definition, progress, step) : []])
  return paths.map(path => viewOf(definition, progress, { path, beside }))
}

function innerPaths(definition: Definition, { items }: Progress, each: Extract<Step, { kind: 'each' }>): Path[] {
  return (items[each.id] ?? []).flatMap((_, index) => each.steps.map(step => placeOf(definition, step, { each, index }).path)).slice(0, MOST_INNER)
}

const PENDING: StepProgress = { state: 'pending', round: 0, since: 0, tries: 0, reminded: 0 }

function viewOf(definition: Definition, progress: Progress, { path, beside }: { path: Path, beside: Beside }): StepView {
  const step = stepAt(definition, path) as Step
  const now = progress.steps[path] ?? PENDING
  const known = knownAt({ ...progress, definition }, path)
  return {
    path,
    kind: step.kind,
    ...placedIn(definition, progress, { path, step }),
    ...textsOf(step, known),
    ...standsOf(step, now),
    by: beside.by.get(path) ?? null,
    handed: beside.handed?.get(path) ?? null,
    ...resultsOf(step, now.result ?? {}, beside),
    ...askedOf(step, known),
    plan: step.kind === 'gate' && AT_GATE.has(now.state) ? planOf(definition, progress, { gate: step, path }) : [],
    may: now === PENDING ? [] : may({ ...progress, definition }, { path, step, now }),
  }
}

const AT_GATE: ReadonlySet<StepProgress['state']> = new Set(['asked', 'failed'])

function placedIn(definition: Definition, { items }: Progress, { path, step }: { path: Path, step: Step }) {
  const inner = innerOf(definition, path)
  if (!inner) return { within: null, item: null, phase: step.phase ?? null }
  const { each, index } = inner
  return { within: each.id, item: items[each.id]?.[index]?.name ?? null, phase: step.phase ?? each.phase ?? null }
}

function textsOf(step: Step, known: Known) {
  const text = (said: Text | undefined): Said | null => said ? say(said, known) : null
  return { title: say(step.title, known), why: text(step.why), how: text(step.how), checked: text(step.checked), takes: text(step.takes), undone: text(step.undone) }
}

function standsOf(step: Step, now: StepProgress) {
  const { state, round, tries } = now
  return {
    mover: now.state === 'pending' ? firstMover(step) : moverOf(step, now),
    role: now.escalatedTo ?? roleOf(step),
    state, round, tries,
    ...datesOf(step, now),
    ...toldOf(now),
    irreversible: step.kind === 'action' && step.irreversible,
  }
}

const roleOf = (step: Step) => ('role' in step ? step.role : undefined) ?? null

const toldOf = ({ escalatedTo, seen, going, cause, reason }: StepProgress) => ({ escalatedTo: escalatedTo ?? null, seen: seen ?? null, going: going ? { endsAt: null, ...going } : null, cause: cause ? { words: null, ...cause } : null, reason: reason ?? null })

function datesOf(step: Step, { since, at, deadline, dueAt }: StepProgress) {
  const every = step.kind === 'probe' ? step.every : step.kind === 'task' ? step.probe?.every : undefined
  return { since: since || null, at: at ?? null, deadline: deadline ?? null, dueAt: dueAt ?? null, every: every === undefined ? null : msOf(every) }
}

/** Who moves a step that has just begun. */
export function firstMover(step: Step): StepView['mover'] {
  if ('who' in step) return step.who
  return step.kind === 'timer' ? 'date' : 'machine'
}

/** What came of it, in the words of its form where it has one; what is sealed apart. */
function resultsOf(step: Step, result: Result, { destroyed }: Beside): Pick<StepView, 'results' | 'secrets'> {
  const fields = new Map(step.kind === 'form' ? step.fields.map(field => [field.name, field]) : [])
  const entries = Object.entries(result)
  return {
    results: entries.filter(([, value]) => !isSecretMark(value)).map(([name, value]) => ({ name, label: fields.get(name)?.label ?? null, value: wordsOf(value, fields.get(name)) })),
    secrets: entries.flatMap(([name, value]) => isSecretMark(value) ? [{ id: value.secret, label: fields.get(name)?.label ?? { fr: name, en: name }, destroyedAt: destroyed.get(value.secret) ?? null }] : []),
  }
}

function askedOf(step: Step | InnerStep, known: Known): Pick<StepView, 'fields' | 'evidence' | 'permission'> {
  return {
    fields: step.kind === 'form' ? step.fields.map(field => askedField(field, known)) : [],
    evidence: step.kind === 'task' ? step.evidence : 'none',
    permission: step.kind === 'gate' ? step.permission : null,
  }
}

/** A field as it is asked; an example of a secret is never shown. */
export function askedField({ name, label, help, type, required, options, example }: Field, known: Known): AskedField {
  return {
    name, type, required,
    label: say(label, known),
    help: help ? say(help, known) : null,
    options: (options ?? []).map(option => ({ value: option.value, label: say(option.label, known) })),
    example: example === undefined || type === 'secret' ? null : String(example),
  }
}
