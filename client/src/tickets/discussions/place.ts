import { inject, provide, type InjectionKey } from 'vue'
import type { TicketDetail } from '../../../../server/tickets/contract.ts'

/** The discussions that a ticket is about, and who of those that speak there is known. */
export type Discussed = Pick<TicketDetail, 'discussions' | 'identities'>

const key: InjectionKey<() => Discussed> = Symbol('discussed')
const nothing: Discussed = { discussions: [], identities: [] }

/** Tells the messages below in which discussions they stand. */
export const tellDiscussed = (discussed: () => Discussed) => { provide(key, discussed) }

/** In which discussions the messages of this ticket stand. */
export const useDiscussed = (): () => Discussed => inject(key, () => nothing)

/** Where a message stands, and whom its author was joined to, as far as they are known by a name there. */
export function placeOf({ discussions, identities }: Discussed, { discussionId, handle }: { discussionId: number | null, handle: string | null }) {
  const discussion = discussions.find(({ id }) => id === discussionId)
  if (!discussion) return undefined
  const identity = identities.find(({ sourceId, handle: known }) => sourceId === discussion.source.id && known === handle)
  return { discussion, identity }
}
