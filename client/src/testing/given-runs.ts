import type { Prospects } from '../../../server/workflows/board/contract.ts'
import type { AskedField, RunDetail, RunRow, Said, StepView } from '../../../server/workflows/contract.ts'
import { claire, NOW } from './given.ts'

/** The same in both languages. */
export const said = (fr: string, en = fr): Said => ({ fr, en })

/** A step that has not begun. */
export function step(path: string, parts: Partial<StepView> = {}): StepView {
  return {
    path, kind: 'task', within: null, item: null, title: said(path), why: null, how: null, checked: null, takes: null, undone: null, phase: null, mover: 'agent', role: null, state: 'pending', round: 1, since: null, at: null, deadline: null,
    dueAt: null, every: null, by: null, tries: 0, escalatedTo: null, handed: null, results: [], secrets: [], seen: null, going: null, cause: null, reason: null, fields: [], evidence: 'none', plan: [], permission: null, irreversible: false, may: [], ...parts,
  }
}

/** A run that somebody follows. */
export function run(parts: Partial<RunRow> = {}): RunRow {
  return {
    id: 4, workflow: { name: 'gandi', title: said('De Gandi à la coopérative', 'From Gandi'), version: 3 }, subject: 'lespiedsverts.org', standing: 'agent', phase: null, next: null, since: NOW - 7_200_000, dueAt: null, wakeAt: null, done: 1, of: 3, going: null, falls: null, cause: null,
    owner: { id: 1, name: 'Nadia Benali' }, role: null, ticket: { id: 7, reference: 'A7T-QM3-9XHD' }, rehearsal: false, aheadMs: 0, startedAt: NOW - 86_400_000, endedAt: null, ...parts,
  }
}

/** Everything about a run. */
export const runDetail = (steps: StepView[], parts: Partial<RunDetail> = {}): RunDetail =>
  ({ run: run(), about: null, member: claire, memberUrl: null, phases: [], start: [], steps, events: [], ...parts })

/** What a form asks for. */
export const field = (name: string, parts: Partial<AskedField> = {}): AskedField => ({ name, label: said(name), help: null, type: 'text', required: true, options: [], example: null, ...parts })

/** A run as a line of the board. */
export const runRow = (parts: Partial<RunRow> = {}): RunRow => run({
  workflow: { name: 'move', title: said('Déménager un domaine', 'Move a domain'), version: 1 }, subject: 'pieds.example',
  phase: { id: 'move', title: said('Déménager', 'Move') }, next: { path: 'go', title: said('Autoriser le transfert', 'Allow the transfer') },
  since: NOW - 9 * 86_400_000, done: 2, of: 6, owner: null, ticket: null, startedAt: NOW - 10 * 86_400_000, ...parts,
})

/** A run before it is acted on. */
export const prospect = (id: number, steps: Prospects['runs'][number]['steps'], open = true): Prospects['runs'][number] => ({ run: runRow({ id, subject: `domaine-${id}.example` }), open, steps })
