import { expect, test } from 'vitest'
import { said } from '../testing/given-runs.ts'
import { inFullOf, inLine } from './results.ts'

const result = (name: string, words = name) => ({ name, label: null, value: said(words) })
const planned = ['count', 'fr', 'en', 'byHand', 'byHandEn', 'records'].map(name => result(name))
const names = (results: { name: string }[]) => results.map(({ name }) => name)

test.each([
  ['action', 'fr', planned, ['fr']],
  ['action', 'en', planned, ['en']],
  ['probe', 'fr', [result('serial'), result('lacking')], []],
  ['each', 'fr', [result('count'), result('failed')], []],
  ['form', 'fr', ['a', 'b', 'c', 'd'].map(name => result(name)), ['a', 'b', 'c']],
  ['task', 'en', [result('evidence', 'Vu')], ['evidence']],
] as const)('the line of a %s says in %s what is for people', (kind, locale, results, expected) => {
  expect(names(inLine({ kind, results: [...results] }, locale))).toEqual(expected)
})

test('what is said twice is shown in one language, and what is empty not at all', () => {
  expect(names(inFullOf([...planned, result('until', '')], 'fr'))).toEqual(['count', 'fr', 'byHand', 'records'])
  expect(names(inFullOf([...planned, result('until', '')], 'en'))).toEqual(['count', 'en', 'byHandEn', 'records'])
  expect(names(inFullOf([result('fr'), result('forgotten'), result('sentEn')], 'en'))).toEqual(['fr', 'forgotten', 'sentEn'])
})
