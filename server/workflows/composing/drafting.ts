import type { z } from 'zod'
import { Definition, type Field, type Step, type Text } from '../definition/schema.ts'
import { Draft, type DraftField, type DraftStep } from './contract.ts'

type Written = z.input<typeof Definition>
type WrittenStep = Written['steps'][number]

// Who writes in one language is not sent away: the other says the same words.
const said = ({ fr, en }: Text): Text => ({ fr: fr || en, en: en || fr })
const isSaid = ({ fr, en }: Text): boolean => fr !== '' || en !== ''
const ifSaid = <K extends string>(key: K, text: Text) => (isSaid(text) ? { [key]: said(text) } : {}) as { [key in K]?: Text }
const ifDays = (days: number | null) => days === null ? {} : { due: `${days}d` }

const fieldOf = ({ name, label, help, type, required, options }: DraftField) => ({
  name, label: said(label), ...ifSaid('help', help), type, required,
  ...type === 'choice' ? { options: options.map((option, i) => ({ value: valueOf(option, i), label: said(option) })) } : {},
})

const valueOf = ({ fr, en }: Text, i: number): string => (fr || en).slice(0, 100) || `${i + 1}`

const askedOf = ({ role, dueDays, remindDays }: DraftStep) => ({
  ...role ? { role } : {}, ...ifDays(dueDays), ...remindDays === null ? {} : { remind: [`${remindDays}d`] },
})

// The member is asked by their page, which knows no roles.
const whoOf = (step: DraftStep) => ({ who: step.who, ...askedOf(step.who === 'member' ? { ...step, role: null } : step) })

function stepOf(step: DraftStep): WrittenStep {
  const about = { id: step.id, title: said(step.title), ...ifSaid('why', step.why), ...ifSaid('how', step.how), shown: step.shown }
  switch (step.kind) {
    case 'task': return { kind: 'task', ...about, ...whoOf(step), evidence: step.evidence }
    case 'form': return { kind: 'form', ...about, ...whoOf(step), fields: step.fields.map(fieldOf) }
    case 'gate': return { kind: 'gate', ...about, ...askedOf(step) }
    case 'wait': return { kind: 'timer', ...about, for: `${step.days}d` }
    case 'message': return { kind: 'message', ...about, text: said(step.text) }
  }
}

/** A list as the definition of a workflow; each step comes after the one before. The draft has its names. Whether it makes sense is asked of `problemsOfDraft`. */
export function definitionOfDraft(name: string, draft: Draft): Written {
  // A run is called by the first thing that was asked.
  const called = draft.start.find(({ type, required }) => required && type !== 'secret' && type !== 'long')
  return {
    workflow: name, title: said(draft.title), ...ifSaid('about', draft.about), ...called ? { subject: { fr: `{{start.${called.name}}}`, en: `{{start.${called.name}}}` } } : {},
    ...ifDays(draft.dueDays), start: draft.start.map(fieldOf), steps: draft.steps.map(stepOf),
  }
}

const asWritten = ({ fr, en }: Text): Text => ({ fr, en: en === fr ? '' : en })
const written = (text: Text | undefined): Text => text ? asWritten(text) : { fr: '', en: '' }
const daysOf = (duration: string | undefined): number | null => /^\d+d$/.test(duration ?? '') ? Number.parseInt(duration ?? '', 10) : null

const draftFieldOf = ({ name, label, help, type, required, options = [] }: Field) => ({
  name, label: asWritten(label), help: written(help), type, required, options: options.map(option => asWritten(option.label)),
})

const askedAs = (step: Step) => 'who' in step ? { who: step.who, role: step.role ?? null, dueDays: daysOf(step.due), remindDays: daysOf(step.remind[0]) } : {}

function partsOf(step: Step): object {
  switch (step.kind) {
    case 'task': return { kind: 'task', evidence: step.evidence }
    case 'form': return { kind: 'form', fields: step.fields.map(draftFieldOf) }
    case 'gate': return { kind: 'gate' }
    case 'timer': return { kind: 'wait', days: daysOf(step.for) ?? 1 }
    case 'message': return { kind: 'message', text: asWritten(step.text) }
    case 'probe':
    case 'action':
    case 'each': return {}
  }
}

const draftStepOf = (step: Step) => ({
  id: step.id, title: asWritten(step.title), why: written(step.why), how: written(step.how), shown: step.shown, ...askedAs(step), ...partsOf(step),
})

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined).sort(([a], [b]) => a < b ? -1 : 1).map(([key, inner]) => [key, sorted(inner)]))
}

/** A definition as a list; undefined when it says more than a list can: branches, probes, actions, phases. */
export function draftOf(definition: Definition): Draft | undefined {
  const { title, about, due, start, steps } = definition
  const draft = Draft.safeParse({ title: asWritten(title), about: written(about), dueDays: daysOf(due), start: start.map(draftFieldOf), steps: steps.map(draftStepOf) })
  if (!draft.success) return undefined
  // What comes back the same has lost nothing on the way.
  const back = Definition.safeParse(definitionOfDraft(definition.workflow, draft.data))
  return back.success && JSON.stringify(sorted(back.data)) === JSON.stringify(sorted(definition)) ? draft.data : undefined
}
