import { describe, expect, test } from 'vitest'
import { cleanAnswers, problemsOfAnswers } from './answers.ts'
import { Field } from './schema.ts'

const field = (type: string, more: object = {}) => Field.parse({ name: 'f', label: { fr: 'x', en: 'x' }, type, ...more })
const options = [{ value: 'a', label: { fr: 'A', en: 'A' } }]

describe('what is taken', () => {
  test.each([
    ['text', '  deux\n mots ', 'deux mots'],
    ['text', 'bell\u0007', 'bell'],
    ['text', 12, '12'],
    ['long', 'un\r\ndeux\n', 'un\ndeux'],
    ['email', ' marie@exemple.fr ', 'marie@exemple.fr'],
    ['web', 'exemple.fr', 'https://exemple.fr/'],
    ['web', 'http://exemple.fr/a?b', 'http://exemple.fr/a?b'],
    ['web', 'exemple.fr:8080/a', 'https://exemple.fr:8080/a'],
    ['number', '1 250,5', 1250.5],
    ['number', -3, -3],
    ['date', '2027-05-12', '2027-05-12'],
    ['choice', 'a', 'a'],
    ['yes', 'on', true],
    ['yes', 'non', false],
    ['yes', 'VRAI', true],
    ['yes', 'Faux', false],
    ['yes', true, true],
    ['secret', ' aB3$ ', 'aB3$'],
  ])('%s: %j', (type, given, kept) => {
    const fields = [field(type, type === 'choice' ? { options } : {})]
    expect(problemsOfAnswers(fields, { f: given })).toEqual([])
    expect(cleanAnswers(fields, { f: given })).toEqual({ f: kept })
  })
})

describe('what is refused', () => {
  test.each([
    ['text', undefined, 'missing'],
    ['text', '   ', 'missing'],
    ['text', 'x'.repeat(501), 'long'],
    ['text', { a: 1 }, 'text'],
    ['text', ['a'], 'text'],
    ['long', 'x'.repeat(20_001), 'long'],
    ['email', 'marie', 'email'],
    ['email', 'a@b.fr, c@d.fr', 'email'],
    ['web', 'javascript:alert(1)', 'web'],
    ['web', 'https://user:pass@exemple.fr', 'web'],
    ['web', 'a b', 'web'],
    ['number', '12a', 'number'],
    ['number', '1e400', 'number'],
    ['date', '2027-02-30', 'date'],
    ['date', '12/05/2027', 'date'],
    ['choice', 'b', 'choice'],
    ['yes', 'maybe', 'yes'],
    ['secret', '', 'missing'],
  ])('%s: %j is %s', (type, given, why) => {
    const fields = [field(type, type === 'choice' ? { options } : {})]
    expect(problemsOfAnswers(fields, { f: given }).map(problem => problem.why)).toEqual([why])
    expect(cleanAnswers(fields, { f: given })).toEqual({})
  })

  test('what was not asked, whatever it is called', () => {
    expect(problemsOfAnswers([], JSON.parse('{"__proto__":1,"toString":2}')).map(({ why }) => why)).toEqual(['unknown', 'unknown'])
    expect(problemsOfAnswers([field('text', { name: 'constructor' })], {}).map(({ why }) => why)).toEqual(['missing'])
  })
})

test('what need not be answered is not kept when it is not', () => {
  const fields = [field('text', { required: false }), field('yes', { name: 'g', required: false })]
  expect(problemsOfAnswers(fields, { f: '', g: null })).toEqual([])
  expect(cleanAnswers(fields, { f: '', g: null })).toEqual({})
})
