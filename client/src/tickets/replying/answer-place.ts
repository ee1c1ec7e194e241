import type { DraftContent } from '../../../../server/tickets/drafts/contract.ts'
import type { TicketDetail } from '../../../../server/tickets/contract.ts'
import { isEmpty } from '../drafts/reconciled.ts'

/** Who is to read an answer: everybody in a discussion, the member alone, or both. */
export type AnswerPlace = NonNullable<DraftContent['place']>

type Told = Pick<TicketDetail, 'discussions' | 'messages' | 'recipients'>

/** For the member alone. */
export const PRIVATE: AnswerPlace = { discussionId: null, alsoPrivate: false }

/** The discussions in which one can answer. */
export const answerable = ({ discussions }: Pick<Told, 'discussions'>) => discussions.filter(({ source }) => source.active)

/** Where an answer is proposed to go: to where the last words were said, as its list or forum is set. What came in private is answered in private. */
export function proposedPlace(told: Told): AnswerPlace {
  const { messages, recipients } = told
  const open = answerable(told)
  const asked = messages.findLast(({ kind, sideId, automatic, pending }) => kind === 'incoming' && sideId === null && automatic === null && !pending)
  const here = open.find(({ id }) => id === asked?.discussionId)
  const nobody = recipients.to.length === 0
  if (here && (here.source.answersTo === 'public' || nobody)) return { discussionId: here.id, alsoPrivate: false }
  const last = open.at(-1)
  return nobody && last && asked?.discussionId !== null ? { discussionId: last.id, alsoPrivate: false } : PRIVATE
}

/** Where this draft goes. Words that were begun without saying for whom, or for a discussion that is no more here, are never published by themselves. */
export function placeOf(content: DraftContent, chosen: AnswerPlace | undefined, told: Told): AnswerPlace {
  const wanted = content.place ?? chosen ?? (isEmpty(content) ? proposedPlace(told) : PRIVATE)
  return wanted.discussionId === null || answerable(told).some(({ id }) => id === wanted.discussionId) ? wanted : PRIVATE
}

/** How the choice of a place is called among the others. */
export const keyOf = ({ discussionId, alsoPrivate }: AnswerPlace) => discussionId === null ? 'private' : `${alsoPrivate ? 'both' : 'public'}-${discussionId}`
