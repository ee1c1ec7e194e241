import { expect, test } from 'vitest'
import { message, NOW } from '../testing/given.ts'
import { folded, timeline } from './timeline.ts'

test('messages and acts are told in the order they happened', () => {
  const act = (at: number) => ({ at, agent: 'Nadia', did: 'ticket.taken', to: null })
  const moments = timeline([message({ id: 1, at: NOW }), message({ id: 2, at: NOW + 20 })], [act(NOW + 10), act(NOW)])
  expect(moments.map(({ key }) => key)).toEqual(['message-1', 'act-1', 'act-0', 'message-2'])
})

test.each([
  ['all new', null, ''],
  ['Bonjour\n\n-- \nClaire', 'Bonjour', '-- \nClaire'],
  ['> Et alors ?\nOui.', 'Oui.', '> Et alors ?'],
  ['written otherwise', 'not in it', 'written otherwise'],
])('what %j folds away after %j', (text, visibleReply, rest) => {
  expect(folded({ text, visibleReply })).toBe(rest)
})
