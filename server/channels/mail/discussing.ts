import type { Discussion, FiledMessage, TicketState } from '../../tickets/filing/filing.ts'
import { hashOf } from '../../tickets/filing/thread-hash.ts'
import type { Post } from '../sources/post.ts'
import type { Case, ReadPost } from './case.ts'
import { postKeys } from './post-keys.ts'
import { parentIds, type KnownId } from './threading.ts'

/** The ticket that a post belongs to, and the discussion on it as far as that can be told. */
export type PostPlace = { ticket: TicketState, discussionId: number | null }

/** Posts of one title belong together for so long, where nothing better says so. */
const SAME_TITLE_MS = 30 * 86_400_000

/** Finds the ticket of a post: by its thread's name, by the Message-IDs it answers or that wait for it, and by its title where it names none. */
export function postPlace(one: Case, read: ReadPost): PostPlace | undefined {
  const { desk, clues, thread: { parent, awaited, same }, mail, arrived } = one
  const { thread, title } = postKeys(read)
  const known = (key: string | null) => key === null ? undefined : desk.known(hashOf(key))
  for (const named of [known(thread), ...clues.own, parent, awaited, same]) {
    const ticket = named && desk.ticket(named.ticketId)
    if (ticket) return { ticket, discussionId: 'discussionId' in named ? named.discussionId : null }
  }
  // A thread that names itself is another one, whatever its title; so is a topic whose first posts we do not know. What was said on a list may have lost its name.
  if (thread !== null || (read.source.kind === 'forum' && parentIds(mail).length > 0) || !isAnswer(read, mail.subject)) return undefined
  return ofThisTitle(known(title), desk, arrived.deliveredAt)
}

function ofThisTitle(named: KnownId | undefined, desk: Case['desk'], at: number): PostPlace | undefined {
  const ticket = named && desk.ticket(named.ticketId)
  return ticket && at - ticket.activityAt < SAME_TITLE_MS ? { ticket, discussionId: named.discussionId } : undefined
}

const PREFIX = /^(\s|\[[^\]]{1,60}\])*(re|ré|rép|réf|aw|sv)\s*(\[\d+\])?\s*[:：]/iu

/** On a list a title that is used again is another question, unless it says that it answers; a forum without threads of its own repeats the title. */
const isAnswer = ({ source: { kind } }: ReadPost, subject: string) => kind === 'forum' || PREFIX.test(subject)

/** The discussion of a post on this ticket: the one it is known by, another of the same source, or a new one. */
export function discussionFor({ desk, given, arrived }: Case, { source, post }: ReadPost, { ticketId, parentId }: { ticketId: number, parentId: number | null }): Discussion {
  const here = desk.discussionsOn(ticketId).filter(({ sourceId }) => sourceId === source.id)
  const known = here.find(({ key }) => key !== null && key === post.threadKey) ?? here.find(({ id }) => id === parentId) ?? here.findLast(({ key }) => key === null || post.threadKey === null)
  return known ?? {
    id: given.nextId(), sourceId: source.id, ticketId, key: post.threadKey, title: post.title, url: post.threadUrl, category: post.category,
    isPrivate: post.isPrivate, replyAddress: post.replyAddress, answeredAt: null, solvedAt: null, createdAt: arrived.deliveredAt,
  }
}

/** Whose voice this is on the ticket. */
export function voiceOf({ requester, requesterHandle }: Pick<TicketState, 'requester' | 'requesterHandle'>, { author: { address, handle }, isOwn }: Pick<Post, 'author' | 'isOwn'>): FiledMessage['voice'] {
  if (isOwn) return 'ours'
  const isRequester = address !== null && address.toLowerCase() === requester.address.toLowerCase()
  return isRequester || (handle !== null && handle === requesterHandle) ? 'asking' : 'community'
}
