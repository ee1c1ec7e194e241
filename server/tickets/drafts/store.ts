import type { Transaction } from '../../platform/db.ts'
import type { LetterFile } from '../../outbox/outgoing.ts'
import type { Upload } from './contract.ts'

/** Whose draft, and of what. `ticketId` is 0 for a ticket that does not exist yet. */
export type DraftPlace = { ticketId: number, agentId: number, kind: string }

const keyOf = ({ ticketId, agentId, kind }: DraftPlace) => ({ ticket_id: ticketId, agent_id: agentId, kind })

/** Keeps the draft unless a newer revision is kept already. Null content empties its place, which remembers the revision. */
export async function saveDraft(db: Transaction, place: DraftPlace, { revision, content, at }: { revision: number, content: string | null, at: Date }) {
  await db('drafts').insert({ ...keyOf(place), revision: -1, content: null, saved_at: at.getTime() }).onConflict(['ticket_id', 'agent_id', 'kind']).ignore()
  await db('drafts').where(keyOf(place)).where('revision', '<', revision).update({ revision, content, saved_at: at.getTime() })
}

/** What was sent is no draft any more: its place is emptied, and savings up to this revision change nothing. */
export async function clearDraft(db: Transaction, place: DraftPlace, { revision, at }: { revision: number, at: Date }) {
  await db('drafts').insert({ ...keyOf(place), revision, content: null, saved_at: at.getTime() }).onConflict(['ticket_id', 'agent_id', 'kind']).ignore()
  await db('drafts').where(keyOf(place)).where('revision', '<=', revision).update({ revision, content: null, saved_at: at.getTime() })
}

/** What stands in the draft, as JSON, and its revision. */
export async function draftAt(db: Transaction, place: DraftPlace): Promise<{ revision: number, content: string | null } | undefined> {
  return db('drafts').where(keyOf(place)).first<{ revision: number, content: string | null } | undefined>('revision', 'content')
}

/** The drafts of a ticket go with it into another, but for those that have one there already. */
export async function moveDrafts(db: Transaction, fromId: number, intoId: number) {
  const taken = await db('drafts').where({ ticket_id: intoId }).select<{ agent_id: number, kind: string }[]>('agent_id', 'kind')
  const there = new Set(taken.map(({ agent_id, kind }) => `${agent_id} ${kind}`))
  const drafts = await db('drafts').where({ ticket_id: fromId }).select<{ id: number, agent_id: number, kind: string }[]>('id', 'agent_id', 'kind')
  const free = drafts.filter(({ agent_id, kind }) => !there.has(`${agent_id} ${kind}`)).map(({ id }) => id)
  if (free.length > 0) await db('drafts').whereIn('id', free).update({ ticket_id: intoId })
}

type KeptUpload = Upload & { sha256: string }

/** Remembers a file whose bytes are kept. */
export async function addUpload(db: Transaction, { id, agentId, file, at }: { id: number, agentId: number, file: LetterFile, at: Date }) {
  await db('uploads').insert({ id, agent_id: agentId, sha256: file.sha256, filename: file.filename, content_type: file.contentType, size: file.size, created_at: at.getTime() })
}

/** Those of the files that this agent has brought, in the order of the ids. */
export async function uploadsOf(db: Transaction, agentId: number, ids: readonly number[]): Promise<KeptUpload[]> {
  if (ids.length === 0) return []
  const rows = await db('uploads').where({ agent_id: agentId }).whereIn('id', ids)
    .select<KeptUpload[]>({ id: 'id', sha256: 'sha256', filename: 'filename', contentType: 'content_type', size: 'size' })
  return ids.map(id => rows.find(row => row.id === id)).filter(row => row !== undefined)
}

/** They wait no more: they went with a mail. */
export async function removeUploads(db: Transaction, ids: readonly number[]) {
  if (ids.length > 0) await db('uploads').whereIn('id', ids).delete()
}

/** Forgets files that were brought before `before` and never sent, and places of drafts that have been empty since. */
export async function removeStale(db: Transaction, before: number) {
  await db('uploads').where('created_at', '<', before).delete()
  await db('drafts').whereNull('content').where('saved_at', '<', before).delete()
}
