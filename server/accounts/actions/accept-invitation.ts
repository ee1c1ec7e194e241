import { log } from '../../audit/store.ts'
import type { Database } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { hashPassword } from '../../platform/secrets.ts'
import { sha256 } from '../../platform/signing.ts'
import type { AcceptInvitation } from '../contract.ts'
import { isUsable, type Invitation } from '../invitations.ts'
import { invitationOf } from '../queries.ts'
import { lockInvitation, removeSessionsOf, saveInvitationUsed, savePassword } from '../store.ts'
import { openSession, type Caller } from './open-session.ts'

function usable(invitation: Invitation | undefined, now: Date): Invitation {
  if (!invitation || !isUsable(invitation, now)) throw new Refusal('not-found', 'This link has been used already, or is more than seven days old: ask for a new one')
  return invitation
}

/** The owner of a one-time link chooses a password, which signs them in; answers the session's token. Sessions begun with a former password end. */
export async function acceptInvitation({ database, now }: { database: Database, now: Date }, { token, password }: AcceptInvitation, caller: Caller): Promise<string> {
  const tokenHash = sha256(token)
  // Looked at before the slow hashing, which strangers must not be able to order; decided under the lock.
  usable(await invitationOf(database.reader, tokenHash), now)
  const passwordHash = await hashPassword(password)
  return database.transaction(async (db) => {
    const { agentId } = usable(await lockInvitation(db, tokenHash), now)
    await saveInvitationUsed(db, tokenHash, now)
    await savePassword(db, agentId, passwordHash)
    await removeSessionsOf(db, agentId)
    await log({ db, now, actor: { kind: 'agent', id: agentId } }, { did: 'invitation.accepted' })
    return openSession({ db, now }, agentId, caller)
  })
}
