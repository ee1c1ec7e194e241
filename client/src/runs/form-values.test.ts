import { expect, test } from 'vitest'
import { field } from '../testing/given-runs.ts'
import { givenBy } from './form-values.ts'

test.each([
  ['text', '  asso.example ', 'asso.example'],
  ['number', '1 200,5', 1200.5],
  ['yes', 'yes', true],
  ['yes', 'no', false],
  ['date', '2026-12-01', '2026-12-01'],
  ['secret', ' a b ', ' a b '],
] as const)('a field of the kind %s says %s as %s', (type, written, value) => {
  expect(givenBy([field('it', { type })], { it: written })).toEqual({ values: { it: value }, lacks: [] })
})

test('what is required is missed, what is optional is not said, and a word is no number', () => {
  const fields = [field('a'), field('b', { required: false }), field('c', { type: 'number' }), field('d', { type: 'yes' })]
  const { values, lacks } = givenBy(fields, { a: '  ', c: 'beaucoup' })
  expect(values).toEqual({})
  expect(lacks.map(({ field, why }) => [field.name, why])).toEqual([['a', 'lacking'], ['c', 'not-a-number'], ['d', 'lacking']])
})
