import { log } from '../../../audit/store.ts'
import type { Database } from '../../../platform/db.ts'
import { Refusal } from '../../../platform/errors.ts'
import type { Secrets } from '../../../platform/secrets.ts'
import { sha256 } from '../../../platform/signing.ts'
import { attempt } from '../../actions/attempt.ts'
import { openWholeSession, type Caller } from '../../actions/open-session.ts'
import { codeSubjects, keyOf } from '../../attempts.ts'
import { sessionOf } from '../../queries.ts'
import { forgetFailures, removeSession } from '../../store.ts'
import { showFactor } from './show-factor.ts'

type Moment = { database: Database, secrets: Secrets, now: Date }

/** The second step of signing in: the code turns half a session into a whole one, with another token. Counted like passwords. */
export async function enterCode({ database, secrets, now }: Moment, { token, code }: { token: string, code: string }, caller: Caller): Promise<string> {
  const half = await sessionOf(database.reader, sha256(token), now)
  if (!half?.awaitsCode) throw new Refusal('unauthenticated', 'Enter your password first')
  const agentId = half.agent.id
  const subjects = codeSubjects(agentId, caller.address)
  await attempt({ database, now }, subjects, () => Promise.resolve())
  const whole = await database.transaction(async (db) => {
    const actor = { kind: 'agent', id: agentId } as const
    const shown = await showFactor(db, secrets, { agentId, code, now })
    if (!shown) {
      await log({ db, now, actor: { kind: 'system', name: 'sign-in' } }, { did: 'agent.code-refused', agentId })
      return undefined
    }
    if (shown === 'recovery code') await log({ db, now, actor }, { did: 'second-factor.recovery-code-used' })
    await forgetFailures(db, { subjects: subjects.map(keyOf), at: now, subject: `code ${agentId}` })
    if (await removeSession(db, sha256(token)) === undefined) throw new Refusal('unauthenticated', 'Enter your password first')
    return openWholeSession({ db, now }, agentId, caller)
  })
  if (whole === undefined) throw new Refusal('invalid', 'The code is wrong, or has served already')
  return whole
}
