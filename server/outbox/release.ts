import type { Hold } from './contract.ts'

/** A held mail whose time may have come. Instants are UTC milliseconds. */
export type Held = {
  hold: Hold
  heldUntil: number | null
  releasedAt: number | null
  /** The member has written since it was scheduled. */
  overtaken: boolean
}

/** How the installation sends: not at all without a server, and each mail by a person's yes on a trial. */
export type MailOut = { servers: number, mode: 'send' | 'hold' }

/** What happens with a held mail now: it leaves, goes on waiting, or waits for a person from now on. A person's yes comes before everything but the time to undo. */
export function released({ hold, heldUntil, releasedAt, overtaken }: Held, { servers, mode }: MailOut, now: Date): 'leaves' | 'waits' | Extract<Hold, 'trial' | 'no-server' | 'stale'> {
  if (heldUntil !== null && heldUntil > now.getTime() && (hold === 'undo' || releasedAt === null)) return 'waits'
  if (heldUntil === null && releasedAt === null) return 'waits'
  if (servers === 0) return 'no-server'
  if (releasedAt !== null) return 'leaves'
  if (hold === 'scheduled' && overtaken) return 'stale'
  return mode === 'hold' ? 'trial' : 'leaves'
}
