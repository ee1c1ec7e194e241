import { expect, test } from 'vitest'
import { bannerFor } from './banner.ts'

const NOW = 100_000_000
const well = { mode: 'send', servers: 1, held: { 'trial': 1, 'no-server': 2, 'stale': 3 }, delayed: 0, delayedSince: null, failed: 4 } as const

test.each([
  [{}, undefined],
  [{ mode: 'hold' }, { news: 'trial', waiting: 6, since: null }],
  [{ servers: 0 }, { news: 'server', waiting: 6, since: null }],
  [{ servers: 0, mode: 'hold' }, { news: 'server', waiting: 6, since: null }],
  [{ delayed: 1, delayedSince: NOW - 60_000 }, undefined],
  [{ delayed: 1, delayedSince: NOW - 3_600_000 }, { news: 'delayed', waiting: 6, since: NOW - 3_600_000 }],
] as const)('%j: %j', (parts, expected) => expect(bannerFor({ ...well, ...parts }, NOW)).toEqual(expected))
