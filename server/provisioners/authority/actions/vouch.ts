import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { record } from '../../../platform/record.ts'
import { PROOF_MS, type Asked } from '../claims.ts'
import { addClaim, revokeClaimOf, type ClaimPlace } from '../store.ts'

type Vouching = Asked & ClaimPlace & { id: number, login: string }

/** Somebody of the cooperative has checked in another way whose account it is, and says how. */
export async function vouch(context: Context, { note, ...claim }: Vouching & { note: string }) {
  if (context.actor.kind !== 'agent') throw new Refusal('forbidden', 'Only a person can say that they checked')
  await addProof(context, claim, { how: 'staff', agentId: context.actor.id, note })
  await log(context, { did: 'hosting.vouched', ...claim.ticketId === null ? {} : { ticketId: claim.ticketId }, claimId: claim.id, accountId: claim.accountId, login: claim.login })
}

/** The account was made for this person: nobody else can have had it. */
export async function noteMade(context: Context, claim: Vouching) {
  await addProof(context, claim, { how: 'new', agentId: null, note: null })
  await log(context, { did: 'hosting.account-made', ...claim.ticketId === null ? {} : { ticketId: claim.ticketId }, claimId: claim.id, accountId: claim.accountId, login: claim.login })
}

async function addProof({ db, now }: Context, claim: Vouching, proof: Parameters<typeof addClaim>[1]['proof']) {
  await addClaim(db, { ...claim, codeMac: null, createdAt: now.getTime(), expiresAt: now.getTime() + PROOF_MS, proof })
  await record({ db, now }, { type: 'claim.changed', claimId: claim.id, ticketId: claim.ticketId })
}

/** Takes a claim back, with a reason: from here on nothing is done for it. */
export async function revoke(context: Context, claimId: number, reason: string) {
  const claim = await revokeClaimOf(context.db, claimId, context.now.getTime())
  if (!claim) throw new Refusal('not-found', 'There is no such claim, or it was taken back already')
  const { ticketId, accountId, login } = claim
  await log(context, { did: 'hosting.claim-revoked', ...ticketId === null ? {} : { ticketId }, claimId, accountId, login, reason })
  await record(context, { type: 'claim.changed', claimId, ticketId })
}
