import { expect, test } from 'vitest'
import type { Database } from './db.ts'
import { troubles } from './health.ts'

const away = {} as Database
const said = (room: () => Promise<number | undefined>) => troubles({ database: away, blobs: { room } }, new Date())

test('a full disk is said beside a database that does not answer', async () => {
  expect(await said(() => Promise.resolve(3_500_000))).toEqual([expect.stringContaining('is full: 3 MB are left'), expect.stringContaining('database')])
})
test.each([['room enough', 2 ** 30], ['a data directory that keeps nothing yet', undefined]])('%s is no trouble', async (_what, left) => {
  expect(await said(() => Promise.resolve(left))).toEqual([expect.stringContaining('database')])
})
test('a disk that cannot be asked is one', async () => {
  expect(await said(() => Promise.reject(new Error('EIO')))).toEqual([expect.stringContaining('PERMANENCE_DATA_DIR'), expect.stringContaining('database')])
})
