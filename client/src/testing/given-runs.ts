import type { Prospects } from '../../../server/workflows/board/contract.ts'
import type { RunRow } from '../../../server/workflows/contract.ts'
import { NOW } from './given.ts'

/** A run as a line. */
export function runRow(parts: Partial<RunRow> = {}): RunRow {
  return {
    id: 4, workflow: { name: 'move', title: { fr: 'Déménager un domaine', en: 'Move a domain' }, version: 1 }, subject: 'pieds.example', standing: 'agent',
    phase: { id: 'move', title: { fr: 'Déménager', en: 'Move' } }, next: { path: 'go', title: { fr: 'Autoriser le transfert', en: 'Allow the transfer' } },
    since: NOW - 9 * 86_400_000, dueAt: null, wakeAt: null, done: 2, of: 6, owner: null, role: null, ticket: null, rehearsal: false, startedAt: NOW - 10 * 86_400_000, endedAt: null, ...parts,
  }
}

/** A run before it is acted on. */
export const prospect = (id: number, steps: Prospects['runs'][number]['steps'], open = true): Prospects['runs'][number] => ({ run: runRow({ id, subject: `domaine-${id}.example` }), open, steps })
