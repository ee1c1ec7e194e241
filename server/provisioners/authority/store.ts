import type { Db, Transaction } from '../../platform/db.ts'
import { CODE_MS, MOST_TRIES, sameAddress, type Asked, type Claim } from './claims.ts'
import type { ClaimHow } from './contract.ts'

const COLUMNS = {
  id: 'id', provisioner: 'provisioner', accountId: 'account_id', requester: 'requester', codeMac: 'code_mac', createdAt: 'created_at', tries: 'tries',
  expiresAt: 'expires_at', provedAt: 'proved_at', how: 'how', revokedAt: 'revoked_at',
} as const

/** Where a claim comes from. */
export type ClaimPlace = { ticketId: number | null, runId: number | null }
export type NewClaim = Asked & ClaimPlace & {
  id: number, login: string, codeMac: string | null, createdAt: number, expiresAt: number
  proof: { how: ClaimHow, agentId: number | null, note: string | null } | null
}

/** Keeps a claim: one that waits for its code, or one that is proved. */
export async function addClaim(db: Transaction, { id, provisioner, accountId, login, requester, ticketId, runId, codeMac, createdAt, expiresAt, proof }: NewClaim) {
  await db('account_claims').insert({
    id, provisioner, account_id: accountId, login, requester: sameAddress(requester), ticket_id: ticketId, run_id: runId, code_mac: codeMac, created_at: createdAt, expires_at: expiresAt,
    proved_at: proof ? createdAt : null, how: proof?.how ?? null, agent_id: proof?.agentId ?? null, note: proof?.note ?? null,
  })
}

/** All that this person ever claimed of the account. */
export async function claimsOn(db: Db, { provisioner, accountId, requester }: Asked): Promise<Claim[]> {
  return db('account_claims').where({ provisioner, account_id: accountId, requester: sameAddress(requester) }).select<Claim[]>(COLUMNS)
}

/** How many codes were asked for since then, for the account and by the person. */
export async function countCodes(db: Db, { provisioner, accountId, requester }: Asked, since: number): Promise<{ account: number, requester: number }> {
  const codes = () => db('account_claims').whereRaw('(how is null or how = ?)', ['code']).where('created_at', '>', since)
  const [[account], [person]] = await Promise.all([
    codes().where({ provisioner, account_id: accountId }).count<{ n: number }[]>({ n: '*' }), codes().where({ requester: sameAddress(requester) }).count<{ n: number }[]>({ n: '*' }),
  ])
  return { account: Number(account?.n ?? 0), requester: Number(person?.n ?? 0) }
}

/** The last claim of the person on the account that waits for a code, with one more try counted against it; undefined when there is none, or it was tried too often. */
export async function tryClaim(db: Transaction, asked: Asked, at: number): Promise<(Claim & ClaimPlace) | undefined> {
  const { provisioner, accountId, requester } = asked
  const claim = await db('account_claims').where({ provisioner, account_id: accountId, requester: sameAddress(requester), proved_at: null, revoked_at: null })
    .orderBy([{ column: 'created_at', order: 'desc' }, { column: 'id', order: 'desc' }]).forUpdate().first<(Claim & ClaimPlace) | undefined>({ ...COLUMNS, ticketId: 'ticket_id', runId: 'run_id' })
  if (!claim || claim.expiresAt <= at || claim.createdAt <= at - CODE_MS) return undefined
  const counted = await db('account_claims').where({ id: claim.id }).where('tries', '<', MOST_TRIES).increment('tries', 1)
  return counted === 1 ? claim : undefined
}

/** It is proved now. */
export async function saveProof(db: Transaction, id: number, { at, until }: { at: number, until: number }) {
  await db('account_claims').where({ id }).update({ proved_at: at, how: 'code', expires_at: until, code_mac: null })
}

/** It is worth nothing any more; undefined when it was not worth anything. */
export async function revokeClaimOf(db: Transaction, id: number, at: number): Promise<{ ticketId: number | null, accountId: string, login: string } | undefined> {
  const claim = await db('account_claims').where({ id, revoked_at: null }).forUpdate().first<{ ticketId: number | null, accountId: string, login: string } | undefined>({ ticketId: 'ticket_id', accountId: 'account_id', login: 'login' })
  if (claim) await db('account_claims').where({ id }).update({ revoked_at: at, code_mac: null })
  return claim
}
