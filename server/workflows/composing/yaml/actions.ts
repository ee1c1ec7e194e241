import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import type { KnownPorts } from '../../definition/checking/places.ts'
import { readDefinition } from '../../definition/reading.ts'
import { publish, type Published } from '../../publishing/actions/publish.ts'
import { lockWorkflow, versionsOf } from '../../publishing/store.ts'
import type { PublishYaml } from './contract.ts'

/** Publishes a text that an administrator has written. What it replaces is named, so that a wrong file replaces nothing. */
export async function publishYaml(context: Context, { yaml, note, replaces }: PublishYaml, ports?: KnownPorts): Promise<Published> {
  const read = readDefinition(yaml)
  // A text that cannot be read is refused where it is published, with all that is wrong with it.
  if ('definition' in read) await refuseAnother(context, read.definition.workflow, replaces)
  return publish(context, { yaml, from: 'console', note, ports })
}

async function refuseAnother({ db }: Context, name: string, replaces: PublishYaml['replaces']) {
  if (replaces && replaces.name !== name) throw new Refusal('invalid', `This text is of “${name}”, and would not replace “${replaces.name}”`, { why: 'another' })
  const workflow = await lockWorkflow(db, name)
  if (!replaces && workflow) throw new Refusal('conflict', `There is a workflow “${name}” already`, { why: 'known' })
  if (!replaces || !workflow) return
  const current = (await versionsOf(db, workflow.id)).find(({ id }) => id === workflow.currentVersionId)
  if ((current?.number ?? null) !== replaces.version) throw new Refusal('conflict', 'Somebody else has published it meanwhile', { why: 'changed' })
}
