import { expect, test } from 'vitest'
import { changed, discourseMail, forumSource, listSource, sympaMail, understood, type Draft } from '../../../testing/posts.ts'
import { tried } from './trying.ts'

const sources = [listSource(), forumSource()]
const vouched = { 'Authentication-Results': 'mx.coop.example; dkim=pass header.d=lists.coop.example; spf=pass smtp.mailfrom=lists.coop.example' }
const personal: Draft = { headers: [['From', 'Léa <lea@asso.example>'], ['Subject', 'Bonjour'], ['Message-ID', '<1@asso.example>']], body: 'Ma boîte est pleine.' }

test.each<[string, Draft, string[], object]>([
  ['a post of a list', changed(sympaMail(), vouched), ['mx.coop.example'], { source: { id: 1, name: 'Entraide' }, profile: 'sympa', trust: 'vouched', outcome: 'taken', title: 'Certificat expiré', author: { address: 'camille@free.example' }, words: 'Chez moi aussi.' }],
  ['one that nobody vouches for', sympaMail(), ['mx.coop.example'], { source: { id: 1 }, trust: 'unknown', outcome: 'forged' }],
  ['one of an installation that knows no server of its own', sympaMail(), [], { trust: 'unknown', outcome: 'taken' }],
  ['a post of a forum', discourseMail('discourse/post/P'), [], { source: { id: 2 }, profile: 'discourse', outcome: 'taken', threadKey: 'topic/2354', postKey: 'post/48213', category: 'Hebergement', author: { handle: 'camille' }, replyAddress: expect.stringContaining('reply+') as unknown }],
  ['our own', changed(discourseMail('discourse/post/P'), { 'X-Discourse-Sender': 'support' }), [], { outcome: 'own' }],
  ['a digest', changed(discourseMail('discourse/post/P'), { 'X-Discourse-Post-Ids': '1,2' }), [], { outcome: 'service', service: 'digest' }],
  ['a mail between people', personal, [], { source: null, profile: null, outcome: 'unread', words: 'Ma boîte est pleine.' }],
])('%s', async (_what, draft, ...[authservIds, expected]) => {
  expect(tried(await understood(draft), { sources, authservIds })).toMatchObject(expected)
})

test('of an unknown list and an unknown forum it says what they would be set to', async () => {
  const none = { sources: [], authservIds: [] }
  expect(tried(await understood(sympaMail()), none)).toMatchObject({ source: null, profile: 'sympa', outcome: 'unread', proposed: { listId: 'entraide.lists.coop.example', address: 'entraide@lists.coop.example', url: 'https://lists.coop.example/sympa/arc/entraide' } })
  expect(tried(await understood(discourseMail('topic/T/P')), none)).toMatchObject({ profile: 'discourse', proposed: { listId: 'forum.coop.example', address: 'notifications@forum.coop.example', url: 'https://forum.coop.example' } })
})
