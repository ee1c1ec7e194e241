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

/** What others have said in the conversation since the version of the ticket that was seen. What one wrote oneself is no news, nor what a machine says. */
export function newsSince(messages: readonly Message[], seenVersion: number, me: number | undefined): News[] {
  return messages
    .filter(({ version, sideId, automatic, author }) => version > seenVersion && sideId === null && automatic === null && (author.id === null || author.id !== me))
    .map(({ id, kind, author, at, visibleReply, text }) => ({ id, kind, author: author.name || author.address || '', at, preview: (visibleReply ?? text).trim().slice(0, PREVIEW) }))
}
