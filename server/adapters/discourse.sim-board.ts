import { createHmac } from 'node:crypto'

/** A post of the simulated forum. */
export type SimPost = {
  id: number, topicId: number, number: number, username: string, raw: string, createdAt: number, updatedAt: number
  isDeleted: boolean, isHidden: boolean, repliesTo: number | null, version: number
}
/** A topic, or a private message. `allowed`: who may read it; null for everybody. */
export type SimTopic = { id: number, title: string, slug: string, categoryId: number | null, allowed: readonly string[] | null, acceptedId: number | null }
/** Where the forum says what happens to it, signed. */
export type SimHook = { url: string, secret: string }

type Words = { by: string, raw: string }

/** The forum itself: what people do there. Each deed is told to its webhook, and done once that has answered. */
export class SimulatedBoard {
  readonly topics = new Map<number, SimTopic>()
  readonly posts: SimPost[] = []
  readonly names: Record<string, string> = { camille: 'Camille Martin', maelle: 'Maëlle Le Goff', zoe: 'Zoé Hérault', support: 'L’équipe' }
  readonly categories = [{ id: 4, name: 'Hébergement', slug: 'hebergement', subcategory_list: [{ id: 6, name: 'Courriel', slug: 'courriel' }] }, { id: 5, name: 'Vie de la coop', slug: 'vie' }]
  hook: SimHook | null = null
  /** How many posts a list shows at once. */
  pageSize = 50
  /** As a real one would ask for, so that posts are not all one. */
  #lastId = 100
  readonly #clock: () => number

  constructor(clock: () => number) {
    this.#clock = clock
  }

  /** Somebody opens a topic, or writes a private message to `to`. Answers its first post. */
  async open({ by, raw, title, categoryId = 4, to }: Words & { title: string, categoryId?: number, to?: readonly string[] }): Promise<SimPost> {
    const id = this.#nextId()
    const slug = title.normalize('NFKD').replace(/[^\w]+/g, '-').toLowerCase()
    this.topics.set(id, { id, title, slug, categoryId: to ? null : categoryId, allowed: to ? [by, ...to] : null, acceptedId: null })
    return this.answer({ topicId: id, by, raw })
  }

  /** Somebody writes in a topic. */
  async answer({ topicId, by, raw, repliesTo = null }: Words & { topicId: number, repliesTo?: number | null }): Promise<SimPost> {
    const post: SimPost = { id: this.#nextId(), topicId, number: this.in(topicId).length + 1, username: by, raw, createdAt: this.#clock(), updatedAt: this.#clock(), isDeleted: false, isHidden: false, repliesTo, version: 1 }
    this.posts.push(post)
    await this.#tell('post', 'post_created', post)
    return post
  }

  async edit(post: SimPost, raw: string) {
    Object.assign(post, { raw, updatedAt: this.#clock(), version: post.version + 1 })
    await this.#tell('post', 'post_edited', post)
  }

  async remove(post: SimPost) {
    post.isDeleted = true
    await this.#tell('post', 'post_destroyed', post)
  }

  async recover(post: SimPost) {
    post.isDeleted = false
    await this.#tell('post', 'post_recovered', post)
  }

  /** The staff deletes a topic with all that was said in it. */
  async removeTopic(topicId: number) {
    const topic = this.topics.get(topicId)
    this.topics.delete(topicId)
    for (const post of this.in(topicId)) post.isDeleted = true
    await this.#send('topic', 'topic_destroyed', { id: topicId, title: topic?.title, archetype: topic?.allowed ? 'private_message' : 'regular' })
  }

  /** The solved plugin: the one who asked says that this is the answer. */
  async accept(post: SimPost) {
    const topic = this.topics.get(post.topicId)
    if (topic) topic.acceptedId = post.id
    await this.#tell('solved', 'accepted_solution', post)
  }

  /** The posts of a topic, deleted ones included. */
  readonly in = (topicId: number): SimPost[] => this.posts.filter(post => post.topicId === topicId)

  /** What that user may read. */
  readonly isReadableBy = (topicId: number, username: string): boolean => this.topics.get(topicId)?.allowed?.includes(username) ?? this.topics.has(topicId)

  /** A post as Discourse serialises it. */
  shown(post: SimPost, more: Record<string, unknown> = {}) {
    const topic = this.topics.get(post.topicId)
    return {
      id: post.id, name: this.names[post.username] ?? '', username: post.username, avatar_template: '/letter_avatar_proxy/v4/letter/c/{size}.png', created_at: new Date(post.createdAt).toISOString(),
      cooked: `<p>${post.raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`, post_number: post.number, post_type: 1, updated_at: new Date(post.updatedAt).toISOString(), reply_count: 0,
      reply_to_post_number: post.repliesTo, topic_id: post.topicId, topic_slug: topic?.slug, version: post.version, raw: post.raw, hidden: post.isHidden, trust_level: 1,
      deleted_at: post.isDeleted ? new Date(this.#clock()).toISOString() : null, user_deleted: false, accepted_answer: topic?.acceptedId === post.id, ...more,
    }
  }

  #nextId() {
    this.#lastId += 3
    return this.#lastId
  }

  async #tell(type: 'post' | 'solved', event: string, post: SimPost) {
    const topic = this.topics.get(post.topicId)
    const slug = this.categories.find(({ id }) => id === topic?.categoryId)?.slug
    await this.#send(type, event, this.shown(post, { topic_title: topic?.title, topic_archetype: topic?.allowed ? 'private_message' : 'regular', category_id: topic?.categoryId, ...slug ? { category_slug: slug } : {} }))
  }

  async #send(type: 'post' | 'solved' | 'topic', event: string, said: object) {
    if (!this.hook) return
    const { url, secret } = this.hook
    const body = JSON.stringify({ [type]: said })
    await fetch(url, { method: 'POST', body, headers: hookHeaders({ type, event, body, secret }) }).then(response => response.body?.cancel(), () => undefined)
  }
}

/** The headers with which Discourse sends an event. */
export const hookHeaders = ({ type, event, body, secret }: { type: string, event: string, body: string, secret: string }): Record<string, string> => ({
  'content-type': 'application/json', 'x-discourse-instance': 'https://forum.coop.example', 'x-discourse-event-id': '1', 'x-discourse-event-type': type, 'x-discourse-event': event,
  'x-discourse-event-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
})
