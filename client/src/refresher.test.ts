import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { refresher } from './refresher.ts'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

test('the first is worked off at once, a burst after it in one turn', async () => {
  const turns: number[][] = []
  const tell = refresher<number>(async (told) => { turns.push(told) })
  tell([1])
  tell([2])
  tell([3, 4])
  expect(turns).toEqual([[1]])
  await vi.advanceTimersByTimeAsync(249)
  expect(turns).toEqual([[1]])
  await vi.advanceTimersByTimeAsync(2)
  expect(turns).toEqual([[1], [2, 3, 4]])
})

test('two turns never overlap, and a turn that fails does not end it', async () => {
  let running = 0
  let most = 0
  const tell = refresher<number>(async () => {
    most = Math.max(most, ++running)
    await new Promise(resolve => setTimeout(resolve, 900))
    running--
    throw new Error('the server does not answer')
  })
  tell([1])
  await vi.advanceTimersByTimeAsync(300)
  tell([2])
  await vi.advanceTimersByTimeAsync(3_000)
  expect(most).toBe(1)
  expect(running).toBe(0)
})
