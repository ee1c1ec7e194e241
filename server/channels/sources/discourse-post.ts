import { z } from 'zod'
import { sha256 } from '../../platform/signing.ts'
import { hostOf } from './carried.ts'
import { plainWords } from './plain-words.ts'
import type { SeenPost } from './seen.ts'
import type { Source } from './source.ts'

const Id = z.number().int().positive().max(999_999_999_999)
const Words = z.string().max(1_000_000)
const Instant = z.iso.datetime({ offset: true }).transform(written => Date.parse(written))

/** A post as Discourse writes it: in its lists, alone, in its topic, in a webhook. Each says a little less or more. */
export const DiscoursePost = z.object({
  id: Id,
  topic_id: Id,
  post_number: z.number().int(),
  post_type: z.number().int().default(1),
  username: z.string().max(200),
  name: z.string().max(300).nullish(),
  raw: Words.nullish(),
  cooked: Words.nullish(),
  created_at: Instant,
  updated_at: Instant.nullish(),
  topic_title: z.string().max(1000).nullish(),
  topic_slug: z.string().max(1000).nullish(),
  topic_archetype: z.string().nullish(),
  category_id: z.number().int().nullish(),
  category_slug: z.string().max(300).nullish(),
  hidden: z.boolean().nullish(),
  user_deleted: z.boolean().nullish(),
  deleted_at: z.string().nullish(),
  accepted_answer: z.boolean().nullish(),
})
export type DiscoursePost = z.infer<typeof DiscoursePost>

/** What a post does not say of itself. */
export type Around = { source: Source, category: string | null, isPrivate: boolean, isNew: boolean }

const REGULAR = 1

/** The post as it is told on; undefined for what nobody wrote: that a topic was closed, what the staff whispers. */
export function seenPost(post: DiscoursePost, { source, category, isPrivate, isNew }: Around): SeenPost | undefined {
  if (post.post_type !== REGULAR) return undefined
  const text = post.raw ?? plainWords(post.cooked ?? '')
  return {
    post: {
      ...placeOf(post, source), category, isPrivate,
      title: post.topic_title ?? '',
      isOwn: post.username.toLowerCase() === source.account?.toLowerCase(),
      author: authorOf(post),
      text, html: post.cooked ? withWholeLinks(post.cooked, source.url ?? '') : null, at: post.created_at,
    },
    version: sha256(text).slice(0, 32),
    changedAt: post.updated_at ?? post.created_at,
    isNew,
    opens: post.post_number === 1,
    isGone: isGone(post),
    isSolution: post.accepted_answer === true,
  }
}

const authorOf = ({ name, username }: DiscoursePost) => ({ name: name?.trim() || username, handle: username })

/** Taken away, or hidden because others have complained of it. */
const isGone = ({ deleted_at: deletedAt, user_deleted: isDeleted, hidden }: DiscoursePost) => Boolean(deletedAt) || isDeleted === true || hidden === true

function placeOf({ id, topic_id: topic, topic_slug: slug, post_number: number }: DiscoursePost, { url, name, address }: Source) {
  const host = hostOf(url) ?? 'forum.invalid'
  const topicUrl = `${url ?? ''}/t/${encodeURIComponent(slug || '-')}/${topic}`
  return { threadKey: `topic/${topic}`, postKey: `post/${id}`, postUrl: `${topicUrl}/${number}`, threadUrl: topicUrl, forum: { name, address, host }, messageId: `<discourse/post/${id}@${host}>`, references: [] }
}

/** Elsewhere than at the forum a path alone leads nowhere. */
const withWholeLinks = (html: string, base: string) => html.replace(/(\s(?:href|src)=")\/(\/)?/g, (_found, start: string, second?: string) => second ? `${start}https://` : `${start}${base}/`)

/** The number in `post/48213` or `topic/2354`; null for another name. */
export const numberOf = (key: string, kind: 'post' | 'topic'): number | null => {
  const number = Number(new RegExp(`^${kind}/(\\d{1,12})$`).exec(key)?.[1] ?? Number.NaN)
  return Number.isSafeInteger(number) && number > 0 ? number : null
}
