import type { Presences } from '../../../../server/tickets/presence/contract.ts'

export type Present = Presences['present'][number]

/** Those who are still there; writers first, and among equals whoever has been longest. */
export const stillThere = (present: readonly Present[], now: number): Present[] =>
  present.filter(({ expiresAt }) => expiresAt > now).sort((a, b) => Number(b.doing === 'writing') - Number(a.doing === 'writing') || a.since - b.since)

/** The first name, which is how colleagues call each other. */
export const firstName = (name: string) => name.trim().split(/\s+/)[0] ?? ''
