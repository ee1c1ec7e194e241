import type { Db } from '../../platform/db.ts'
import type { Definition } from '../definition/schema.ts'

const MOST_KEPT = 500
// By what they say, so that one that was read before never has to be taken apart again.
const kept = new Map<string, Definition>()

/** The definition of a version: always the same object for the same words. */
export async function definitionOf(db: Db, versionId: number): Promise<Definition> {
  const row = await db('workflow_versions').where({ id: versionId }).first<{ digest: string } | undefined>('digest')
  const known = row && kept.get(row.digest)
  if (known) return known
  const read = await db('workflow_versions').where({ id: versionId }).first<{ definition: string, digest: string } | undefined>('definition', 'digest')
  if (!read) throw new Error(`The version ${versionId} of a workflow is missing`)
  const definition = JSON.parse(read.definition) as Definition
  if (kept.size >= MOST_KEPT) kept.clear()
  kept.set(read.digest, definition)
  return definition
}

/** The version that a new run is of; undefined when there is no such workflow, or it was retired. */
export async function currentVersion(db: Db, name: string): Promise<{ id: number, number: number, definition: Definition } | undefined> {
  const row = await db('workflows').join('workflow_versions', 'workflow_versions.id', 'workflows.current_version_id')
    .where({ name }).whereNull('retired_at').first<{ id: number, number: number } | undefined>({ id: 'workflow_versions.id', number: 'workflow_versions.number' })
  return row && { ...row, definition: await definitionOf(db, row.id) }
}
