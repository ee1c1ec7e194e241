import { log } from '../../../audit/store.ts'
import type { Database } from '../../../platform/db.ts'
import { hashPassword } from '../../../platform/secrets.ts'
import { confirmPassword } from '../../actions/confirm-password.ts'
import { removeSessionsOf, savePassword } from '../../store.ts'
import { removeLinks } from '../../team/store.ts'
import type { PasswordChange } from '../contract.ts'

type Asker = { agentId: number, address: string, tokenHash: string }

/** Another password, for whoever knows the present one. Every session but this one ends, and no link that was sent before serves. */
export async function changePassword({ database, now }: { database: Database, now: Date }, { agentId, address, tokenHash }: Asker, { current, password }: PasswordChange) {
  await confirmPassword({ database, now }, { agentId, address, password: current })
  const passwordHash = await hashPassword(password)
  await database.transaction(async (db) => {
    await savePassword(db, agentId, passwordHash)
    await removeLinks(db, agentId)
    await removeSessionsOf(db, agentId, tokenHash)
    await log({ db, now, actor: { kind: 'agent', id: agentId } }, { did: 'agent.password-changed' })
  })
}
