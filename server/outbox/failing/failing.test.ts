import { expect, test } from 'vitest'
import { failsForGood, isUnknownThere } from './failing.ts'

test.each<[string | null, string | null, boolean]>([
  ['5.1.1', null, true], ['5.2.2', 'mailbox full', true], ['5.7.1', null, true], ['5.0.0', null, true], [null, '550 5.1.1 no such user', true], [null, '550 no such user', true], [null, '#5.1.2 bad domain', true],
  ['4.4.7', '550 expired', false], ['4.2.2', null, false], [null, '451 try later', false], [null, null, false], [null, 'no reason from 10.5.1.1', false],
  ['5.3.4', null, false], ['5.2.3', null, false], ['5.6.1', null, false], [null, '552 5.3.4 too big', false],
])('%s, %s: fails for good %s', (status, diagnostic, expected) => expect(failsForGood({ status, diagnostic })).toBe(expected))

test.each([
  ['550 5.1.1 <x@y>: no such user', true], ['550 5.1.2 no such domain', true], ['552 5.2.2 over quota', true], ['554 5.7.1 relay access denied', false], ['550 blocked', false], ['451 4.1.1 later', false], ['', false],
])('%j, said to us: nobody is there %s', (answer, expected) => expect(isUnknownThere(answer)).toBe(expected))
