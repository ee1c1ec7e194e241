import { z } from 'zod'
import { isMac } from '../../../platform/signing.ts'
import { DiscoursePost, seenPost } from '../discourse-post.ts'
import { categoryAs } from '../following/followed.ts'
import type { SeenPost } from '../seen.ts'
import type { Source } from '../source.ts'

const SIGNATURE = /^sha256=([0-9a-f]{64})$/

/** Whether whoever sent this knows the secret. Compared in constant time. */
export function isSignedBy(secret: string, body: Uint8Array, signature: string | undefined): boolean {
  const [, mac] = SIGNATURE.exec(signature ?? '') ?? []
  return secret !== '' && mac !== undefined && isMac(body, { key: secret, mac })
}

/** What a forum says has happened, as far as it concerns us. */
export type HookEvent = { about: 'post', post: DiscoursePost } | { about: 'topic', id: number } | { about: 'nothing' }

const Body = z.object({ post: DiscoursePost.optional(), solved: DiscoursePost.optional(), topic: z.object({ id: z.number().int().positive().max(999_999_999_999) }).optional() })

/** Reads the body of a webhook. Events that we do not know, a ping among them, say nothing. */
export function hookEvent(event: string, body: Uint8Array): HookEvent {
  const read = Body.safeParse(jsonIn(body))
  if (!read.success) return { about: 'nothing' }
  const post = read.data.post ?? read.data.solved
  if (post) return { about: 'post', post: { ...post, ...SAYS[event] } }
  return read.data.topic && event.startsWith('topic_') ? { about: 'topic', id: read.data.topic.id } : { about: 'nothing' }
}

/** What an event says of its post, should the post not say it itself. */
const SAYS: Record<string, Partial<DiscoursePost>> = { accepted_solution: { accepted_answer: true }, unaccepted_solution: { accepted_answer: false }, post_destroyed: { user_deleted: true } }

function jsonIn(body: Uint8Array): unknown {
  try { return JSON.parse(Buffer.from(body).toString('utf8')) }
  catch { return undefined }
}

/** The post as the signed body alone tells it. Private messages are those of everybody: without a key nobody can say whether they are to us. */
export function toldByHook(post: DiscoursePost, event: string, source: Source): SeenPost | undefined {
  if (post.topic_archetype !== 'regular') return undefined
  return seenPost(post, { source, category: categoryAs(source, [post.category_slug]), isPrivate: false, isNew: event === 'post_created' })
}
