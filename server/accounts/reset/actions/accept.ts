import { log } from '../../../audit/store.ts'
import type { Database } from '../../../platform/db.ts'
import { Refusal } from '../../../platform/errors.ts'
import { hashPassword } from '../../../platform/secrets.ts'
import { sha256 } from '../../../platform/signing.ts'
import { forgetFailures, removeSessionsOf, savePassword } from '../../store.ts'
import { removeLinks } from '../../team/store.ts'
import type { AcceptReset } from '../contract.ts'
import { resetOf, spendReset } from '../store.ts'

const gone = () => new Refusal('not-found', 'This link has been used already, or is more than an hour old: ask for a new one')

/** The owner of a mailed link chooses another password. Every session ends and every other link with it; a second factor stays as it is. */
export async function acceptReset({ database, now }: { database: Database, now: Date }, { token, password }: AcceptReset) {
  const tokenHash = sha256(token)
  // Looked at before the slow hashing, which strangers must not be able to order.
  if (!await resetOf(database.reader, tokenHash, now)) throw gone()
  const passwordHash = await hashPassword(password)
  await database.transaction(async (db) => {
    const reset = await resetOf(db, tokenHash, now)
    if (!reset || !await spendReset(db, tokenHash)) throw gone()
    const { agentId, email } = reset
    await savePassword(db, agentId, passwordHash)
    await removeSessionsOf(db, agentId)
    await removeLinks(db, agentId)
    // Whoever forgot a password has tried others.
    await forgetFailures(db, { subjects: [], at: now, subject: `email ${email}` })
    await log({ db, now, actor: { kind: 'agent', id: agentId } }, { did: 'agent.password-reset' })
  })
}
