import { expect, test } from 'vitest'
import { percent, refusalOf } from './upload-rules.ts'

const MB = 1_000_000
test.each([
  [1, [], undefined],
  [18 * MB, [], undefined],
  [0, [], 'empty'],
  [18 * MB + 1, [], 'file'],
  [9 * MB, [9 * MB], undefined],
  [9 * MB, [9 * MB, 1], 'all'],
  [1, Array<number>(30).fill(1), 'count'],
])('%i bytes beside %j: %s', (size, held, why) => expect(refusalOf(size, held)).toBe(why))

test.each([[0, 0], [0.507, 50], [1, 99]])('%d is %i %%', (part, shown) => expect(percent(part)).toBe(shown))
