import { describe, expect, test } from 'vitest'
import { answersBy, wayTo, type Answerable } from './way.ts'

const list: Answerable = { answersBy: 'mail', address: 'entraide@lists.example', account: 'support@coop.example', threadKey: null, replyAddress: null }
const forum: Answerable = { answersBy: 'api', address: 'forum@forum.example', account: 'support', threadKey: 'topic/7', replyAddress: 'reply+0a@forum.example' }

describe('an answer that everybody can read goes', () => {
  test.each<[string, Answerable, ReturnType<typeof wayTo>]>([
    ['to the list, under the subscribed address', list, { by: 'mail', to: 'entraide@lists.example', from: 'support@coop.example' }],
    ['to the list, under whatever address the mailbox has', { ...list, account: null }, { by: 'mail', to: 'entraide@lists.example', from: null }],
    ['by hand to a list whose address nobody knows', { ...list, address: null }, { by: 'hand' }],
    ['by the API, into its topic', forum, { by: 'api', threadKey: 'topic/7' }],
    ['by hand, when its topic has no name', { ...forum, threadKey: null }, { by: 'hand' }],
    ['to the reply address of its topic, and never to the address the forum writes from', { ...forum, answersBy: 'reply-address' }, { by: 'mail', to: 'reply+0a@forum.example', from: null }],
    ['to the reply address under the address of its user', { ...forum, answersBy: 'reply-address', account: 'bot@coop.example' }, { by: 'mail', to: 'reply+0a@forum.example', from: 'bot@coop.example' }],
    ['by hand, when the topic has told no address', { ...forum, answersBy: 'reply-address', replyAddress: null }, { by: 'hand' }],
    ['by hand, when that is how it is', { ...forum, answersBy: 'hand' }, { by: 'hand' }],
  ])('%s', (_, answerable, way) => {
    expect(wayTo(answerable)).toEqual(way)
    expect(answersBy(answerable)).toBe(way.by === 'hand' ? 'hand' : answerable.answersBy)
  })
})
