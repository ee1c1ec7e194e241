import { expect, test } from 'vitest'
import { refusalsOf, type OfSender } from './refusals.ts'

const of = (reason: string, address: string | null, messages: number): OfSender => ({ reason, address, name: null, messages, since: 10, last: 10 + messages })
const from = (address: string) => ({ address, name: '' })

test.each<[string, OfSender[], object[]]>([
  ['nothing', [], []],
  ['a sender by each limit, the largest first', [of('loop', 'a@x', 2), of('same-words', 'a@x', 9)], [{ reason: 'same-words', from: from('a@x'), messages: 9 }, { reason: 'loop', messages: 2 }]],
  ['a sender however they write their address', [of('loop', 'a@x', 2), { ...of('loop', 'A@x', 3), since: 5, last: 8 }], [{ reason: 'loop', from: from('a@x'), messages: 5, since: 5, last: 12 }]],
  ['a host, whoever its senders say they are', [of('too-many-from-host', 'a@x', 2), of('too-many-from-host', 'b@x', 3)], [{ reason: 'too-many-from-host', from: null, senders: 2, messages: 5 }]],
  ['a host with one sender', [of('too-many-from-host', 'a@x', 2)], [{ from: from('a@x'), senders: 1 }]],
  ['nobody', [of('same-words', null, 2)], [{ from: null, senders: 1, messages: 2 }]],
])('%s', (_what, found, expected) => expect(refusalsOf(found)).toMatchObject(expected))
