import { afterAll, vi } from 'vitest'

// Only a test that fails waits this long; a machine shared with others may well need most of it. `expect.poll` has the same in vitest.config.ts.
const AT_LEAST_MS = 45_000

const { waitFor } = vi
vi.waitFor = (check, given = {}) => {
  const options = typeof given === 'number' ? { timeout: given } : given
  return waitFor(check, { ...options, timeout: Math.max(options.timeout ?? 0, AT_LEAST_MS) })
}

// Files that share a process each begin anew.
afterAll(() => {
  vi.waitFor = waitFor
})
