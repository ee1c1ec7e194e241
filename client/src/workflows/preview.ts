import type { AgentName } from '../../../server/accounts/contract.ts'
import type { AskedField, RunDetail, Said, StepView } from '../../../server/workflows/contract.ts'
import type { WorkflowPreview } from '../../../server/workflows/composing/yaml/contract.ts'
import type { OwnDraft, OwnField, OwnStep } from './own-draft.ts'

const DAY = 86_400_000
const NOT_BEGUN = {
  within: null, item: null, checked: null, takes: null, undone: null, phase: null, role: null, state: 'pending', round: 1, since: null, at: null, deadline: null, dueAt: null, every: null, by: null, tries: 0, escalatedTo: null, handed: null,
  results: [], secrets: [], seen: null, going: null, cause: null, reason: null, fields: [], evidence: 'none', plan: [], permission: null, irreversible: false, may: [],
} satisfies Partial<StepView>

/** Who looks, and when. */
export type Looking = { now: number, reader: AgentName | null, untitled: string }

type Labels = ReadonlyMap<string, string>

/** What was asked, by the name under which texts use it. */
const labelsOf = ({ start, steps }: OwnDraft): Labels => new Map([
  ...start.map(({ name, label }) => [`start.${name}`, label.fr] as const),
  ...steps.flatMap(({ id, fields }) => fields.map(({ name, label }) => [`${id}.${name}`, label.fr] as const)),
])

// An answer that is not given yet is shown by its question.
const filled = (text: string, labels: Labels) => text.replaceAll(/\{\{\s*([\w.]+)\s*\}\}/g, (whole, name: string) => labels.has(name) ? `‹${labels.get(name)}›` : whole)
const said = ({ fr, en }: Said, labels: Labels): Said => ({ fr: filled(fr || en, labels), en: filled(en || fr, labels) })
const saidOrNull = (text: Said, labels: Labels): Said | null => text.fr || text.en ? said(text, labels) : null

const asked = ({ key, label, help, type, required, options }: OwnField, { untitled }: Looking): AskedField => ({
  name: key, type, required, help: saidOrNull(help, new Map()), label: label.fr || label.en ? said(label, new Map()) : { fr: untitled, en: untitled }, example: null,
  options: options.filter(({ fr, en }) => fr || en).map((option, i) => ({ value: String(i), label: said(option, new Map()) })),
})

const mover = ({ kind, who }: OwnStep): StepView['mover'] => kind === 'wait' ? 'date' : kind === 'message' ? 'machine' : kind === 'gate' ? 'agent' : who
const viewKind = { task: 'task', form: 'form', gate: 'gate', wait: 'timer', message: 'message' } as const

function standing(step: OwnStep, { now }: Looking): Partial<StepView> {
  const dueAt = step.dueDays === null ? null : now + step.dueDays * DAY
  switch (step.kind) {
    case 'task': return { state: 'asked', dueAt, may: ['tick'], evidence: step.evidence }
    case 'form': return { state: 'asked', dueAt, may: ['fill'] }
    case 'gate': return { state: 'asked', dueAt, may: ['agree', 'decline'] }
    case 'wait': return { state: 'waiting', at: now + step.days * DAY }
    case 'message': return { state: 'acting' }
  }
}

type Placed = { place: -1 | 0 | 1, labels: Labels, looking: Looking }

const roleIn = (step: OwnStep) => step.kind !== 'wait' && step.kind !== 'message' && mover(step) === 'agent' ? step.role : null

function textsOf({ kind, title, why, how, text }: OwnStep, { labels, looking: { untitled } }: Placed) {
  return { title: title.fr || title.en ? said(title, labels) : { fr: untitled, en: untitled }, why: saidOrNull(why, labels), how: saidOrNull(kind === 'message' ? text : how, labels) }
}

function view(step: OwnStep, placed: Placed): StepView {
  const { place, looking } = placed
  return {
    ...NOT_BEGUN, path: step.key, kind: viewKind[step.kind], ...textsOf(step, placed), mover: mover(step), role: roleIn(step),
    fields: step.kind === 'form' ? step.fields.map(field => asked(field, looking)) : [],
    ...place < 0 ? { state: 'done' as const } : place === 0 ? standing(step, looking) : {},
  }
}

function detailOf(title: Said, steps: StepView[], { now, reader }: Looking): RunDetail {
  const here = steps.find(({ state }) => state !== 'pending' && state !== 'done')
  return {
    run: {
      id: 0, workflow: { name: 'apercu', title, version: 1 }, subject: '', standing: 'agent', phase: null, next: here ? { path: here.path, title: here.title } : null, since: now, dueAt: null, wakeAt: null,
      done: 0, of: steps.length, going: null, falls: null, cause: null, owner: reader, role: null, ticket: null, rehearsal: false, aheadMs: 0, startedAt: now, endedAt: null,
    },
    about: null, member: null, memberUrl: null, phases: [], start: [], steps, events: [],
  }
}

/** What is composed as a run that has come to the step `at`, or to its first. */
export function previewOf(draft: OwnDraft, at: string | undefined, looking: Looking): RunDetail {
  const here = Math.max(0, draft.steps.findIndex(({ key }) => key === at))
  const labels = labelsOf(draft)
  const steps = draft.steps.map((step, i) => view(step, { place: i < here ? -1 : i > here ? 1 : 0, labels, looking }))
  return detailOf(said(draft.title, labels), steps, looking)
}

/** A workflow that the server has read, as a run that has not begun. */
export const previewOfRead = ({ title, phases, steps }: WorkflowPreview, looking: Looking): RunDetail => ({ ...detailOf(title, steps, looking), phases })

/** What the member's page tells of: what is shown to them, and whatever is asked of them. */
export const isShown = ({ kind, who, shown }: OwnStep): boolean => shown || (who === 'member' && (kind === 'task' || kind === 'form'))
