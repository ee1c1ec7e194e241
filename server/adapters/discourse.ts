import { z } from 'zod'
import { DiscoursePost, numberOf, seenPost } from '../channels/sources/discourse-post.ts'
import { categoryAs } from '../channels/sources/following/followed.ts'
import type { ForumAccess, ForumApi } from '../channels/sources/ports.ts'
import { gonePost } from '../channels/sources/gone.ts'
import type { SeenPost } from '../channels/sources/seen.ts'
import { ensurePosted } from './discourse-answering.ts'
import { askingOf, type Ask, type Patience } from './discourse-asking.ts'

/** A Discourse, by its API: https://docs.discourse.org and what its own source says beyond. */
export function discourse(access: ForumAccess, patience: Patience = {}): ForumApi {
  const ask = askingOf(access, patience)
  const { source } = access
  const categories = once(() => categoriesOf(ask))
  const topics = new Map<number, Promise<Topic | Absent>>()
  const topicOf = (id: number) => {
    const known = topics.get(id) ?? found(ask, `/t/${id}.json?include_raw=true`, Topic)
    topics.set(id, known)
    return known
  }
  const namesOf = async (id: number | null | undefined) => categoryAs(source, id == null ? [] : (await categories()).get(id) ?? [])

  async function seen(posts: readonly DiscoursePost[], { isPrivate, isNew, topic }: { isPrivate: boolean, isNew: (post: DiscoursePost) => boolean, topic?: Topic }): Promise<SeenPost[]> {
    const shown: SeenPost[] = []
    for (const post of posts) {
      const whole = topic ? inTopic(post, topic) : post
      const one = seenPost(whole, { source, category: await namesOf(whole.category_id), isPrivate, isNew: isNew(post) })
      if (one) shown.push(one)
    }
    return shown
  }

  async function oneOf(key: string): Promise<SeenPost[]> {
    const id = numberOf(key, 'post')
    const post = id === null ? 'hidden' : await found(ask, `/posts/${id}.json?include_raw=true`, DiscoursePost)
    const topic = typeof post === 'string' ? post : await topicOf(post.topic_id)
    if (typeof post !== 'string' && typeof topic !== 'string') return seen([post], { isPrivate: topic.archetype === PRIVATE, isNew: () => false, topic })
    return [post, topic].includes('gone') ? [gonePost(key, source)] : []
  }

  return {
    async latest(position) {
      const known = positionIn(position)
      const [open, closed] = [await listed(ask, OPEN, known?.open), await listed(ask, CLOSED, known?.closed)]
      const at = { open: newest(open, known?.open), closed: newest(closed, known?.closed) }
      const began = known?.began ?? Math.max(at.open, at.closed)
      const isNew = ({ id }: DiscoursePost) => id > began
      const posts = known ? [...await seen(open, { isPrivate: false, isNew }), ...await seen(closed, { isPrivate: true, isNew })] : []
      return { posts: posts.sort((one, other) => idOf(one) - idOf(other)), position: `${began} ${at.open} ${at.closed}` }
    },
    these: postKeys => oneByOne(postKeys, oneOf),
    async topic(threadKey) {
      const id = numberOf(threadKey, 'topic')
      const topic = id === null ? 'hidden' : await topicOf(id)
      if (typeof topic === 'object') return seen(topic.post_stream.posts, { isPrivate: topic.archetype === PRIVATE, isNew: () => true, topic })
      return topic === 'gone' ? topic : []
    },
    ensurePosted: answer => ensurePosted(ask, access, answer),
  }
}

const PRIVATE = 'private_message'

/** It is no more, or not for us to see: a key that may not read something must not make us believe that it is gone. */
type Absent = 'gone' | 'hidden'

async function found<T extends object>(ask: Ask, path: string, schema: z.ZodType<T>): Promise<T | Absent> {
  let absent: Absent = 'hidden'
  const answer = await ask(path, schema, { mayMiss: true, onMissing: (status) => { absent = status === 403 ? 'hidden' : 'gone' } })
  return answer ?? absent
}

const inTopic = (post: DiscoursePost, { title, slug, category_id, accepted_answer: accepted }: Topic): DiscoursePost =>
  ({ ...post, topic_title: title, topic_slug: slug, category_id, accepted_answer: post.accepted_answer ?? accepted?.post_number === post.post_number })

const Topic = z.object({
  id: z.number().int(),
  title: z.string().max(1000),
  slug: z.string().max(1000).nullish(),
  category_id: z.number().int().nullish(),
  archetype: z.string(),
  accepted_answer: z.object({ post_number: z.number().int() }).nullish().catch(null),
  post_stream: z.object({ posts: z.array(DiscoursePost) }),
})
type Topic = z.infer<typeof Topic>

const Category: z.ZodType<{ id: number, name: string, slug?: string | null | undefined, subcategory_list?: unknown[] | null | undefined }> = z.object({ id: z.number().int(), name: z.string().max(300), slug: z.string().nullish(), subcategory_list: z.array(z.unknown()).nullish() })
const Categories = z.object({ category_list: z.object({ categories: z.array(Category) }) })

/** The names of each category: what people read, and what stands in addresses. */
async function categoriesOf(ask: Ask): Promise<Map<number, string[]>> {
  const found = await ask('/categories.json?include_subcategories=true', Categories)
  const all = (found?.category_list.categories ?? []).flatMap(one => [one, ...z.array(Category).catch([]).parse(one.subcategory_list ?? [])])
  return new Map(all.map(({ id, name, slug }) => [id, [name, ...slug ? [slug] : []]]))
}

/** A forum is asked one question at a time. */
async function oneByOne(keys: readonly string[], ask: (key: string) => Promise<SeenPost[]>): Promise<SeenPost[]> {
  const shown: SeenPost[] = []
  for (const key of keys) shown.push(...await ask(key))
  return shown
}

function once<T>(find: () => Promise<T>): () => Promise<T> {
  let found: Promise<T> | undefined
  return () => found ??= find()
}

type List = { path: string, posts: (answer: z.infer<typeof Listed>) => DiscoursePost[], mayMiss: boolean }

const Listed = z.object({ latest_posts: z.array(DiscoursePost).optional(), private_posts: z.array(DiscoursePost).optional() })
const OPEN: List = { path: '/posts.json', posts: ({ latest_posts: posts }) => posts ?? [], mayMiss: false }
/** The messages that our user takes part in, whatever else an administrator could see. A key may be kept from them. */
const CLOSED: List = { path: '/private-posts.json', posts: ({ private_posts: posts }) => posts ?? [], mayMiss: true }

const MOST_PAGES = 40

/** The newest posts, at least those since `known`. A page is what stands at and before a number. */
async function listed(ask: Ask, { path, posts, mayMiss }: List, known: number | undefined): Promise<DiscoursePost[]> {
  const all: DiscoursePost[] = []
  for (let page = 0, before = 0; page < MOST_PAGES; page += 1) {
    const answer = await ask(`${path}${before > 0 ? `?before=${before}` : ''}`, Listed, { mayMiss })
    const found = answer ? posts(answer) : []
    all.push(...found)
    const lowest = Math.min(...found.map(({ id }) => id))
    if (known === undefined || found.length === 0 || lowest <= known || lowest <= 1) break
    before = lowest - 1
  }
  return all
}

const idOf = ({ post: { postKey } }: SeenPost) => numberOf(postKey, 'post') ?? 0
const newest = (posts: readonly DiscoursePost[], known = 0) => Math.max(known, ...posts.map(({ id }) => id))

/** Where the reading began, and how far each list was read: posts may be seen out of their order, so none of the three says it all. */
function positionIn(position: string | null): { began: number, open: number, closed: number } | undefined {
  const [, began, open, closed] = /^(\d{1,12}) (\d{1,12}) (\d{1,12})$/.exec(position ?? '') ?? []
  return began === undefined ? undefined : { began: Number(began), open: Number(open), closed: Number(closed) }
}
