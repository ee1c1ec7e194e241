import { readOwnId } from '../../../outbox/own-id.ts'
import type { Db, Transaction } from '../../../platform/db.ts'
import type { Signer } from '../../../platform/signing.ts'
import type { AwaitedAnswer } from '../../../tickets/discussions/awaited.ts'
import { awaitedAnswers } from '../../../tickets/discussions/queries.ts'
import { activeSources } from '../../sources/store.ts'
import type { ReadPost } from '../case.ts'
import type { Entrance } from '../entrances.ts'
import type { Arrived } from '../intake.ts'
import { maybeHeld, readPosts } from '../posts.ts'
import { addressesOfHandles, wordsOf } from '../queries.ts'
import type { KnownId } from '../threading.ts'

/** Which of the messages are posts of lists and forums that we follow. Whom an agent has joined to an address is known by it. */
export async function postsAmong(db: Transaction, arrivals: readonly Arrived[], entrances: readonly Entrance[]): Promise<Map<Arrived, ReadPost>> {
  const sources = await activeSources(db)
  if (sources.length === 0) return new Map()
  const posts = readPosts(arrivals, sources, entrances)
  const addresses = await addressesOfHandles(db, [...posts.values()].flatMap(({ source, post: { author } }) => author.handle === null ? [] : [{ sourceId: source.id, handle: author.handle }]))
  return new Map([...posts].map(([arrived, read]) => [arrived, withAddress(read, addresses)]))
}

function withAddress(read: ReadPost, addresses: ReadonlyMap<string, string>): ReadPost {
  const { source, post } = read
  const address = post.author.address ?? addresses.get(`${source.id} ${post.author.handle}`) ?? null
  return { ...read, post: { ...post, author: { ...post.author, address } } }
}

const RECENTLY_MS = 3 * 86_400_000

/** The answers of ours that these posts may be, or tell of. */
export async function answersAmong(db: Db, posts: ReadonlyMap<Arrived, ReadPost>, { ticketIds, signer, now }: { ticketIds: readonly number[], signer: Signer, now: Date }): Promise<AwaitedAnswer[]> {
  if (posts.size === 0) return []
  const told = [...posts.values()].filter(({ post: { service } }) => service === 'answer-held' || service === 'answer-rejected')
  const about = told.map(({ post }) => post.about === null ? undefined : readOwnId(post.about, signer))
  const unnamed = told.filter((_, at) => about[at] === undefined).map(({ source }) => source.id)
  return awaitedAnswers(db, { ticketIds, messageIds: about.filter(id => id !== undefined).map(({ messageId }) => messageId), sourceIds: [...new Set(unnamed)], since: now.getTime() - RECENTLY_MS })
}

/** The words of the messages that one of these may be. */
export async function wordsHeld(db: Db, arrivals: readonly Arrived[], { ids, posts }: { ids: ReadonlyMap<string, KnownId>, posts: ReadonlyMap<Arrived, ReadPost> }): Promise<Map<number, string>> {
  const held = maybeHeld(arrivals, ids, posts)
  return held.length === 0 ? new Map() : wordsOf(db, held)
}
