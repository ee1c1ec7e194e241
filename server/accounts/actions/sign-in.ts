import { log } from '../../audit/store.ts'
import type { Database } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { isPassword } from '../../platform/secrets.ts'
import { keyOf, mayTry, subjectsOf, WINDOW_MS, type Subject } from '../attempts.ts'
import type { SignIn } from '../contract.ts'
import { addFailures, agentByEmail, countFailures, forgetFailures } from '../store.ts'
import { openSession, type Caller } from './open-session.ts'

// Of no password: compared with when nobody has the address, so that the answer takes as long.
const NOBODYS = `argon2id.19456.2.${'A'.repeat(22)}.${'A'.repeat(43)}`

type Moment = { database: Database, now: Date }

/**
 * Signs in with a password; answers the session's token. The attempt is counted before the password is looked at, so that
 * many at once are counted too; the slow comparison runs between two short transactions.
 */
export async function signIn({ database, now }: Moment, { email, password }: SignIn, caller: Caller): Promise<string> {
  const subjects = subjectsOf(email, caller.address)
  const agent = await admit({ database, now }, subjects, email)
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

function admit({ database, now }: Moment, subjects: readonly Subject[], email: string) {
  return database.transaction(async (db) => {
    for (const subject of subjects) {
      const failures = await countFailures(db, keyOf(subject), now.getTime() - WINDOW_MS)
      if (!mayTry(subject, failures)) throw new Refusal('too-many', 'Too many attempts to sign in: try again in a quarter of an hour')
    }
    await addFailures(db, subjects.map(keyOf), now)
    return agentByEmail(db, email)
  })
}
