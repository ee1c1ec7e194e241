import { readOwnId } from '../../outbox/own-id.ts'
import { hashOf } from '../../tickets/filing/thread-hash.ts'
import type { Case, ReadPost } from './case.ts'
import { postKeys } from './post-keys.ts'
import { saysTheSame } from '../understanding/same-words.ts'
import type { KnownId } from './threading.ts'

type OwnAnswer = { messageId: number, ticketId: number }

/** The answer of ours that this post is, as far as one is waited for: the one that its name leads to, or one of the same words. */
export function awaitedIn({ given: { answers }, desk }: Case, { source, post }: ReadPost, held: KnownId | undefined): OwnAnswer | undefined {
  const here = answers.filter(({ sourceId, ticketId }) => sourceId === source.id && desk.ticket(ticketId) !== undefined)
  return here.find(({ messageId }) => messageId === held?.messageId) ?? here.find(({ text }) => saysTheSame(text, post.words))
}

/** An answer of ours stands where everybody reads it, under all the names of this post. */
export function seen({ desk, arrived, mail }: Case, read: ReadPost, { messageId, ticketId }: OwnAnswer) {
  const current = desk.ticket(ticketId)
  if (!current) return
  const { postKey, postUrl } = read.post
  desk.confirm({ messageId, ticketId: current.id, at: arrived.deliveredAt, postKey, postUrl })
  const { self } = postKeys(read)
  const discussionId = desk.discussionsOn(current.id).find(({ sourceId }) => sourceId === read.source.id)?.id ?? null
  if (self !== null && desk.known(hashOf(self))?.messageId == null) desk.claim(hashOf(self), { ticketId: current.id, sideId: null, discussionId, messageId, fingerprint: mail.fingerprint })
}

const MODERATIONS: Readonly<Record<string, 'held' | 'refused'>> = { 'answer-held': 'held', 'answer-rejected': 'refused' }

/** The software of a list or forum speaks of an answer of ours: by its Message-ID, or of the only one that it can mean. */
export function moderated({ given, desk }: Pick<Case, 'given' | 'desk'>, { source, post, isForged }: ReadPost) {
  const moderation = MODERATIONS[post.service ?? '']
  if (moderation === undefined || isForged) return
  const here = given.answers.filter(({ sourceId }) => sourceId === source.id)
  const named = post.about === null ? undefined : readOwnId(post.about, given.signer)
  const meant = named ? here.find(({ messageId }) => messageId === named.messageId) : here.length === 1 ? here[0] : undefined
  if (meant) desk.moderate({ messageId: meant.messageId, ticketId: meant.ticketId, moderation })
}
