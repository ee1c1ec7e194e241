import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { folded, matchOf } from './query.ts'

describe('what is typed becomes an expression', () => {
  test.each([
    ['certificat', '"certificat"*'],
    ['certificat expiré', '"certificat" AND "expiré"*'],
    ['"boîte pleine"', '"boîte pleine"'],
    ['« boîte pleine »', '" boîte pleine "'],
    ['"boîte pleine', '"boîte pleine"'],
    ['héberg* mail', '"héberg*"* AND "mail"*'],
    ['claire@lespiedsverts.example', '"claire@lespiedsverts.example"*'],
    ['ABC-DEF-1234', '"ABC-DEF-1234"*'],
    ['ip a', '"ip" AND "a"'],
    ['cœur', '"coeur"*'],
    ['mail - & mail', '"mail" AND "mail"*'],
    ['NOT OR', '"NOT" AND "OR"*'],
    ['mail\0box', '"mail" AND "box"*'],
  ])('%j', (typed, expression) => expect(matchOf(typed)).toBe(expression))

  test.each(['', '   ', '"', '""', '* - &', '🙂'])('%j looks for nothing', typed => expect(matchOf(typed)).toBeUndefined())
})

test('what is typed twice is looked for once', () => expect(matchOf('"mail" "mail"')).toBe('"mail"'))
test('ligatures are written out', () => expect(folded('Œuvre, sœur, Straße')).toBe('OEuvre, soeur, Strasse'))
test('a very long text is cut', () => expect((matchOf('mot '.repeat(5000) + 'fin') ?? '').length).toBeLessThan(1000))

describe('nothing typed can be an error', () => {
  const database = new DatabaseSync(':memory:')
  database.exec(`create virtual table words using fts5(subject, text, tokenize="unicode61 remove_diacritics 2", prefix='2 3')`)
  database.exec(`insert into words values ('Certificat expiré', 'Bonjour')`)
  const search = database.prepare('select rowid from words where words match ?')
  const run = (typed: string) => {
    const expression = matchOf(typed)
    return expression === undefined ? [] : search.all(expression)
  }

  test.each(['NEAR(a b, 2)', 'subject : mail', '{subject text} : x', '^mail', 'a AND', 'NOT', '(((', '"', '""" x', 'a + b', '-x', 'a*b*', '\u0000', '\ud800x', "'; drop table words; --", 'x'.repeat(10_000), '"'.repeat(10_000)])('%j', (typed) => {
    expect(() => run(typed)).not.toThrow()
  })
  test('any text', () => fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => { run(typed) }), { numRuns: 2000 }))
  test('operators between words', () => {
    const piece = fc.constantFrom('"', '*', 'NEAR(', ')', 'AND', 'NOT', ':', '^', '+', '-', ' ', 'expire', '{', '}', ',', "'", '\0')
    fc.assert(fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => { run(pieces.join('')) }), { numRuns: 2000 })
  })
  test('and what is there is found', () => expect(run('CERTIFICAT expi')).toHaveLength(1))
})
