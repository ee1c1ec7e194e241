import { existsSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { removeFolder, temporaryFolder } from '../testing/children.ts'
import { worldsIn, worldsInMemory, type RehearsalWorlds } from './rehearsal-worlds.ts'

let folder = ''
beforeEach(() => { folder = temporaryFolder('worlds') })
afterEach(() => removeFolder(folder))

const at = (run: number) => ({ now: 1000, run: { id: run, ticketId: null, subject: 'x', rehearsal: true, example: null } })
const count = (worlds: RehearsalWorlds, run: number) => worlds.within(at(run), (world) => {
  const part = world.part('counting', () => ({ times: 0 }))
  part.times += 1
  return Promise.resolve(part.times)
})

test.each([['in memory', () => worldsInMemory()], ['in a folder', () => worldsIn(folder)]])('%s each run has its own, and what is done at once comes one after the other', async (_where, make) => {
  const worlds = make()
  expect((await Promise.all([1, 1, 2, 1].map(run => count(worlds, run)))).sort()).toEqual([1, 1, 2, 3])
  await expect(worlds.within(at(1), (world) => { world.part('counting', () => ({ times: 0 })).times = 10; return Promise.reject(new Error('after the effect')) })).rejects.toThrow('after the effect')
  expect(await count(worlds, 1)).toBe(11)
})

test('a folder outlives the process; a world that was left alone for long goes', async () => {
  await count(worldsIn(folder), 1)
  await count(worldsIn(folder), 1)
  await count(worldsIn(folder), 2)
  const old = new Date(Date.now() - 100 * 86_400_000)
  utimesSync(join(folder, '1.json'), old, old)
  expect(await count(worldsIn(folder), 2)).toBe(2)
  expect(existsSync(join(folder, '1.json'))).toBe(false)
})
