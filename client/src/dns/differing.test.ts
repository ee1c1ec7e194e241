import { expect, test } from 'vitest'
import { differing, paired } from './differing.ts'

const marked = (text: string, other?: string) => differing(text, other).map(part => part.differs ? `[${part.text}]` : part.text).join('')

test.each([
  ['192.0.2.1', '192.0.2.19', '192.0.2.1'],
  ['192.0.2.19', '192.0.2.1', '192.0.2.1[9]'],
  ['mail.gandi.net.', 'mail.coop.net.', 'mail.[gandi].net.'],
  ['abc', 'xyz', '[abc]'],
  ['aa', 'aaa', 'aa'],
  ['"v=spf1 include:a b ~all"', '"v=spf1 include:c b ~all"', '"v=spf1 [include:a ]b ~all"'],
  ['10 spool.mail.gandi.net.', '5 mail.exemple.coop.', '[10 spool.mail.gandi.net.]'],
  ['a b c d', 'x a c y d', 'a [b ]c d'],
  ['a b', 'b a b', 'a b'],
  ['a  b', 'a c', 'a [ b]'],
])('%s beside %s', (...[text, other, expected]) => {
  expect(marked(text, other)).toBe(expected)
})

test('what stands beside nothing is marked as a whole, and very long texts by signs', () => {
  expect(marked('x')).toBe('[x]')
  const long = 'a '.repeat(400)
  expect(marked(`${long}b`, `${long}c`)).toBe(`${long}[b]`)
})

test('values that both sides have are the same; the others are compared in their order', () => {
  expect(paired(['b', 'a1', 'z'], ['a2', 'b']).map(({ parts }) => parts)).toEqual([
    [{ text: 'b', differs: false }], [{ text: 'a', differs: false }, { text: '1', differs: true }], [{ text: 'z', differs: true }],
  ])
})
