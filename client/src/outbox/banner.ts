import type { OutboxStatus } from '../../../server/outbox/contract.ts'

/** What the whole team should know of how mail leaves, with how many mails wait for it. */
export type BannerNews = { news: 'trial' | 'server' | 'delayed', waiting: number, since: number | null }

// A grey-listed mail is late by nature: what is late for longer concerns everybody.
const PATIENCE = 15 * 60_000

/** How many mails wait for a person. */
export const waitingFor = ({ held }: Pick<OutboxStatus, 'held'>) => held.trial + held['no-server'] + held.stale

/** What stands above the console; undefined when mail leaves as it should. */
export function bannerFor(status: OutboxStatus, now: number): BannerNews | undefined {
  const waiting = waitingFor(status)
  if (status.servers === 0) return { news: 'server', waiting, since: null }
  if (status.delayedSince !== null && now - status.delayedSince > PATIENCE) return { news: 'delayed', waiting, since: status.delayedSince }
  return status.mode === 'hold' ? { news: 'trial', waiting, since: null } : undefined
}
