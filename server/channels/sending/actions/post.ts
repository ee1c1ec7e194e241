import type { Settled } from '../../../outbox/actions/settle.ts'
import { inOrder, REST_MS } from '../order.ts'
import type { MailServer, Parcel, ServerAnswer } from '../ports.ts'

/** Hands one mail for one recipient to the first server that takes it. */
export type Post = (parcel: Parcel) => Promise<Settled>

const results = { taken: 'sent', refused: 'failed', later: 'delayed', trouble: 'delayed' } as const

/**
 * The servers asked in turn: one in trouble, or one that wants the mail later, leaves it to the next; a refusal of the mail itself is final.
 * Remembers for a minute who was in trouble.
 */
export function postBy(servers: readonly MailServer[], clock: () => Date): Post {
  const troubledUntil = new Map<string, number>()
  return async (parcel) => {
    const tries: Settled['tries'][number][] = []
    for (const server of inOrder(servers, troubledUntil, clock())) {
      const answer = await server.deliver(parcel)
      tries.push({ server: server.name, result: results[answer.said], answer: answer.words })
      if (answer.said === 'trouble') troubledUntil.set(server.name, clock().getTime() + REST_MS)
      else troubledUntil.delete(server.name)
      if (isLast(answer)) break
    }
    const last = tries.at(-1)
    return { state: last?.result === 'bounced' || !last ? 'delayed' : last.result, answer: last?.answer ?? 'There is no server to send by.', tries }
  }
}

const isLast = ({ said }: ServerAnswer) => said === 'taken' || said === 'refused'
