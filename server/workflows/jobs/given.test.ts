import { expect, test } from 'vitest'
import { Refusal } from '../../platform/errors.ts'
import { given } from './given.ts'

const known = { start: { domain: 'pieds.example' }, theirs: {}, ours: { code: { secret: 4 } } }

test.each([
  ['what is known', { domain: 'start.domain', code: 'ours.code' }, { domain: 'pieds.example', code: { secret: 4 } }],
  ['what is worked out', { name: '"www." + start.domain' }, { name: 'www.pieds.example' }],
  ['only the one of two that is there', { ours: 'ours.code', theirs: ' theirs.code ' }, { ours: { secret: 4 } }],
])('a port is given %s', (_what, expressions, expected) => {
  expect(given(expressions, known)).toEqual(expected)
})

test.each(['theirs.code + "x"', 'nobody.code', 'start.domain.name'])('what cannot be worked out (%s) is refused', (expression) => {
  expect(() => given({ x: expression }, known)).toThrow(Refusal)
})
