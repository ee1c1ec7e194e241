import type { Db } from '../../platform/db.ts'
import { sameAddress, type Claim } from './claims.ts'

/** A claim with the name of whoever checked it. */
export type ClaimRow = Claim & { by: string | null, note: string | null }

/** Everything that this person claimed at this hosting. */
export async function claimsBy(db: Db, { provisioner, requester }: { provisioner: string, requester: string }): Promise<ClaimRow[]> {
  return db('account_claims').leftJoin('agents', 'agents.id', 'account_claims.agent_id').where({ provisioner, requester: sameAddress(requester) }).select<ClaimRow[]>({
    id: 'account_claims.id', provisioner: 'provisioner', accountId: 'account_id', requester: 'requester', codeMac: 'code_mac', createdAt: 'account_claims.created_at', tries: 'tries',
    expiresAt: 'account_claims.expires_at', provedAt: 'proved_at', how: 'how', revokedAt: 'revoked_at', by: 'agents.name', note: 'note',
  })
}
