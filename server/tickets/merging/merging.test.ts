import { expect, test } from 'vitest'
import type { Ticket } from '../ticket.ts'
import { joined } from './merging.ts'

const ticket: Ticket = {
  id: 1, reference: 'AAA-BBB-CCCC', subject: '', status: 'open', channel: 'mail', assigneeId: 0, requester: { address: 'a@x.example', name: '' }, mailboxId: 0, locale: null,
  version: 3, waitingSince: 50, solvedAt: null, closedAt: null,
}

test.each([
  { what: 'the longer wait counts', into: {}, from: { waitingSince: 20 }, expected: { status: 'open', waitingSince: 20 } },
  { what: 'a new question wakes a ticket that waited for the member', into: { status: 'waiting', waitingSince: null }, from: {}, expected: { status: 'open', waitingSince: 50 } },
  { what: 'and one that was solved', into: { status: 'solved', waitingSince: null, solvedAt: 7 }, from: { status: 'new' }, expected: { status: 'open', solvedAt: null } },
  { what: 'but not one that waits for somebody else', into: { status: 'on-hold', waitingSince: null }, from: {}, expected: { status: 'on-hold', waitingSince: 50 } },
  { what: 'what is over wakes nothing', into: { status: 'solved', waitingSince: null, solvedAt: 7 }, from: { status: 'solved', waitingSince: null }, expected: { status: 'solved', solvedAt: 7, waitingSince: null } },
  { what: 'what nobody had goes to whoever had the other', into: {}, from: { assigneeId: 9 }, expected: { assigneeId: 9 } },
  { what: 'what somebody has stays theirs', into: { assigneeId: 5 }, from: { assigneeId: 9 }, expected: { assigneeId: 5 } },
] as const)('$what', ({ into, from, expected }) => {
  expect(joined({ ...ticket, ...into }, { ...ticket, id: 2, ...from })).toMatchObject({ ...expected, id: 1, version: 6 })
})
