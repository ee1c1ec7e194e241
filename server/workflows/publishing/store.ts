import type { Transaction } from '../../platform/db.ts'
import type { Text } from '../definition/schema.ts'

/** Who has the last word on a workflow: its file, or the administrators who composed it. */
export type Origin = 'file' | 'composed'

/** A workflow as it is kept. */
export type Workflow = { id: number, name: string, origin: Origin, shipped: number, currentVersionId: number | null, retiredAt: number | null }

/** A version of it, without its words. */
export type Version = { id: number, number: number, digest: string, agentId: number | null }

/** What is published. */
export type NewVersion = { workflowId: number, number: number, yaml: string, definition: string, digest: string, at: Date, agentId: number | null, note?: string }

/** The workflow of this name, locked: nobody else publishes it meanwhile. */
export async function lockWorkflow(db: Transaction, name: string): Promise<Workflow | undefined> {
  return db('workflows').where({ name }).forUpdate().first<Workflow | undefined>({ id: 'id', name: 'name', origin: 'origin', shipped: 'shipped', currentVersionId: 'current_version_id', retiredAt: 'retired_at' })
}

/** A new workflow, of which nothing is published yet. */
export async function insertWorkflow(db: Transaction, { name, title, origin, shipped, at }: { name: string, title: Text, origin: Origin, shipped: boolean, at: Date }): Promise<Workflow> {
  const [id = 0] = await db('workflows').insert({ name, title: JSON.stringify(title), origin, shipped, created_at: at.getTime() })
  return { id, name, origin, shipped: Number(shipped), currentVersionId: null, retiredAt: null }
}

/** Every version of a workflow, the oldest first. */
export async function versionsOf(db: Transaction, workflowId: number): Promise<Version[]> {
  return db('workflow_versions').where({ workflow_id: workflowId }).orderBy('number').select<Version[]>({ id: 'id', number: 'number', digest: 'digest', agentId: 'agent_id' })
}

/** Keeps a version for good. Answers its id. */
export async function insertVersion(db: Transaction, { workflowId, number, yaml, definition, digest, at, agentId, note = '' }: NewVersion): Promise<number> {
  const [id = 0] = await db('workflow_versions').insert({ workflow_id: workflowId, number, yaml, definition, digest, published_at: at.getTime(), agent_id: agentId, note })
  return id
}

/** Makes a version the one that new runs are of. */
export async function makeCurrent(db: Transaction, { id, origin, shipped }: Pick<Workflow, 'id' | 'origin'> & { shipped: boolean }, version: { id: number, title: Text }) {
  await db('workflows').where({ id }).update({ current_version_id: version.id, title: JSON.stringify(version.title), origin, shipped })
}

export async function saveRetired(db: Transaction, id: number, at: Date | null) {
  await db('workflows').where({ id }).update({ retired_at: at?.getTime() ?? null })
}

/** The draft of a workflow, locked. */
export async function lockDraft(db: Transaction, name: string): Promise<{ draft: string, savedAt: number } | undefined> {
  const row = await db('workflow_drafts').where({ name }).forUpdate().first<{ draft: string, savedAt: number } | undefined>({ draft: 'draft', savedAt: 'saved_at' })
  return row && { draft: row.draft, savedAt: Number(row.savedAt) }
}

/** False when somebody else began the same one meanwhile. */
export async function saveDraft(db: Transaction, name: string, { draft, at, agentId }: { draft: string, at: number, agentId: number | null }) {
  await db('workflow_drafts').insert({ name, draft, saved_at: at, agent_id: agentId }).onConflict('name').merge(['draft', 'saved_at', 'agent_id'])
}

export async function removeDraft(db: Transaction, name: string) {
  await db('workflow_drafts').where({ name }).delete()
}
