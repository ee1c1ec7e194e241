import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { record } from '../../../platform/record.ts'
import { definitionOf } from '../queries.ts'
import { lockWorkflow, makeCurrent, saveRetired, versionsOf, type Version, type Workflow } from '../store.ts'

async function known({ db }: Context, name: string): Promise<Workflow> {
  const workflow = await lockWorkflow(db, name)
  if (!workflow) throw new Refusal('not-found', `There is no workflow “${name}”`)
  return workflow
}

/** An earlier version (or a later one) is the current one again. Runs keep the version that they began with. */
export async function rollBack(context: Context, name: string, number: number) {
  const { db } = context
  const workflow = await known(context, name)
  const versions = await versionsOf(db, workflow.id)
  const version = versions.find(one => one.number === number)
  if (!version) throw new Refusal('not-found', `“${name}” has no version ${number}`)
  if (version.id === workflow.currentVersionId) return
  const { title } = await definitionOf(db, version.id)
  await makeCurrent(db, { id: workflow.id, origin: isNewestOfFile(version, versions) ? 'file' : 'composed', shipped: Boolean(workflow.shipped) }, { id: version.id, title })
  await log(context, { did: 'workflow.rolled-back', workflowId: workflow.id, name, version: number })
  await record(context, { type: 'workflow.changed', workflowId: workflow.id })
}

// Whoever goes back to what the file says wants to go on with the file.
const isNewestOfFile = ({ id }: Version, versions: readonly Version[]) => versions.findLast(({ agentId }) => agentId === null)?.id === id

/** No new run can be started of it; those that run go on. */
export async function retire(context: Context, name: string) {
  const workflow = await known(context, name)
  if (workflow.retiredAt === null) await setRetired(context, workflow, context.now)
}

/** It can be started again. */
export async function restore(context: Context, name: string) {
  const workflow = await known(context, name)
  if (workflow.retiredAt !== null) await setRetired(context, workflow, null)
}

async function setRetired(context: Context, { id, name }: Workflow, at: Date | null) {
  await saveRetired(context.db, id, at)
  await log(context, { did: at ? 'workflow.retired' : 'workflow.restored', workflowId: id, name })
  await record(context, { type: 'workflow.changed', workflowId: id })
}
