import { randomInt } from 'node:crypto'
import { log } from '../../../audit/store.ts'
import { putInOutbox } from '../../../outbox/actions/put.ts'
import { ownId } from '../../../outbox/own-id.ts'
import type { Sealing } from '../../../outbox/ports.ts'
import type { Actor, Context } from '../../../platform/context.ts'
import type { Database } from '../../../platform/db.ts'
import { Refusal } from '../../../platform/errors.ts'
import type { Ids } from '../../../platform/ids.ts'
import { mailLocale, renderMail } from '../../../platform/mail-templates.ts'
import { record } from '../../../platform/record.ts'
import type { Signer } from '../../../platform/signing.ts'
import type { Account } from '../../hosting.ts'
import type { Provisioner } from '../../ports.ts'
import { CODE_MS, codeOf, MOST_CODES, signedText, type Asked } from '../claims.ts'
import { addClaim, countCodes, type ClaimPlace } from '../store.ts'

/** What proving takes of the installation. */
export type Proving = Sealing & { database: Database, clock: () => Date, ids: Ids, signer: Signer, baseUrl: string, provisioner: Provisioner }

/** Who asks for the code, for which account, and on which ticket or run. */
export type Asking = Pick<Asked, 'accountId' | 'requester'> & ClaimPlace & { name: string, reference: string | null, locale: string | null, actor: Actor }

/**
 * Sends a code to the address that is registered at the account: whoever reads there gives it back. What it answers, and how often it
 * answers it, is the same when there is no such account: then nothing is sent.
 */
export async function sendCode(proving: Proving, asking: Asking): Promise<{ claimId: number, until: number }> {
  const { database, clock, ids, provisioner } = proving
  const [account] = await provisioner.find({ id: asking.accountId })
  const [claimId = 0, outboxId = 0] = await ids(2)
  const now = clock()
  const [code, until] = [codeOf(randomInt(100_000_000)), now.getTime() + CODE_MS]
  await database.transaction(async (db) => {
    const { accountId, requester, ticketId, runId, actor } = asking
    const asked = { provisioner: provisioner.name, accountId, requester }
    await addClaim(db, { ...asked, id: claimId, login: account?.login ?? '', ticketId, runId, codeMac: account ? proving.signer.sign(signedText(claimId, code)) : null, createdAt: now.getTime(), expiresAt: until, proof: null })
    // Counted with this one, which nobody may squeeze in beside another.
    const counts = await countCodes(db, asked, now.getTime() - CODE_MS)
    if (counts.account > MOST_CODES.account || counts.requester > MOST_CODES.requester) throw new Refusal('too-many', 'Several codes were sent within a day: wait until tomorrow, or check in another way')
    const context = { db, now, actor }
    if (account) await mail(context, proving, { asking, account, code, outboxId })
    await log(context, { did: 'hosting.code-sent', ...ticketId === null ? {} : { ticketId }, claimId, accountId, runId })
    await record(context, { type: 'claim.changed', claimId, ticketId })
  })
  return { claimId, until }
}

type Mail = { asking: Asking, account: Account, code: string, outboxId: number }

/** To nobody but the registered address; sealed, since it holds the code. */
async function mail(context: Context, { signer, seal, baseUrl }: Proving, { asking, account, code, outboxId }: Mail) {
  const host = new URL(baseUrl).hostname
  const words = { login: account.login, who: asking.name, address: asking.requester, reference: asking.reference ?? '', code: `${code.slice(0, 4)} ${code.slice(4)}`, hours: String(CODE_MS / 3_600_000), host }
  const { subject, text, html } = renderMail('hosting-code', mailLocale(asking.locale), words)
  const letter = { from: null, replyTo: null, to: [{ address: account.email, name: account.name }], cc: [], subject, text, html, inReplyTo: null, references: [], files: [] }
  const messageId = ownId({ ticketId: 0, sideId: null, messageId: outboxId }, signer, host)
  await putInOutbox(context, { id: outboxId, kind: 'account', messageId, letter, ticketId: null, storedMessageId: null, mailboxId: null, agentId: null, hold: null }, { seal })
}
