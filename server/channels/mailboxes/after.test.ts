import { expect, test } from 'vitest'
import { IdentityChange } from '../contract.ts'
import { afterIn, changesServer } from './after.ts'

test.each([
  ['leave', { do: 'leave' }],
  ['seen', { do: 'mark', flag: '\\Seen' }],
  ['keyword:Permanence', { do: 'mark', flag: 'Permanence' }],
  ['folder:Traités/2026', { do: 'file', folder: 'Traités/2026' }],
  ['of another version', { do: 'leave' }],
])('%s', (text, after) => {
  expect([afterIn(text), changesServer(text)]).toEqual([after, after.do !== 'leave'])
})

test.each([['leave', true], ['folder:INBOX.Traités', true], ['keyword:\\Deleted', false], ['keyword:a b', false], ['folder:a\r\nb', false], ['folder:*', false], ['folder:', false], ['delete', false]])('%j may be set: %s', (after, ok) => {
  expect(IdentityChange.safeParse({ after }).success).toBe(ok)
})
