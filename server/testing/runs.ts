import type { Database, Transaction } from '../platform/db.ts'
import { idsFrom } from '../platform/ids.ts'
import { insertRows } from '../platform/rows.ts'
import type { WorkflowEvent } from '../workflows/engine/event.ts'
import { publish } from '../workflows/publishing/actions/publish.ts'
import { startRun } from '../workflows/runs/actions/start.ts'
import { tellRun } from '../workflows/runs/actions/tell.ts'
import { testSecrets } from './served.ts'

/** A workflow in three phases whose runs can stand in every way; its ports exist for nobody. */
export const MOVE = `
workflow: move
title: { fr: Déménager un domaine, en: Move a domain }
about: { fr: Son domaine arrive chez nous., en: Their domain comes to us. }
subject: { fr: '{{start.domain}}', en: '{{start.domain}}' }
phases:
  - { id: prepare, title: { fr: Préparer, en: Prepare } }
  - { id: move, title: { fr: Déménager, en: Move } }
  - { id: settle, title: { fr: Vérifier, en: Verify } }
start:
  - { name: domain, label: { fr: Domaine, en: Domain } }
steps:
  - { id: survey, kind: action, phase: prepare, title: { fr: Lire ce qu’il y a, en: Read what there is }, why: { fr: Pour ne rien perdre., en: So that nothing is lost. }, how: { fr: On lit., en: We read. }, uses: test.survey, with: { domain: start.domain } }
  - { id: answers, kind: form, phase: prepare, who: member, title: { fr: Demander au membre ses boîtes, en: Ask the member for their mailboxes }, why: { fr: Lui seul le sait., en: Only they know. }, how: { fr: Sur sa page., en: On their page. }, due: 5d, fields: [{ name: boxes, label: { fr: Boîtes, en: Mailboxes } }] }
  - { id: go, kind: gate, phase: move, title: { fr: Autoriser le transfert, en: Allow the transfer }, why: { fr: Il ne se défait pas., en: It cannot be undone. }, how: { fr: Relire., en: Read again. }, due: 2d, shows: [transfer] }
  - { id: transfer, kind: action, phase: move, title: { fr: Demander le transfert, en: Ask for the transfer }, why: { fr: Le domaine change de maison., en: The domain changes houses. }, how: { fr: Par le bureau., en: At the registrar. }, uses: test.transfer, irreversible: true, with: { domain: start.domain, boxes: answers.boxes } }
  - { id: days, kind: timer, phase: settle, title: { fr: Laisser passer les jours légaux, en: Let the legal days pass }, why: { fr: La règle le veut., en: The rule says so. }, how: { fr: Attendre., en: Wait. }, for: 5d }
  - { id: check, kind: task, phase: settle, role: volunteer, title: { fr: Regarder le site avec le membre, en: Look at the site with the member }, why: { fr: Pour être sûr., en: To be sure. }, how: { fr: Ouvrir le site., en: Open the site. }, due: 3d }
`

/** How far a run of MOVE has come, and how it stands there. */
export type Stage = 'survey' | 'survey-failed' | 'answers' | 'go' | 'transfer' | 'transfer-failed' | 'days' | 'check' | 'finished' | 'cancelled'

type Told = WorkflowEvent
const at = (path: string) => ({ path, round: 1 })
const ACTED: Told[] = [{ type: 'acted', ...at('survey'), result: {} }]
const FILLED: Told[] = [...ACTED, { type: 'filled', path: 'answers', values: { boxes: 'info' } }]
const AGREED: Told[] = [...FILLED, { type: 'agreed', path: 'go' }]
const MOVED: Told[] = [...AGREED, { type: 'acted', ...at('transfer'), result: {} }]
const PAST: Told[] = [...MOVED, { type: 'skipped', path: 'days', reason: 'Vu' }]
const failed = (path: string): Told => ({ type: 'failed', ...at(path), says: 'Le bureau ne répond pas', retry: false })
const STORIES: Record<Stage, Told[]> = {
  'survey': [], 'survey-failed': [failed('survey')], 'answers': ACTED, 'go': FILLED, 'transfer': AGREED, 'transfer-failed': [...AGREED, failed('transfer')],
  'days': MOVED, 'check': PAST, 'finished': [...PAST, { type: 'ticked', path: 'check', evidence: 'Vu' }], 'cancelled': [...ACTED, { type: 'cancelled', reason: 'Parti ailleurs', undo: false }],
}

type Wanted = { stage?: Stage, domain?: string, ownerId?: number, ticketId?: number | null, rehearsal?: boolean, at?: number, workflow?: string }

/** Runs for tests and benchmarks, by the actions that make them in earnest. */
export function runsOn(database: Database) {
  const ids = idsFrom(database)
  const context = (db: Transaction, now: number) => ({ db, now: new Date(now), actor: { kind: 'system', name: 'test' } as const })
  let count = 0

  return {
    publish: (yaml = MOVE) => database.transaction(db => publish(context(db, Date.now()), { yaml, from: 'file' })),

    /** A run of MOVE that has come so far, and stands there since `at`. */
    async run({ stage = 'go', domain = `domaine-${++count}.example`, ownerId = 0, ticketId = null, rehearsal = false, at: now = Date.now(), workflow = 'move' }: Wanted = {}) {
      const [id = 0] = await ids(1)
      await database.transaction(async (db) => {
        await startRun(context(db, now), { id, workflow, ticketId, start: { domain }, rehearsal, ownerId }, { seal: testSecrets.seal })
        for (const event of STORIES[stage]) if (!await tellRun(context(db, now), id, event)) throw new Error(`The run did not take ${event.type}`)
      })
      return id
    },

    /** As many more runs that stand as this one does, each with its own name and dates; what happened to them is not written down. */
    async copies(id: number, times: number, { everyMs }: { everyMs: number }) {
      const row = await database.reader('runs').where({ id }).first<Record<string, string | number | null>>()
      const fresh = await ids(times)
      const later = (value: string | number | null | undefined, by: number) => typeof value === 'number' ? value + by : value ?? null
      const copy = (copyId: number, by: number) => ({ ...row, id: copyId, subject: `domaine-${++count}.example`, since: later(row['since'], by), started_at: later(row['started_at'], by), due_at: later(row['due_at'], by), ended_at: later(row['ended_at'], by) })
      await database.transaction(db => insertRows(db, 'runs', fresh.map((copyId, index) => copy(copyId, (index + 1) * everyMs))))
      return fresh
    },
  }
}
