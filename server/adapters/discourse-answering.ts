import { z } from 'zod'
import { DiscoursePost, numberOf } from '../channels/sources/discourse-post.ts'
import type { ForumAccess, ForumAnswer } from '../channels/sources/ports.ts'
import { RemoteFailure } from '../platform/errors.ts'
import type { Ask } from './discourse-asking.ts'

type Answer = Omit<ForumAnswer, 'sourceId'>
type Posted = { postKey: string, postUrl: string | null }

const Stream = z.object({ slug: z.string().nullish(), post_stream: z.object({ posts: z.array(DiscoursePost), stream: z.array(z.number().int()).catch([]) }) })
const Posts = z.object({ post_stream: z.object({ posts: z.array(DiscoursePost) }) })
const Made = z.object({ action: z.string().optional(), id: z.number().int().optional(), post_number: z.number().int().optional() })

/** Where two answers could be ours, ours is among the last. */
const LOOKED_AT = 20
/** The clocks of two machines. */
const SKEW_MS = 60_000

/** Looks whether the answer stands in its topic already, and posts it if not. */
export async function ensurePosted(ask: Ask, { source }: ForumAccess, answer: Answer): Promise<Posted> {
  const { account, name, url } = source
  const topicId = numberOf(answer.threadKey, 'topic')
  if (topicId === null) throw failureOf(name, 'this is no topic of Discourse')
  if (account === null) throw failureOf(name, 'nobody has said as which user we write there')
  const topic = await ask(`/t/${topicId}.json?include_raw=true`, Stream)
  if (!topic) throw failureOf(name, 'the topic is no more')
  const posts = await lastPosts(ask, topicId, topic)
  const there = posts.find(post => isOurs(post, account, answer)) ?? await post(ask, name, { ...answer, topicId })
  return { postKey: `post/${there.id}`, postUrl: `${url ?? ''}/t/${encodeURIComponent(topic.slug || '-')}/${topicId}/${there.post_number}` }
}

const failureOf = (name: string, words: string) => new RemoteFailure(name, false, new Error(words))

async function post(ask: Ask, name: string, { topicId, ...answer }: Answer & { topicId: number }): Promise<{ id: number, post_number: number }> {
  const made = await ask('/posts.json', Made, { body: { topic_id: topicId, raw: answer.text, ...await answered(ask, answer) } })
  if (made?.action === 'enqueued') throw failureOf(name, 'it keeps the answer until a moderator has read it: it is published from there')
  if (made?.id === undefined) throw failureOf(name, 'it does not say whether it has taken the answer')
  return { id: made.id, post_number: made.post_number ?? 1 }
}

/** A long topic shows its beginning only. */
async function lastPosts(ask: Ask, topicId: number, { post_stream: { posts, stream } }: z.infer<typeof Stream>): Promise<DiscoursePost[]> {
  const last = stream.slice(-LOOKED_AT)
  const here = new Set(posts.map(({ id }) => id))
  if (last.every(id => here.has(id))) return posts
  const found = await ask(`/t/${topicId}/posts.json?${last.map(id => `post_ids[]=${id}`).join('&')}&include_raw=true`, Posts)
  return found?.post_stream.posts ?? []
}

/** Blanks are not kept as they were written. */
const said = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim()

const isOurs = ({ username, raw, created_at: at, deleted_at: gone }: DiscoursePost, account: string, { text, since }: Answer) =>
  username.toLowerCase() === account.toLowerCase() && !gone && at >= since - SKEW_MS && said(raw ?? '') === said(text)

async function answered(ask: Ask, { answersPostKey }: Answer): Promise<{ reply_to_post_number?: number }> {
  const id = answersPostKey === null ? null : numberOf(answersPostKey, 'post')
  const post = id === null ? undefined : await ask(`/posts/${id}.json`, DiscoursePost, { mayMiss: true })
  // The first post is the topic itself.
  return post && post.post_number > 1 ? { reply_to_post_number: post.post_number } : {}
}
