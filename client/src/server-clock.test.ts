import { expect, test } from 'vitest'
import { narrowed, type Ahead } from './server-clock.ts'

const heard = { askedAt: 10_000, heardAt: 10_200 }

test.each<[string, Ahead | undefined, number, Ahead]>([
  ['the first answer', undefined, 10_000, { atLeast: -200, atMost: 1_000 }],
  ['a later one, which narrows it', { atLeast: -100, atMost: 2_000 }, 10_000, { atLeast: -100, atMost: 1_000 }],
  ['a clock that was set meanwhile', { atLeast: -100, atMost: 500 }, 70_000, { atLeast: 59_800, atMost: 61_000 }],
])('%s', (_what, ...[known, said, expected]) => {
  expect(narrowed(known, said, heard)).toEqual(expected)
})
