import { expect, test } from 'vitest'
import { said } from '../testing/given-runs.ts'
import { inFullOf, inLine } from './results.ts'

const result = (name: string, words = name) => ({ name, label: null, value: said(words) })
const planned = ['count', 'fr', 'en', 'byHand', 'byHandEn', 'records'].map(name => result(name))
const names = (results: { name: string }[]) => results.map(({ name }) => name)

test.each([
  { kind: 'action', locale: 'fr', results: planned, said: ['fr'] },
  { kind: 'action', locale: 'en', results: planned, said: ['en'] },
  { kind: 'probe', locale: 'fr', results: [result('serial'), result('lacking')], said: [] },
  { kind: 'each', locale: 'fr', results: [result('count'), result('failed')], said: [] },
  { kind: 'form', locale: 'fr', results: ['a', 'b', 'c', 'd'].map(name => result(name)), said: ['a', 'b', 'c'] },
  { kind: 'task', locale: 'en', results: [result('evidence', 'Vu')], said: ['evidence'] },
] as const)('the line of a $kind says in $locale what is for people', ({ kind, locale, results, said }) => {
  expect(names(inLine({ kind, results: [...results] }, locale))).toEqual(said)
})

test('what is said twice is shown in one language, and what is empty not at all', () => {
  expect(names(inFullOf([...planned, result('until', '')], 'fr'))).toEqual(['count', 'fr', 'byHand', 'records'])
  expect(names(inFullOf([...planned, result('until', '')], 'en'))).toEqual(['count', 'en', 'byHandEn', 'records'])
  expect(names(inFullOf([result('fr'), result('forgotten'), result('sentEn')], 'en'))).toEqual(['fr', 'forgotten', 'sentEn'])
})
