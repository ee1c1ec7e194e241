import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { record } from '../../../platform/record.ts'
import { sha256 } from '../../../platform/signing.ts'
import { problemsOf } from '../../definition/checking.ts'
import type { KnownPorts } from '../../definition/checking/places.ts'
import { readDefinition } from '../../definition/reading.ts'
import type { Definition } from '../../definition/schema.ts'
import { insertVersion, insertWorkflow, lockWorkflow, makeCurrent, versionsOf, type Workflow } from '../store.ts'

/** A text of YAML that is to become a version. `from`: `file` for what came with the program, `console` for what an agent has decided. */
export type Publishing = { yaml: string, from: 'file' | 'console', note?: string, ports?: KnownPorts | undefined }

/** What came of it. `current`: new runs are of it. */
export type Published = { name: string, number: number, isNew: boolean, current: boolean }

/** Publishes a workflow: what it says now is a new version, and new runs are of it; those that run keep theirs. What says the same as before is no new version. */
export async function publish(context: Context, publishing: Publishing): Promise<Published> {
  const { db } = context
  const { yaml, from } = publishing
  const definition = sound(yaml, publishing.ports)
  const workflow = await lockWorkflow(db, definition.workflow) ?? await begin(context, definition, from)
  const versions = await versionsOf(db, workflow.id)
  const digest = sha256(yaml)
  const same = versions.find(version => version.digest === digest && (from === 'file' || version.id === workflow.currentVersionId))
  if (same) return { name: workflow.name, number: same.number, isNew: false, current: same.id === workflow.currentVersionId }

  const number = (versions.at(-1)?.number ?? 0) + 1
  const id = await insertVersion(db, { ...publishing, workflowId: workflow.id, number, definition: JSON.stringify(definition), digest, at: context.now, agentId: agentOf(context) })
  const current = from === 'console' || isItsOwn(workflow)
  if (current) await makeCurrent(db, { id: workflow.id, origin: ORIGINS[from], shipped: from === 'file' || Boolean(workflow.shipped) }, { id, title: definition.title })
  await log(context, { did: 'workflow.published', workflowId: workflow.id, name: workflow.name, version: number, current })
  await record(context, { type: 'workflow.changed', workflowId: workflow.id })
  return { name: workflow.name, number, isNew: true, current }
}

const ORIGINS = { file: 'file', console: 'composed' } as const

const agentOf = ({ actor }: Context) => actor.kind === 'agent' ? actor.id : null

const begin = ({ db, now }: Context, { workflow, title }: Definition, from: Publishing['from']) =>
  insertWorkflow(db, { name: workflow, title, origin: ORIGINS[from], shipped: from === 'file', at: now })

// What an administrator has composed or rolled back to is not taken from them by an update.
const isItsOwn = ({ origin, currentVersionId }: Workflow) => origin === 'file' || currentVersionId === null

function sound(yaml: string, ports: KnownPorts | undefined): Definition {
  const read = readDefinition(yaml)
  if ('problems' in read) throw new Refusal('invalid', read.problems.map(({ says, line }) => line === null ? says : `line ${line}: ${says}`).join('\n'), { problems: read.problems })
  const errors = problemsOf(read.definition, ports).filter(({ level }) => level === 'error')
  if (errors.length > 0) throw new Refusal('invalid', errors.map(({ step, says }) => step === null ? says : `${step}: ${says}`).join('\n'), { problems: errors })
  return read.definition
}
