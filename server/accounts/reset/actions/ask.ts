import { log } from '../../../audit/store.ts'
import type { Database } from '../../../platform/db.ts'
import type { Ids } from '../../../platform/ids.ts'
import { newToken } from '../../../platform/secrets.ts'
import { sha256 } from '../../../platform/signing.ts'
import { attempt } from '../../actions/attempt.ts'
import { mailAgent, type Mailing } from '../../actions/mail-agent.ts'
import { resetSubjects } from '../../attempts.ts'
import { agentByEmail } from '../../store.ts'
import { RESET_MS, resetLink } from '../reset.ts'
import { addReset } from '../store.ts'

type Moment = { database: Database, now: Date, ids: Ids, mailing: Mailing }

/** Mails a link to choose another password to whoever has the address; does nothing when nobody has it. Counted by address and by machine in either case. */
export async function askReset({ database, now, ids, mailing }: Moment, email: string, address: string) {
  const agent = await attempt({ database, now }, resetSubjects(email, address), db => agentByEmail(db, email))
  if (!agent) return
  const [outboxId = 0] = await ids(1)
  const token = newToken()
  await database.transaction(async (db) => {
    await addReset(db, { tokenHash: sha256(token), agentId: agent.id, expiresAt: now.getTime() + RESET_MS })
    await log({ db, now, actor: { kind: 'system', name: 'password reset' } }, { did: 'agent.password-reset-asked', agentId: agent.id })
    await mailAgent({ db, now }, mailing, { outboxId, agent, template: 'password-reset', data: { name: agent.name, link: resetLink(mailing.baseUrl, token), minutes: String(RESET_MS / 60_000) } })
  })
}
