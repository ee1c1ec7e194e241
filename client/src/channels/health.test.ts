import { expect, test } from 'vitest'
import { ailing } from './health.ts'

const NOW = 10_000_000
const mailbox = { id: 1, name: 'support', address: 's@coop.example', folder: 'INBOX', checkedAt: NOW - 60_000, failure: null, ledger: null }
const ledger = { askedAt: null, checkedAt: NOW, onServer: 3, missing: 0, differing: 0, lost: 0, failure: null }

test.each([
  [{}, null],
  [{ checkedAt: NOW - 16 * 60_000 }, 'late'],
  [{ checkedAt: null }, 'never'],
  [{ failure: 'connection refused' }, 'failing'],
  [{ failure: 'connection refused', checkedAt: null }, 'failing'],
  [{ ledger }, null],
  [{ ledger: { ...ledger, lost: 1 } }, 'gap'],
])('a mailbox with %j is %s', (parts, trouble) => {
  expect(ailing([{ ...mailbox, ...parts }], NOW)[0]?.trouble ?? null).toBe(trouble)
})
