import type { ClaimHow, ClaimShown } from './contract.ts'

/** Whose account of which hosting, and who asks. */
export type Asked = { provisioner: string, accountId: string, requester: string }

/** A claim as it is kept. Instants are UTC milliseconds. */
export type Claim = Asked & { id: number, codeMac: string | null, createdAt: number, tries: number, expiresAt: number, provedAt: number | null, how: ClaimHow | null, revokedAt: number | null }

const DAY_MS = 86_400_000
/** How long a code may be given back, and how long a proof is enough. */
export const CODE_MS = DAY_MS
export const PROOF_MS = 180 * DAY_MS
export const MOST_TRIES = 5
/** How many codes a day are sent for one account, and to whatever one person asks. */
export const MOST_CODES = { account: 3, requester: 5 } as const

/** How an address is compared. */
export const sameAddress = (address: string): string => address.trim().toLowerCase()

/** Whether what this person asks may touch that account: they have proved that it is theirs, not too long ago, and nobody has taken that back. */
export const mayTouch = (asked: Asked, claims: readonly Claim[], at: number): boolean => provingClaim(asked, claims, at) !== undefined

/** The claim that proves it. */
export const provingClaim = <C extends Claim>(asked: Asked, claims: readonly C[], at: number): C | undefined => claims
  .filter(claim => isAbout(claim, asked) && claim.provedAt !== null && claim.revokedAt === null && at < claim.expiresAt)
  .toSorted((a, b) => b.expiresAt - a.expiresAt)[0]

// Whoever asks on a forum has no address: nothing can be theirs.
const isAbout = (claim: Asked, asked: Asked) => asked.requester !== '' && claim.provisioner === asked.provisioner && claim.accountId === asked.accountId && sameAddress(claim.requester) === sameAddress(asked.requester)

/** What is told of the claims of one person on one account: the proof, or the last code. */
export function standingClaim<C extends Claim>(asked: Asked, claims: readonly C[], at: number): { claim: C, state: ClaimShown['state'] } | undefined {
  const proof = provingClaim(asked, claims, at)
  if (proof) return { claim: proof, state: 'proved' }
  const last = claims.filter(claim => isAbout(claim, asked) && claim.revokedAt === null).toSorted((a, b) => b.createdAt - a.createdAt || b.id - a.id)[0]
  return last && { claim: last, state: stateOf(last, at) }
}

function stateOf({ provedAt, expiresAt, tries }: Claim, at: number): ClaimShown['state'] {
  if (at >= expiresAt) return 'expired'
  return provedAt === null && tries >= MOST_TRIES ? 'used-up' : 'awaits-code'
}

/** Eight digits from a number below 10⁸. */
export const codeOf = (number: number): string => String(number).padStart(8, '0')

/** What is signed of a code: it is worth nothing for another claim. People write it with spaces or hyphens. */
export const signedText = (claimId: number, code: string): string => `account claim ${claimId} ${code.replace(/[\s.-]/g, '')}`

/** An address as far as somebody who has it knows it again, and nobody else learns it. */
export function veiled(address: string): string {
  const [local = '', domain = ''] = address.split('@')
  return `${local.slice(0, 1)}•••@${domain.slice(0, 1)}•••${domain.slice(domain.lastIndexOf('.'))}`
}
