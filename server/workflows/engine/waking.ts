import { msOf } from '../definition/durations.ts'
import type { Definition, Step } from '../definition/schema.ts'
import { finish, note, type Move } from './move.ts'
import { stepAt } from './places.ts'
import { isEnded, type Instant, type Path, type Progress, type StepProgress } from './progress.ts'

/** Time has passed: timers end, people are reminded, what nobody did goes to somebody else. */
export function wake(move: Move) {
  if (move.state !== 'running') return
  for (const [path, now] of Object.entries(move.steps)) {
    const step = stepAt(move.definition, path)
    if (!step) continue
    if (now.state === 'waiting' && now.at !== undefined && now.at <= move.at) finish(move, path)
    else if (now.state === 'asked') askAgain(move, path, { step, now })
  }
}

type Asked = Extract<Step, { kind: 'form' | 'task' | 'gate' }>
const isAsked = (step: Step): step is Asked => step.kind === 'form' || step.kind === 'task' || step.kind === 'gate'

function askAgain(move: Move, path: Path, { step, now }: { step: Step, now: StepProgress }) {
  if (!isAsked(step)) return
  const nth = step.remind.filter(after => now.since + msOf(after) <= move.at).length
  // After a long night one reminder says as much as three.
  if (nth > now.reminded) {
    note(move, path, { reminded: nth })
    move.effects.push({ do: 'remind', path, nth, at: move.at })
  }
  if (step.escalate && now.escalatedTo === undefined && now.since + msOf(step.escalate.after) <= move.at) {
    note(move, path, { escalatedTo: step.escalate.to })
    move.effects.push({ do: 'escalate', path, to: step.escalate.to, at: move.at })
  }
}

/** When the run must be woken next; undefined when only an answer moves it. */
export function wakeAt(definition: Definition, progress: Progress): Instant | undefined {
  if (isEnded(progress) || progress.state !== 'running') return undefined
  const dates = Object.entries(progress.steps).flatMap(([path, now]) => datesOf(stepAt(definition, path), now))
  return dates.length > 0 ? Math.min(...dates) : undefined
}

function datesOf(step: Step | undefined, now: StepProgress): Instant[] {
  if (now.state === 'waiting') return now.at === undefined ? [] : [now.at]
  if (now.state !== 'asked' || !step || !isAsked(step)) return []
  const reminder = step.remind.map(after => now.since + msOf(after)).sort((a, b) => a - b)[now.reminded]
  const escalation = step.escalate && now.escalatedTo === undefined ? now.since + msOf(step.escalate.after) : undefined
  return [reminder, escalation].filter(date => date !== undefined)
}
