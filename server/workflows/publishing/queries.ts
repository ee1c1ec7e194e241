import type { Db } from '../../platform/db.ts'
import type { WorkflowList } from '../contract.ts'
import type { Definition } from '../definition/schema.ts'
import { askedField } from '../runs/view.ts'

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

/** The current definition of a workflow, whether it was retired or not; undefined when nothing was ever published under this name. */
export async function currentDefinition(db: Db, name: string): Promise<Definition | undefined> {
  const row = await db('workflows').where({ name }).first<{ id: number | null } | undefined>('current_version_id as id')
  return row?.id ? definitionOf(db, row.id) : undefined
}

/** The workflows that a run can be started of, by their French titles. */
export async function workflowList(db: Db): Promise<WorkflowList> {
  const rows = await db('workflows').join('workflow_versions', 'workflow_versions.id', 'workflows.current_version_id')
    .whereNull('retired_at').select<{ name: string, id: number, number: number }[]>({ name: 'workflows.name', id: 'workflow_versions.id', number: 'workflow_versions.number' })
  const workflows = await Promise.all(rows.map(async ({ name, id, number }) => {
    const { title, about, start, steps, phases } = await definitionOf(db, id)
    return { name, version: number, title, about: about ?? null, start: start.map(field => askedField(field, {})), steps: steps.length, phases }
  }))
  return { workflows: workflows.sort((a, b) => a.title.fr.localeCompare(b.title.fr, 'fr')) }
}
