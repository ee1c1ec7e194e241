import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import type { Profile } from '../contract.ts'
import { saveProfile } from '../store.ts'

type Own = Context & { actor: { kind: 'agent', id: number } }

/** One's own name and language. */
export async function changeProfile(context: Own, profile: Profile) {
  await saveProfile(context.db, context.actor.id, profile)
  await log(context, { did: 'agent.profile-changed', locale: profile.locale })
}
