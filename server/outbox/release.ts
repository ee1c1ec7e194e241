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
export function released(mail: Held, { servers, mode, needsServer = true }: MailOut & { /** A forum's API needs none. */ needsServer?: boolean }, now: Date): 'leaves' | 'waits' | Extract<Hold, 'trial' | 'no-server' | 'stale'> {
  if (isEarly(mail, now)) return 'waits'
  if (needsServer && servers === 0) return 'no-server'
  if (mail.releasedAt !== null) return 'leaves'
  if (mail.hold === 'scheduled' && mail.overtaken) return 'stale'
  return mode === 'hold' ? 'trial' : 'leaves'
}

/** Its time has not come; without a time, it is a person who has not said yes. */
function isEarly({ hold, heldUntil, releasedAt }: Held, now: Date): boolean {
  if (heldUntil === null) return releasedAt === null
  return heldUntil > now.getTime() && (hold === 'undo' || releasedAt === null)
}
