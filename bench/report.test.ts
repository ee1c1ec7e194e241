import { expect, test } from 'vitest'
import { percentile, table } from './report.ts'

test.each([[0.5, 5], [0.95, 10], [0, 1], [1, 10]])('the %d percentile of one to ten is %d', (share, value) => {
  expect(percentile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], share)).toBe(value)
})

test('a table lines its columns up and says which bar is not met', () => {
  const text = table([{ bench: 'list', what: 'first page', value: 12.345, unit: 'ms', bar: '< 50 ms', good: true }, { bench: 'search', what: 'rare', value: 1234.5, unit: 'ms', bar: '< 100 ms', good: false }])
  expect(text.split('\n')).toEqual([
    'bench   what        measured  bar',
    '------  ----------  --------  --------  -------',
    'list    first page  12.3 ms   < 50 ms   ok',
    'search  rare        1235 ms   < 100 ms  NOT MET',
  ])
})
