import type { Message } from '../../../../server/tickets/contract.ts'
import { Stale } from '../../../../server/tickets/replying/contract.ts'
import { HttpFailure } from '../../http.ts'

/** Something that was said while one was writing. */
export type News = Stale['news'][number]

const PREVIEW = 160

/** What a refusal on stale ground says is new; undefined when it was refused for another reason. */
export function staleIn(failure: unknown): Stale | undefined {
  return failure instanceof HttpFailure && failure.code === 'stale' ? Stale.safeParse(failure.answer).data : undefined
}

/** What others have said in the conversation since a message was the last one seen. What one wrote oneself is no news. */
export function newsSince(messages: readonly Message[], lastSeenId: number, me: string | undefined): News[] {
  return messages
    .filter(({ id, sideId, author }) => id > lastSeenId && sideId === null && !(author.kind === 'agent' && author.name === me))
    .map(({ id, kind, author, at, visibleReply, text }) => ({ id, kind, author: author.name || author.address || '', at, preview: (visibleReply ?? text).trim().slice(0, PREVIEW) }))
}

/** The number of the latest message. */
export const lastId = (messages: readonly Message[]) => Math.max(0, ...messages.map(({ id }) => id))
