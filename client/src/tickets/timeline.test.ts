import { expect, test } from 'vitest'
import { detail, message, NOW, reply } from '../testing/given.ts'
import { folded, startsOpen, timeline } from './timeline.ts'

const act = (at: number, did = 'ticket.taken') => ({ at, agent: 'Nadia', did, to: null })
const keysOf = (told: Parameters<typeof timeline>[0]) => timeline(told).map(({ key }) => key)

test('messages and acts are told in the order they happened', () => {
  const told = detail({ messages: [message({ id: 1, at: NOW }), message({ id: 2, at: NOW + 20 })], acts: [act(NOW + 10), act(NOW)] })
  expect(keysOf(told)).toEqual(['message-1', 'act-1', 'act-0', 'message-2'])
})

test('a side thread stands where it was last written in, and its messages nowhere else', () => {
  const messages = [message({ id: 1, at: NOW }), message({ id: 2, at: NOW + 1, sideId: 3 }), message({ id: 4, at: NOW + 5 }), message({ id: 5, at: NOW + 9, sideId: 3 })]
  const told = detail({ messages, sides: [{ id: 3, subject: 'Transfert', participants: [] }, { id: 8, subject: 'Rien encore', participants: [] }] })
  expect(keysOf(told)).toEqual(['message-1', 'message-4', 'side-3'])
})

test('a merged ticket is told once', () => {
  const merge = { id: 6, ticketId: 9, reference: 'B', subject: '', at: NOW + 3 }
  const told = detail({ messages: [], acts: [act(NOW + 3, 'ticket.merged'), act(NOW + 4, 'ticket.merged')], merged: [merge] })
  expect(keysOf(told)).toEqual(['merge-6', 'act-0'])
})

test('a split that stands is told once, by its line; one that was put back, by its act', () => {
  const split = { id: 4, way: 'off' as const, reference: 'B', subject: '', ticketId: 9, agent: 'Nadia', undoable: true, at: NOW + 3 }
  const told = detail({ messages: [], acts: [act(NOW + 3, 'ticket.split'), act(NOW + 4, 'ticket.split-from')], splits: [split] })
  expect(keysOf(told)).toEqual(['split-4', 'act-0'])
})

test.each([
  [[reply()], true],
  [[reply(), message(), reply()], false],
  [[reply(), reply(), message()], true],
])('unfolded: %#', (messages, open) => expect(startsOpen(messages)).toBe(open))

test.each([
  ['all new', null, ''],
  ['Bonjour\n\n-- \nClaire', 'Bonjour', '-- \nClaire'],
  ['> Et alors ?\nOui.', 'Oui.', '> Et alors ?'],
  ['written otherwise', 'not in it', 'written otherwise'],
])('what %j folds away after %j', (text, visibleReply, rest) => {
  expect(folded({ text, visibleReply })).toBe(rest)
})
