import { log } from '../../audit/store.ts'
import type { Database } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { isPassword } from '../../platform/secrets.ts'
import { keyOf, subjectsOf } from '../attempts.ts'
import { credentialsOf, forgetFailures } from '../store.ts'
import { attempt } from './attempt.ts'

/** Who asks, from which machine, and the password they give again. */
export type Confirmation = { agentId: number, address: string, password: string }

/** Asks for the password again before something changes how one signs in: an open console on an empty chair is not enough. Counted like signing in. */
export async function confirmPassword({ database, now }: { database: Database, now: Date }, { agentId, address, password }: Confirmation) {
  const agent = await database.transaction(db => credentialsOf(db, agentId))
  if (!agent?.passwordHash) throw new Refusal('not-found', 'There is no such agent')
  const subjects = subjectsOf(agent.email, address)
  await attempt({ database, now }, subjects, () => Promise.resolve())
  const isRight = await isPassword(password, agent.passwordHash)
  await database.transaction(async (db) => {
    if (isRight) await forgetFailures(db, { subjects: subjects.map(keyOf), at: now, subject: `email ${agent.email}` })
    else await log({ db, now, actor: { kind: 'agent', id: agentId } }, { did: 'agent.password-refused' })
  })
  if (!isRight) throw new Refusal('invalid', 'The password is wrong')
}
