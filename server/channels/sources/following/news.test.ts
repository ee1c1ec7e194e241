import { expect, test } from 'vitest'
import type { SeenPost } from '../seen.ts'
import { newsIn } from './news.ts'

const NOW = Date.UTC(2026, 10, 22)
const post: SeenPost = {
  post: {
    threadKey: 'topic/1', postKey: 'post/1', title: 'Panne', category: null, isPrivate: false, isOwn: false, postUrl: null, threadUrl: null, author: { name: 'Zoé', handle: 'zoe' },
    forum: { name: 'Forum', address: null, host: 'forum.coop.example' }, text: 'Bonjour', html: null, at: NOW - 5000, messageId: null, references: [],
  },
  version: 'v1', changedAt: NOW - 1000, isNew: true, opens: true, isGone: false, isSolution: false,
}

type Case = [what: string, seen: Partial<SeenPost>, before: string | undefined, isHeld: boolean, events: string[]]

test.each<Case>([
  ['said since we read', {}, undefined, false, ['said']],
  ['said and accepted before we heard of either', { isSolution: true }, undefined, false, ['said', 'solved']],
  ['said and taken away before we heard of it', { isGone: true }, undefined, false, []],
  ['of our own, known by its name already', {}, undefined, true, ['said']],
  ['there before we read', { isNew: false }, undefined, false, []],
  ['come by mail before, and changed since', { isNew: false }, undefined, true, ['edited']],
  ['come by mail, taken away', { isNew: false, isGone: true }, undefined, true, ['removed']],
  ['as it was', {}, 'v1', true, []],
  ['changed', { version: 'v2' }, 'v1', true, ['edited']],
  ['changed, on no ticket', { version: 'v2' }, 'v1', false, []],
  ['accepted', { isSolution: true }, 'v1', true, ['solved']],
  ['accepted and changed', { version: 'v2', isSolution: true }, 'v1', true, ['edited', 'solved']],
  ['accepted no longer', {}, 'v1+', true, []],
  ['taken away', { isGone: true }, 'v1', true, ['removed']],
  ['taken away as before', { isGone: true, version: 'none' }, 'v1-', true, []],
  ['brought back', {}, 'none-', true, ['edited']],
])('%s', (...[, seen, before, isHeld, events]) => {
  const news = newsIn([{ ...post, ...seen }], { told: new Map(before === undefined ? [] : [['post/1', before]]), held: new Set(isHeld ? ['post/1'] : []) }, NOW)
  expect(news.map(({ post: { event } }) => event)).toEqual(events)
})

test.each([[NOW - 5000, NOW - 5000], [NOW - 10 * 86_400_000, NOW], [NOW + 9_000_000, NOW], [0, NOW]])('what was written at %d comes at %d', (at, comes) => {
  expect(newsIn([{ ...post, post: { ...post.post, at } }], { told: new Map(), held: new Set() }, NOW).map(one => one.at)).toEqual([comes])
})
