import type { FailureReason } from './reasons.ts'
import { latestEnd } from './waiting.ts'

/** How far the transfer of a domain to our registrar is; `none`: it knows nothing of it. */
export const STANDINGS = ['none', 'requested', 'pending', 'waiting-approval', 'active', 'failed'] as const
export type StandingName = typeof STANDINGS[number]

/** How a domain stands at our registrar; instants in UTC ms. */
export type Standing = {
  state: StandingName
  /** Its number there. */
  reference: string | null
  reason: FailureReason | null
  /** Their own words. */
  says: string | null
  since: number | null
  /** When it is over at the latest; null when it is, or nobody can tell. */
  until: number | null
  expiresAt: number | null
  /** In lower case, without a last dot. */
  nameServers: string[]
  locked: boolean | null
}

export const NOTHING: Standing = { state: 'none', reference: null, reason: null, says: null, since: null, until: null, expiresAt: null, nameServers: [], locked: null }

/** Whether it goes on, or is over well: nothing is to be ordered. */
export const isOrdered = ({ state }: Standing): boolean => state !== 'none' && state !== 'failed'

/** Whether it is on its way. */
export const isUnderWay = (standing: Standing): boolean => isOrdered(standing) && standing.state !== 'active'

/** The standing with the day it ends at the latest, reckoned from the rules of its registry. */
export const withEnd = (standing: Standing, domain: string): Standing =>
  ({ ...standing, until: isUnderWay(standing) && standing.since !== null ? latestEnd(domain, standing.since) : null })
