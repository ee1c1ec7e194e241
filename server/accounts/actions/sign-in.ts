import { log } from '../../audit/store.ts'
import type { Database } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { isPassword } from '../../platform/secrets.ts'
import { keyOf, subjectsOf } from '../attempts.ts'
import type { SignIn } from '../contract.ts'
import { agentByEmail, forgetFailures } from '../store.ts'
import { attempt } from './attempt.ts'
import { openSession, type Caller } from './open-session.ts'

// Of no password: compared with when nobody has the address, so that the answer takes as long.
const NOBODYS = `argon2id.19456.2.${'A'.repeat(22)}.${'A'.repeat(43)}`

/** Signs in with a password; answers the session's token. The slow comparison runs between two short transactions. */
export async function signIn({ database, now }: { database: Database, now: Date }, { email, password }: SignIn, caller: Caller): Promise<string> {
  const subjects = subjectsOf(email, caller.address)
  const agent = await attempt({ database, now }, subjects, db => agentByEmail(db, email))
  const isRight = await isPassword(password, agent?.passwordHash ?? NOBODYS)
  if (!agent?.passwordHash || !isRight) {
    if (agent) await database.transaction(db => log({ db, now, actor: { kind: 'system', name: 'sign-in' } }, { did: 'agent.sign-in-refused', agentId: agent.id }))
    throw new Refusal('unauthenticated', 'The e-mail address or the password is wrong')
  }
  return database.transaction(async (db) => {
    await forgetFailures(db, { subjects: subjects.map(keyOf), at: now, subject: `email ${email}` })
    return openSession({ db, now }, agent.id, caller)
  })
}
