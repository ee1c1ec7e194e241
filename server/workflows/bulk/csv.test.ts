import { expect, test } from 'vitest'
import { csvRows } from './csv.ts'

test.each<[string, unknown]>([
  ['', []],
  ['a,b\n1,2', [[1, 'a', 'b'], [2, '1', '2']]],
  ['a;b\r\n1,5;2\r\n', [[1, 'a', 'b'], [2, '1,5', '2']]],
  ['\uFEFFa;b\r1;2\r', [[1, 'a', 'b'], [2, '1', '2']]],
  ['"a,x";b;c\n1;2;3', [[1, 'a,x', 'b', 'c'], [2, '1', '2', '3']]],
  ['a,b\n"two\nlines","say ""hello"""\n3,4', [[1, 'a', 'b'], [2, 'two\nlines', 'say "hello"'], [4, '3', '4']]],
  ['a,b\n\n,\n 1 ,', [[1, 'a', 'b'], [4, '1', '']]],
  ['a\n" kept "', [[1, 'a'], [2, ' kept ']]],
  ['a,b\n1,"open', { line: 2, problem: 'open-quote' }],
  ['a,b\n"x"y,2', { line: 2, problem: 'after-quote' }],
  ['a,b\n1,x"y', [[1, 'a', 'b'], [2, '1', 'x"y']]],
])('%j', (text, expected) => {
  const read = csvRows(text)
  expect(Array.isArray(read) ? read.map(({ line, cells }) => [line, ...cells]) : read).toEqual(expected)
})

test('a large text is read in a moment, whatever quotes it has', () => {
  expect(csvRows(`a,b\n${'x,"y"\n'.repeat(50_000)}`)).toHaveLength(50_001)
  const read = csvRows(`a\n"${'""'.repeat(400_000)}`)
  expect('problem' in read && read.problem).toBe('open-quote')
})
