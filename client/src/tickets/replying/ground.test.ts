import { expect, test } from 'vitest'
import { HttpFailure } from '../../http.ts'
import { message, NOW, reply } from '../../testing/given.ts'
import { newsSince, staleIn } from './ground.ts'

const news = [{ id: 80, kind: 'reply', author: 'Jules', at: NOW, preview: 'C’est fait.' }]

test.each([
  ['a refusal that says what is new', new HttpFailure({ status: 409, code: 'stale', answer: { code: 'stale', version: 3, news } }), { version: 3, news }],
  ['one that does not', new HttpFailure({ status: 409, code: 'stale', answer: {} }), undefined],
  ['another refusal', new HttpFailure({ status: 409, code: 'conflict', answer: { version: 3, news } }), undefined],
  ['no refusal at all', null, undefined],
])('%s', (_what, failure, stale) => expect(staleIn(failure)).toEqual(stale))

test('what others said since is news; what I said, and what was asked of others, is not', () => {
  const jules = { kind: 'agent', id: 2, name: 'Jules', address: null, handle: null } as const
  const messages = [
    message({ id: 70, version: 1 }), reply({ id: 71, version: 2 }), reply({ id: 60, version: 3, author: jules, text: 'C’est fait.' }), message({ id: 73, version: 4, sideId: 3 }),
    message({ id: 74, version: 5, visibleReply: 'Merci', text: 'Merci\n> x' }), message({ id: 75, version: 6, automatic: 'auto-replied' }),
  ]
  expect(newsSince(messages, 1, 1).map(({ id, author, preview }) => [id, author, preview])).toEqual([[60, 'Jules', 'C’est fait.'], [74, 'Claire Vasseur', 'Merci']])
})
