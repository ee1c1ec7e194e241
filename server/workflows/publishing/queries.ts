import type { Db } from '../../platform/db.ts'
import type { Definition } from '../definition/schema.ts'

const MOST_KEPT = 500
// A version never changes: a process that has read it need not read it again.
const kept = new WeakMap<object, Map<number, Definition>>()

/** The definition of a version, for as long as this process lives read once only. */
export async function definitionOf(db: Db, versionId: number): Promise<Definition> {
  // By the client: a transaction and its pool share one, two installations in a process do not.
  const known = kept.get(db.client as object) ?? new Map<number, Definition>()
  kept.set(db.client as object, known)
  const found = known.get(versionId) ?? await read(db, versionId)
  if (known.size >= MOST_KEPT) known.clear()
  known.set(versionId, found)
  return found
}

async function read(db: Db, id: number): Promise<Definition> {
  const row = await db('workflow_versions').where({ id }).first<{ definition: string } | undefined>('definition')
  if (!row) throw new Error(`The version ${id} of a workflow is missing`)
  return JSON.parse(row.definition) as Definition
}

/** The version that a new run is of; undefined when there is no such workflow, or it was retired. */
export async function currentVersion(db: Db, name: string): Promise<{ id: number, number: number, definition: Definition } | undefined> {
  const row = await db('workflows').join('workflow_versions', 'workflow_versions.id', 'workflows.current_version_id')
    .where({ name }).whereNull('retired_at').first<{ id: number, number: number } | undefined>({ id: 'workflow_versions.id', number: 'workflow_versions.number' })
  return row && { ...row, definition: await definitionOf(db, row.id) }
}
