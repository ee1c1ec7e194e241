import { sameAddress, standingClaim, type Claim } from '../authority/claims.ts'
import type { ClaimShown } from '../authority/contract.ts'
import type { Account, Hosting } from '../hosting.ts'
import type { HostedAccount, MatchedBy } from './contract.ts'

const MOST_ADDRESSES = 100

/** An account that may be the requester's, and why. */
export type Candidate = { hosting: Hosting, matchedBy: MatchedBy }

/** The accounts to be looked at: those registered with the address, then those that have its domain. */
export function accountsToRead(registered: readonly Account[], withDomain: readonly Account[]): Account[] {
  return [...new Map([...registered, ...withDomain].map(account => [account.id, account])).values()].slice(0, 5)
}

/** Why an account is taken for that of whoever has this address. */
export function matchOf({ account, addresses }: Pick<Hosting, 'account' | 'addresses'>, address: string): MatchedBy {
  const asked = sameAddress(address)
  if (sameAddress(account.email) === asked) return 'registered'
  return addresses.some(({ domain, local }) => `${local}@${domain}` === asked) ? 'address' : 'domain'
}

type ClaimRow = Claim & { by: string | null, note: string | null }

/** What an agent sees of an account. */
export function shownAccount({ hosting, matchedBy }: Candidate, claims: readonly ClaimRow[], { provisioner, requester, at }: { provisioner: string, requester: string, at: number }): HostedAccount {
  const { account, quotas, domains, addresses } = hosting
  return {
    id: account.id, login: account.login, name: account.name, email: account.email, enabled: account.enabled, matchedBy, quotas,
    domains: domains.map(({ name, hostsDns, hostsMail, applied }) => ({ name, hostsDns, hostsMail, state: applied.state })),
    addresses: addresses.slice(0, MOST_ADDRESSES).map(({ domain, local, mailbox, recipients, enabled }) => ({ address: `${local}@${domain}`, quotaMb: mailbox?.quotaMb ?? null, recipients: recipients.length, enabled })),
    addressCount: addresses.length,
    claim: shownClaim(standingClaim({ provisioner, accountId: account.id, requester }, claims, at)),
  }
}

function shownClaim(standing: { claim: ClaimRow, state: ClaimShown['state'] } | undefined): ClaimShown | null {
  if (!standing) return null
  const { claim: { id, how, by, note, provedAt, createdAt, expiresAt }, state } = standing
  return { id, state, how, by, note, at: Number(provedAt ?? createdAt), until: Number(expiresAt) }
}
