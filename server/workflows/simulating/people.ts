import type { Definition, Field, Step } from '../definition/schema.ts'
import { may, type Deed } from '../engine/may.ts'
import { stepAt } from '../engine/places.ts'
import type { Path, Progress, Result, StepProgress } from '../engine/progress.ts'
import type { Dice } from './dice.ts'

/** What somebody is about to do. */
export type HumanAct = { path: Path, round: number, deed: Exclude<Deed, 'undo' | 'decline' | 'skip'>, who: 'agent' | 'member', values: Result }

type Playing = { definition: Definition, progress: Progress, dice: Dice, run: string }

/** What people do with a run at this hour: agents look nearly each time, members now and then. What has failed is tried again. */
export function humanActs({ definition, progress, dice, run }: Playing): HumanAct[] {
  return Object.entries(progress.steps).flatMap(([path, now]) => {
    const step = stepAt(definition, path)
    // What a probe watches, it is left to.
    const [deed] = step && now.state !== 'looking' && !isWatched(step, now) ? may({ ...progress, definition }, { path, step, now }).filter(isDone) : []
    if (!step || !deed) return []
    const who = whoOf(step, now)
    if (!dice.happens(`acts ${run} ${path} ${now.round} ${now.since}`, who === 'agent' ? 0.8 : 0.5)) return []
    return [{ path, round: now.round, deed, who, values: step.kind === 'form' ? valuesOf(step.fields, run, dice) : {} }]
  })
}

const isWatched = (step: Step, { state }: StepProgress): boolean => step.kind === 'task' && step.probe !== undefined && state === 'asked'

const isDone = (deed: Deed): deed is HumanAct['deed'] => deed === 'fill' || deed === 'tick' || deed === 'agree' || deed === 'retry'
const whoOf = (step: Step, { state }: StepProgress) => state === 'asked' && 'who' in step ? step.who : 'agent'

const EXAMPLES: Record<Field['type'], string | number | boolean> = {
  text: 'exemple', long: 'Quelques mots.', email: 'membre@example.org', web: 'https://example.org/', number: 1, date: '2027-05-12', choice: '', yes: true, secret: 'un secret',
}

/** What somebody answers: an example of each field, any of its choices, or something that fits; two times of three also what need not be answered. */
export function valuesOf(fields: readonly Field[], run: string, dice: Dice): Result {
  const answered = fields.filter(({ name, required }) => required || dice.happens(`answers ${run} ${name}`, 0.67))
  return Object.fromEntries(answered.map(field => [field.name, valueOf(field, run, dice)]))
}

function valueOf({ name, type, example, examples, options }: Field, run: string, dice: Dice): unknown {
  const [first, ...others] = examples ?? options?.map(({ value }) => value) ?? []
  if (first !== undefined) return dice.pick(`which ${run} ${name}`, [first, ...others])
  return example ?? (type === 'text' ? `exemple ${run}` : EXAMPLES[type])
}
