import { expect, test } from 'vitest'
import type { Ticket } from '../ticket.ts'
import { joined } from './merging.ts'

const ticket: Ticket = {
  id: 1, reference: 'AAA-BBB-CCCC', subject: '', status: 'open', channel: 'mail', assigneeId: 0, requester: { address: 'a@x.example', name: '' }, mailboxId: 0, locale: null,
  version: 3, waitingSince: 50, solvedAt: null, closedAt: null,
}

test.each([
  ['the longer wait counts', {}, { waitingSince: 20 }, { status: 'open', waitingSince: 20 }],
  ['a new question wakes a ticket that waited for the member', { status: 'waiting', waitingSince: null }, {}, { status: 'open', waitingSince: 50 }],
  ['and one that was solved', { status: 'solved', waitingSince: null, solvedAt: 7 }, { status: 'new' }, { status: 'open', solvedAt: null }],
  ['but not one that waits for somebody else', { status: 'on-hold', waitingSince: null }, {}, { status: 'on-hold', waitingSince: 50 }],
  ['what is over wakes nothing', { status: 'solved', waitingSince: null, solvedAt: 7 }, { status: 'solved', waitingSince: null }, { status: 'solved', solvedAt: 7, waitingSince: null }],
  ['what nobody had goes to whoever had the other', {}, { assigneeId: 9 }, { assigneeId: 9 }],
  ['what somebody has stays theirs', { assigneeId: 5 }, { assigneeId: 9 }, { assigneeId: 5 }],
] as const)('%s', (_what, into, from, expected) => {
  expect(joined({ ...ticket, ...into }, { ...ticket, id: 2, ...from })).toMatchObject({ ...expected, id: 1, version: 4 })
})
