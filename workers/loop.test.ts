import { expect, test } from 'vitest'
import { loop } from './loop.ts'

test('it goes on after a failure, and stops when told', async () => {
  const stop = new AbortController()
  const errors: unknown[] = []
  let turns = 0
  await loop(async () => {
    turns += 1
    if (turns === 1) throw new Error('once')
    if (turns === 3) stop.abort()
    return 'again'
  }, { idleMs: 1, failMs: 1, signal: stop.signal, onError: error => errors.push(error) })
  expect([turns, errors.length]).toEqual([3, 1])
})

test('told to stop while it waits, it does not wait on', async () => {
  const stop = new AbortController()
  const ended = loop(async () => 'idle', { idleMs: 3_600_000, failMs: 1, signal: stop.signal, onError: () => undefined })
  setTimeout(() => stop.abort(), 5)
  await ended
})
