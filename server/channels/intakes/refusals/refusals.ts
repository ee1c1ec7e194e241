import type { Refusals } from './contract.ts'

type Refusal = Refusals['refusals'][number]

/** What one sender had refused, for one reason. */
export type OfSender = { reason: string, address: string | null, name: string | null, messages: number, since: number, last: number }

// These speak of a place from which many write.
const OF_MANY = ['too-many-from-host', 'too-many-from-domain', 'too-many-from-list']
const MOST = 20

/** One line for each sender, or for all of a place that is too loud; the largest first. */
export function refusalsOf(found: readonly OfSender[]): Refusal[] {
  const keyOf = ({ reason, address }: OfSender) => OF_MANY.includes(reason) ? reason : `${reason} ${address?.toLowerCase() ?? ''}`
  const all = [...Map.groupBy(found, keyOf).values()].flatMap(some => some[0] ? [together(some[0], some)] : [])
  return all.sort((a, b) => b.messages - a.messages || a.since - b.since).slice(0, MOST)
}

function together({ reason, address, name }: OfSender, some: readonly OfSender[]): Refusal {
  const isOne = !OF_MANY.includes(reason) || some.length === 1
  return {
    reason,
    from: isOne && address ? { address, name: name ?? '' } : null,
    senders: some.length,
    messages: some.reduce((sum, { messages }) => sum + messages, 0),
    since: Math.min(...some.map(({ since }) => since)),
    last: Math.max(...some.map(({ last }) => last)),
  }
}
