import { randomInt } from 'node:crypto'
import { log } from '../../../audit/store.ts'
import { putInOutbox } from '../../../outbox/actions/put.ts'
import { ownId } from '../../../outbox/own-id.ts'
import type { Sealing } from '../../../outbox/ports.ts'
import type { Context } from '../../../platform/context.ts'
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
export type Asking = Pick<Asked, 'accountId' | 'requester'> & ClaimPlace & { name: string, reference: string | null, locale: string | null }

/** A code that is ready to be sent; nothing is known of it outside yet. */
export type ReadyCode = { claimId: number, outboxId: number, code: string, account: Account | undefined, asking: Asking }

/** Looks up the account, outside of any transaction. */
export async function readyCode({ ids, provisioner }: Pick<Proving, 'ids' | 'provisioner'>, asking: Asking): Promise<ReadyCode> {
  const [account] = await provisioner.find({ id: asking.accountId })
  const [claimId = 0, outboxId = 0] = await ids(2)
  return { claimId, outboxId, code: codeOf(randomInt(100_000_000)), account, asking }
}

/**
 * Sends a code to the address that is registered at the account: whoever reads there gives it back. What it answers, and how often it
 * answers it, is the same when there is no such account: then nothing is sent. Answers until when it is good.
 */
export async function sendCode(context: Context, proving: Omit<Proving, 'database' | 'clock' | 'ids'>, ready: ReadyCode): Promise<number> {
  const { db, now } = context
  const { claimId, code, account, asking: { accountId, requester, ticketId, runId } } = ready
  const [asked, until] = [{ provisioner: proving.provisioner.name, accountId, requester }, now.getTime() + CODE_MS]
  await addClaim(db, { ...asked, id: claimId, login: account?.login ?? '', ticketId, runId, codeMac: account ? proving.signer.sign(signedText(claimId, code)) : null, createdAt: now.getTime(), expiresAt: until, proof: null })
  // Counted with this one, which nobody may squeeze in beside another.
  const counts = await countCodes(db, asked, now.getTime() - CODE_MS)
  if (counts.account > MOST_CODES.account || counts.requester > MOST_CODES.requester) throw new Refusal('too-many', 'Several codes were sent within a day: wait until tomorrow, or check in another way')
  if (account) await mail(context, proving, { ...ready, account })
  await log(context, { did: 'hosting.code-sent', ...ticketId === null ? {} : { ticketId }, claimId, accountId, runId })
  await record(context, { type: 'claim.changed', claimId, ticketId })
  return until
}

type Mail = ReadyCode & { account: Account }

/** To nobody but the registered address; sealed, since it holds the code. */
async function mail(context: Context, { signer, seal, baseUrl }: Pick<Proving, 'signer' | 'seal' | 'baseUrl'>, { asking, account, code, outboxId }: Mail) {
  const host = new URL(baseUrl).hostname
  const words = { login: account.login, who: asking.name, address: asking.requester, reference: asking.reference ?? '', code: `${code.slice(0, 4)} ${code.slice(4)}`, hours: String(CODE_MS / 3_600_000), host }
  const { subject, text, html } = renderMail('hosting-code', mailLocale(asking.locale), words)
  const letter = { from: null, replyTo: null, to: [{ address: account.email, name: account.name }], cc: [], subject, text, html, inReplyTo: null, references: [], files: [] }
  const messageId = ownId({ ticketId: 0, sideId: null, messageId: outboxId }, signer, host)
  await putInOutbox(context, { id: outboxId, kind: 'account', messageId, letter, ticketId: null, storedMessageId: null, mailboxId: null, agentId: null, hold: null }, { seal })
}
