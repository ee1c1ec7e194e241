import type { Registration } from '../../dns/looks.ts'
import { rulesOf } from '../../dns/tlds/rules.ts'
import { isOrdered, type Standing } from '../../registrars/standing.ts'
import { latestEnd } from '../../registrars/waiting.ts'
import type { Result } from '../../workflows/engine/progress.ts'
import { dateOf } from './transfer-asked.ts'

const DAY_MS = 86_400_000

/** What our registrar and the registry say of a domain; the registration is null where the registry cannot be asked. */
export type Seen = { domain: string, standing: Standing, registration: Registration | null, now: number }

export const HELD = ['held', 'registrar', 'ianaId', 'expires', 'nameServers', 'signed', 'ripe', 'waitDays'] as const

/** How a domain stands before it leaves. `held`: it is registered with us; `ripe`: until when its age keeps it, null when it does not. */
export function heldResult({ domain, standing, registration, now }: Seen): Result {
  const { registrar, expiresAt, nameServers, signed } = registration ?? NOBODY
  const ripe = ripeAt(domain, registration ?? NOBODY)
  return {
    held: standing.state === 'active', registrar: registrar?.name ?? null, ianaId: registrar?.ianaId ?? null, expires: dateOf(expiresAt ?? standing.expiresAt),
    nameServers: standing.nameServers.length > 0 ? standing.nameServers : nameServers.map(withoutDot),
    signed, ripe: ripe > now ? dateOf(ripe) : null, waitDays: rulesOf(domain).waitDays,
  } satisfies Record<typeof HELD[number], unknown>
}

const NOBODY: Pick<Registration, 'registrar' | 'expiresAt' | 'nameServers' | 'signed' | 'registeredAt' | 'transferredAt' | 'statuses'> = { registrar: null, expiresAt: null, nameServers: [], signed: null, registeredAt: null, transferredAt: null, statuses: [] }
const withoutDot = (name: string) => name.replace(/\.$/, '')

/** From when its registry lets a domain of this age go. */
function ripeAt(domain: string, { registeredAt, transferredAt }: Pick<Registration, 'registeredAt' | 'transferredAt'>): number {
  const { minAgeDays, sinceTransferDays } = rulesOf(domain)
  const after = (since: number | null, days: number | null) => since !== null && days !== null ? since + days * DAY_MS : 0
  return Math.max(after(registeredAt, minAgeDays), after(transferredAt, sinceTransferDays))
}

export const LEAVING = ['asked', 'left', 'over', 'at', 'registrar'] as const

type Leaving = { asked: boolean, left: boolean, over: boolean, at: string | null, registrar: string | null }

/** Who had the domain before, and how long somebody may still ask for it. */
export type Awaited = { from: number | null, until: number | null }

/**
 * How far a domain is on its way out. `asked`: another registrar has asked for it, and it leaves on `at` at the latest; `left`: the registry
 * names another; `over`: nobody has asked in time. What is under way is never over.
 */
export function leavingResult({ domain, standing, registration, now }: Seen, { from, until }: Awaited): Leaving {
  const { statuses, registrar } = registration ?? NOBODY
  const asked = statuses.some(status => status === 'pendingTransfer')
  const left = !asked && hasLeft(standing, registrar, from)
  return { asked, left, over: !asked && !left && now >= (until ?? Infinity), at: asked ? dateOf(latestEnd(domain, now)) : null, registrar: registrar?.name ?? null }
}

/** The registry has the last word; where it cannot be asked, our registrar has. */
function hasLeft(standing: Standing, registrar: Registration['registrar'], from: number | null): boolean {
  const now = registrar?.ianaId ?? null
  return now !== null && from !== null ? now !== from : !isOrdered(standing)
}

/** The same in words, for whoever looks. */
export function leavingWords({ asked, left, over, registrar }: Leaving): string {
  const state = left ? 'it has left' : asked ? 'another registrar has asked for it' : over ? 'nobody has asked for it in time' : 'nobody has asked for it yet'
  return [state, registrar && `RDAP: ${registrar}`].filter(Boolean).join(' · ')
}
