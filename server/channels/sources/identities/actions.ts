import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { nameRequesters, unnameRequesters } from '../../../tickets/people/actions/name-requesters.ts'
import { sourceById } from '../store.ts'
import type { IdentityRequest } from './contract.ts'
import { lockIdentity, removeIdentity, saveIdentity } from './store.ts'

type At = { sourceId: number, handle: string }

/**
 * An agent says which person a user of a forum is. What that user asks, and has asked, is that person's from now on: it can be answered in
 * private, and is compared with what they asked elsewhere. Answers the tickets that have become theirs.
 */
export async function joinIdentity(context: Context, { sourceId, handle, address }: At & IdentityRequest): Promise<number[]> {
  const { db, now, actor } = context
  const source = await sourceById(db, sourceId)
  if (!source) throw new Refusal('not-found', 'There is no such list or forum')
  if (source.kind !== 'forum') throw new Refusal('invalid', 'On a list everybody is known by their address')
  const known = await lockIdentity(db, sourceId, handle)
  if (known && known.handle !== handle) throw new Refusal('conflict', `The database cannot tell this name from “${known.handle}”, who is joined to somebody`)
  if (known && known.address !== address) await unnameRequesters(context, { sourceId, handle, address: known.address })
  await saveIdentity(db, { sourceId, handle, address, agentId: actor.kind === 'agent' ? actor.id : null, at: now })
  await log(context, { did: 'identity.joined', sourceId, name: source.name, handle })
  return nameRequesters(context, { sourceId, handle, address })
}

/** An agent was wrong about it: what that user asked is the name's alone again. What was sent meanwhile stays sent. Answers the tickets that were theirs. */
export async function partIdentity(context: Context, { sourceId, handle }: At): Promise<number[]> {
  const { db } = context
  const [source, known] = [await sourceById(db, sourceId), await lockIdentity(db, sourceId, handle)]
  if (!source || known?.handle !== handle) throw new Refusal('not-found', 'Nobody is joined to this name')
  await removeIdentity(db, sourceId, handle)
  await log(context, { did: 'identity.parted', sourceId, name: source.name, handle })
  return unnameRequesters(context, { sourceId, handle, address: known.address })
}
