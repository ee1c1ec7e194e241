import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { record } from '../../../platform/record.ts'
import type { Secrets } from '../../../platform/secrets.ts'
import type { SourceInput } from '../contract.ts'
import { insertSource, isNameTaken, saveSource, secretsOf, sourceById } from '../store.ts'
import { lackOf } from './lacks.ts'

type Sealing = Pick<Secrets, 'seal'>

/** Follows a list or a forum from now on; what came before stays what it was. Its secrets are sealed. Answers its id. */
export async function addSource(context: Context, input: SourceInput, secrets: Sealing): Promise<number> {
  await refuseUseless(context, null, { input, hasApiKey: Boolean(input.apiKey) })
  const id = await insertSource(context.db, input, { ...sealed(input, secrets), at: context.now })
  await log(context, { did: 'source.added', sourceId: id, name: input.name })
  await record(context, { type: 'source.changed', sourceId: id })
  return id
}

/** Sets a list or a forum anew. */
export async function setSource(context: Context, { id, input }: { id: number, input: SourceInput }, secrets: Sealing) {
  const { db } = context
  const known = await secretsOf(db, id)
  if (!known || !await sourceById(db, id)) throw new Refusal('not-found', 'There is no such list or forum')
  await refuseUseless(context, id, { input, hasApiKey: input.apiKey === null ? known.apiKey !== null : input.apiKey !== '' })
  await saveSource(db, { id, input }, sealed(input, secrets))
  await log(context, { did: 'source.changed', sourceId: id, name: input.name })
  await record(context, { type: 'source.changed', sourceId: id })
}

async function refuseUseless({ db }: Context, id: number | null, { input, hasApiKey }: { input: SourceInput, hasApiKey: boolean }) {
  const lack = lackOf({ input, hasApiKey })
  if (lack !== undefined) throw new Refusal('invalid', lack)
  if (await isNameTaken(db, input.name, id)) throw new Refusal('conflict', `There is a list or a forum named “${input.name}” already.`)
}

/** Null stays, the empty word takes away. */
function sealed({ apiKey, webhookSecret }: SourceInput, { seal }: Sealing) {
  const one = (secret: string | null) => secret === '' ? null : seal(secret ?? '')
  return { ...apiKey === null ? {} : { apiKey: one(apiKey) }, ...webhookSecret === null ? {} : { webhookSecret: one(webhookSecret) } }
}
