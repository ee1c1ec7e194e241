import { log } from '../../../audit/store.ts'
import type { Actor } from '../../../platform/context.ts'
import type { Database } from '../../../platform/db.ts'
import { Refusal } from '../../../platform/errors.ts'
import { record } from '../../../platform/record.ts'
import type { Signer } from '../../../platform/signing.ts'
import { mayTouch, PROOF_MS, signedText, type Asked } from '../claims.ts'
import { claimsOn, saveProof, tryClaim } from '../store.ts'

type Checking = { database: Database, clock: () => Date, signer: Signer }

/**
 * Proves an account by the code that was sent to its registered address. A try is counted before it is looked at and stays counted:
 * five of them, within a day. What was proved before stays proved, whatever the code.
 */
export async function checkCode({ database, clock, signer }: Checking, { code, actor, ...asked }: Asked & { code: string, actor: Actor }) {
  const isProved = await database.transaction(async (db) => {
    const now = clock()
    if (mayTouch(asked, await claimsOn(db, asked), now.getTime())) return true
    const claim = await tryClaim(db, asked, now.getTime())
    const isRight = claim?.codeMac != null && signer.isSigned(signedText(claim.id, code), claim.codeMac)
    if (!claim) return false
    const context = { db, now, actor }
    if (isRight) await saveProof(db, claim.id, { at: now.getTime(), until: now.getTime() + PROOF_MS })
    await log(context, { did: isRight ? 'hosting.proved' : 'hosting.code-wrong', ...claim.ticketId === null ? {} : { ticketId: claim.ticketId }, claimId: claim.id, accountId: asked.accountId })
    await record(context, { type: 'claim.changed', claimId: claim.id, ticketId: claim.ticketId })
    return isRight
  })
  // Outside of the transaction, which a refusal would undo, and the counting with it.
  if (!isProved) throw new Refusal('forbidden', 'This code does not fit: it has other digits, is more than a day old, or was tried too often')
}
