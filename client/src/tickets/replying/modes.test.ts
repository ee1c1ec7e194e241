import { expect, test } from 'vitest'
import { firstMode, isMail, modeOf, modesFor, sideIdOf, wordOf } from './modes.ts'

const all = modesFor({ reply: true, note: true })

test.each([
  [{ reply: true, note: true }, ['reply', 'note', 'question']],
  [{ reply: false, note: true }, ['note']],
  [{ reply: true, note: false }, ['reply', 'question']],
  [{ reply: false, note: false }, []],
])('who may %j writes %j', (may, modes) => expect(modesFor(may)).toEqual(modes))

test.each([['side-12', 12], ['reply', null], ['question', null]])('%s is in the side thread %s', (mode, id) => expect(sideIdOf(mode)).toBe(id))

test.each([['side-12', 'side'], ['reply', 'reply'], ['note', 'note']] as const)('%s is called %s', (mode, word) => expect(wordOf(mode)).toBe(word))

test.each([['side-3', 'side-3'], ['side-4', undefined], ['note', 'note'], ['opening', undefined]])('the draft %s is written as %s', (kind, mode) => {
  expect(modeOf(kind, [{ id: 3, subject: '', participants: [] }], all)).toBe(mode)
})

test.each([
  [[], true, 'reply'],
  [[], false, 'note'],
  [['question'], true, 'question'],
] as const)('with %j begun, and mail that leaves: %s, one begins with %s', (begun, canSend, mode) => expect(firstMode(all, begun, canSend)).toBe(mode))

test.each([['reply', true], ['side-3', true], ['note', false]] as const)('%s is a mail: %s', (mode, mail) => expect(isMail(mode)).toBe(mail))
