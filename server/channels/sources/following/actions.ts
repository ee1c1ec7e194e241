import type { Database } from '../../../platform/db.ts'
import { Refusal, RemoteFailure } from '../../../platform/errors.ts'
import type { Log } from '../../../platform/log.ts'
import { record } from '../../../platform/record.ts'
import { slices } from '../../../platform/rows.ts'
import type { Secrets } from '../../../platform/secrets.ts'
import type { Intake } from '../../mail/intake.ts'
import type { Handed } from '../../reading/actions/take-in.ts'
import { gonePost } from '../gone.ts'
import { AskedToWait, type FetchText, type Forum, type ForumApi, type OpenForum } from '../ports.ts'
import { postedMail } from '../posted-mail.ts'
import { profileOf } from '../profiles/all.ts'
import type { SeenPost } from '../seen.ts'
import type { Source } from '../source.ts'
import { positionOf, savePosition, saveReading, secretsOf, sourceById } from '../store.ts'
import { isFollowed } from './followed.ts'
import { newsIn, stateOf } from './news.ts'
import { heldPosts, knownThreads, openThreads, postsOfThread, readingState } from './queries.ts'
import { postsToAsk, saveAsked, saveNextReading, saveTold, toldPosts } from './store.ts'

/** What reading lists and forums by API and feed is done with. */
export type ForumReading = {
  database: Database
  secrets: Pick<Secrets, 'open'>
  clock: () => Date
  log: Log
  openForum: OpenForum
  fetchText: FetchText
  /** Hands messages in, by the way that all messages take. */
  takeIn: (mails: readonly (Handed & { bytes: Uint8Array })[]) => Promise<readonly Intake[]>
  /** Breaks off what is being asked, when we are to stop. */
  signal?: AbortSignal
}

const EVERY_MS = 2 * 60_000
/** Feeds are read whole each time, and of people who do not know us. */
const FEED_EVERY_MS = 10 * 60_000
const AFTER_FAILURE_MS = 60_000
const AFTER_FAILURES_MS = 5 * 60_000
/** Whoever insists with a wrong key is shut out. */
const REFUSED_MS = 15 * 60_000
/** So many are taken in at once: what was taken before an accident is not taken again. */
const AT_ONCE = 20
/** So that one reading asks fewer than sixty questions, which is what a Discourse answers in a minute. */
const MOST_ASKED = 15
const MOST_BEGINNINGS = 15
const MOST_THREADS = 500
const LOOKED_AT_EACH = 2

/**
 * Reads what a forum has said since the last time, by its API or where it is published, and takes it in as mail. Killed at any moment it loses nothing:
 * how far it was read is noted after everything before it is safe, and what is told twice is known by its name.
 */
export async function readSource(reading: ForumReading, sourceId: number): Promise<void> {
  const { database, clock, log } = reading
  const source = await sourceById(database.reader, sourceId)
  if (!source?.active) return
  // Before: what the forum says while we read is read the next time, at once.
  await database.transaction(db => saveNextReading(db, sourceId, clock().getTime() + (profileOf(source.profile).published ? FEED_EVERY_MS : EVERY_MS)))
  try {
    const position = await readNews(reading, source)
    await tellReading(reading, sourceId, { position, checkedAt: clock() })
  }
  catch (error) {
    if (!(error instanceof RemoteFailure || error instanceof Refusal)) throw error
    // That we stopped is no fault of theirs: whoever comes next reads at once.
    if (reading.signal?.aborted) return database.transaction(db => saveNextReading(db, sourceId, null))
    log.warn({ err: error, source: source.name }, 'A list or a forum cannot be read for now')
    const { failure } = await readingState(database.reader, sourceId) ?? { failure: null }
    await database.transaction(db => saveNextReading(db, sourceId, clock().getTime() + pauseAfter(error, failure !== null)))
    await tellReading(reading, sourceId, { failure: error.message })
  }
}

function pauseAfter(error: Error, isRepeated: boolean): number {
  if (error instanceof AskedToWait) return error.waitMs
  if (error instanceof Refusal || (error instanceof RemoteFailure && !error.retry)) return REFUSED_MS
  return isRepeated ? AFTER_FAILURES_MS : AFTER_FAILURE_MS
}

/** Consoles are told when it falls ill, and when it is well again. */
async function tellReading({ database, clock }: ForumReading, sourceId: number, read: Parameters<typeof saveReading>[2]) {
  await database.transaction(async (db) => {
    const before = await readingState(db, sourceId)
    await saveReading(db, sourceId, read)
    const isNews = (before?.failure === null) !== !('failure' in read) || before?.checkedAt === null
    if (isNews) await record({ db, now: clock() }, { type: 'source.changed', sourceId })
  })
}

async function readNews(reading: ForumReading, source: Source): Promise<string> {
  const position = await positionOf(reading.database.reader, source.id)
  const { published } = profileOf(source.profile)
  if (published) {
    const posts = published.read(await reading.fetchText(published.address(source), reading.signal), source).map(one => ({ ...one, isNew: position !== null }))
    await take(reading, source, { posts, isRemembered: true })
    return 'begun'
  }
  const api = await forumOf(reading, source)
  const latest = await api.latest(position)
  const beginnings = await beginningsOf(reading, source, { api, posts: latest.posts })
  await take(reading, source, { posts: [...beginnings, ...latest.posts], isRemembered: false })
  // Should the forum have had enough of us now, what was read before is not read again.
  await reading.database.transaction(db => savePosition(db, source.id, latest.position))
  await takeAsked(reading, source, api)
  await lookAgain(reading, source, api)
  return latest.position
}

async function forumOf({ database, secrets, openForum, signal }: Pick<ForumReading, 'database' | 'secrets' | 'openForum' | 'signal'>, source: Source): Promise<ForumApi> {
  const { apiKey } = await secretsOf(database.reader, source.id) ?? { apiKey: null }
  if (apiKey === null) throw new Refusal('conflict', `${source.name} has no API key.`)
  return openForum({ source, apiKey: secrets.open(apiKey), signal })
}

/** Whoever answers in a topic that began before we read it has not asked: its beginning comes first. */
async function beginningsOf({ database }: ForumReading, source: Source, { api, posts }: { api: ForumApi, posts: readonly SeenPost[] }): Promise<SeenPost[]> {
  const begun = new Set(posts.filter(({ opens, isNew }) => opens && isNew).map(({ post }) => post.threadKey))
  const answers = posts.filter(({ post, isNew, isGone }) => isNew && !isGone && !post.isOwn && !begun.has(post.threadKey) && isFollowed(source, post))
  const threads = [...new Set(answers.map(({ post }) => post.threadKey))].filter(key => key !== null)
  const known = await knownThreads(database.reader, source.id, threads)
  const here = new Set(posts.filter(({ isNew }) => isNew).map(({ post }) => post.postKey))
  const beginnings: SeenPost[] = []
  for (const key of threads.filter(key => !known.has(key)).slice(0, MOST_BEGINNINGS)) beginnings.push(...await beginningOf(api, key, here))
  return beginnings
}

async function beginningOf(api: ForumApi, threadKey: string, here: ReadonlySet<string>): Promise<SeenPost[]> {
  const posts = await api.topic(threadKey)
  return posts === 'gone' ? [] : posts.filter(({ post }) => !here.has(post.postKey))
}

/** What the forum has told us to look at: edited, taken away, declared the solution. */
async function takeAsked(reading: ForumReading, source: Source, api: ForumApi) {
  const { database } = reading
  const asked = await postsToAsk(database.reader, source.id, MOST_ASKED)
  if (asked.length === 0) return
  const keys = asked.map(({ key }) => key)
  const held = await heldPosts(database.reader, source.id, keys)
  await take(reading, source, { posts: await api.these([...held]), isRemembered: false })
  await lookAt(reading, source, { api, threads: [...await knownThreads(database.reader, source.id, keys.filter(key => key.startsWith('topic/')))] })
  await database.transaction(db => saveAsked(db, source.id, asked))
}

/** Without a webhook nobody says that an older post has changed or has been declared the solution: some topics are looked at each time, in turn. */
async function lookAgain(reading: ForumReading, source: Source, api: ForumApi) {
  const threads = await openThreads(reading.database.reader, source.id, MOST_THREADS)
  const turn = Math.floor(reading.clock().getTime() / EVERY_MS) * LOOKED_AT_EACH
  const chosen = Array.from({ length: Math.min(LOOKED_AT_EACH, threads.length) }, (_one, next) => threads[(turn + next) % threads.length] ?? '')
  await lookAt(reading, source, { api, threads: chosen })
}

/** How what we hold of these topics stands now: the rest of them was not asked of us. */
async function lookAt(reading: ForumReading, source: Source, { api, threads }: { api: ForumApi, threads: readonly string[] }) {
  for (const thread of threads) {
    const posts = await api.topic(thread)
    const stand = posts === 'gone' ? (await postsOfThread(reading.database.reader, source.id, thread)).map(key => gonePost(key, source)) : posts.map(one => ({ ...one, isNew: false }))
    await take(reading, source, { posts: stand, isRemembered: false })
  }
}

/** Takes in what a forum told by itself, in a message that it has signed. */
export const takeTold = (reading: Taking, source: Source, posts: readonly SeenPost[]) => take(reading, source, { posts, isRemembered: false })

type Taking = Pick<ForumReading, 'database' | 'clock' | 'takeIn'>
type Shown = { posts: readonly SeenPost[], /** Whether what was there before we began is known by having been there. */ isRemembered: boolean }

async function take({ database, clock, takeIn }: Taking, source: Source, { posts, isRemembered }: Shown) {
  for (const some of slices(posts, AT_ONCE)) {
    const keys = some.map(({ post }) => post.postKey)
    const told = await toldPosts(database.reader, source.id, keys)
    const held = await heldPosts(database.reader, source.id, keys)
    const news = newsIn(some, { told, held }, clock().getTime())
    if (news.length > 0) await takeIn(news.map(({ post, at }) => ({ bytes: postedMail(post), source: 'forum', sourceId: source.id, envelope: null, deliveredAt: at })))
    const states = some.filter(one => isRemembered || one.isNew || held.has(one.post.postKey)).map(one => [one.post.postKey, stateOf(one)] as const).filter(([key, state]) => told.get(key) !== state)
    if (states.length > 0) await database.transaction(db => saveTold(db, source.id, new Map(states)))
  }
}

/** The forums that answers go to, each by its own API. */
export function forumsOn(parts: Pick<ForumReading, 'database' | 'secrets' | 'openForum'>): Forum {
  return {
    async ensurePosted({ sourceId, ...answer }) {
      const source = await sourceById(parts.database.reader, sourceId)
      if (!source) throw new RemoteFailure('The forum', false, new Error('it is followed no longer'))
      const api = await forumOf(parts, source).catch((error: unknown) => { throw new RemoteFailure(source.name, false, error) })
      return api.ensurePosted(answer)
    },
  }
}
