import type { Db, Transaction } from '../../../platform/db.ts'
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

/** The words of the messages that one of these may be. */
export async function wordsHeld(db: Db, arrivals: readonly Arrived[], { ids, posts }: { ids: ReadonlyMap<string, KnownId>, posts: ReadonlyMap<Arrived, ReadPost> }): Promise<Map<number, string>> {
  const held = maybeHeld(arrivals, ids, posts)
  return held.length === 0 ? new Map() : wordsOf(db, held)
}
