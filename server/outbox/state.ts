import type { Delivery, OutboxState } from './contract.ts'

/** Where a mail stands once it has been tried, from what became of it at each recipient. A failure that somebody must see comes first. */
export function stateAfter(deliveries: readonly Pick<Delivery, 'state'>[]): Exclude<OutboxState, 'held' | 'cancelled'> {
  const has = (state: Delivery['state']) => deliveries.some(delivery => delivery.state === state)
  if (has('delayed')) return 'delayed'
  if (has('pending')) return 'queued'
  if (has('bounced')) return 'bounced'
  return has('failed') ? 'failed' : 'sent'
}

const MINUTE_MS = 60_000
const PAUSES_MINUTES = [1, 3, 10, 20, 30, 60, 120, 240]
/** After three days a mail is given up (RFC 5321 §4.5.4.1 advises four to five; a help desk wants to know sooner). */
export const GIVE_UP_MS = 3 * 86_400_000

/** When a mail is tried again after so many attempts; null when it has been tried for three days. `jitter` (0 to 1) keeps mails that failed together apart. */
export function nextAttempt({ attempts, firstAt, now, jitter }: { attempts: number, firstAt: number, now: Date, jitter: number }): number | null {
  if (now.getTime() - firstAt >= GIVE_UP_MS) return null
  const pause = PAUSES_MINUTES[Math.min(attempts, PAUSES_MINUTES.length) - 1] ?? 1
  return Math.round(now.getTime() + pause * MINUTE_MS * (1 + jitter * 0.2))
}
