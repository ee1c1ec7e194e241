import { describe, expect, test } from 'vitest'
import type { Former, Ticket } from '../ticket.ts'
import { holdUntil, restored, together, UNDO_MS } from './undo.ts'

const now = new Date(1_000_000)

describe('a mail is held', () => {
  test('for ten seconds', () => expect(holdUntil(null, now)).toEqual({ why: 'undo', until: new Date(now.getTime() + UNDO_MS) }))
  test('until its hour', () => expect(holdUntil(9_000_000, now)).toEqual({ why: 'scheduled', until: new Date(9_000_000) }))
  test('for ten seconds though its hour comes sooner', () => expect(holdUntil(1_000_001, now)?.until).toEqual(new Date(now.getTime() + UNDO_MS)))
  test.each([1_000_000, 0, now.getTime() + 400 * 86_400_000])('not until %d', at => expect(() => holdUntil(at, now)).toThrow())
})

const ticket: Ticket = {
  id: 1, reference: 'AAA-BBB-CCCC', subject: '', status: 'waiting', channel: 'mail', assigneeId: 5, requester: { address: 'a@x.example', name: '' }, mailboxId: 0, locale: null,
  version: 3, waitingSince: null, solvedAt: null, closedAt: null,
}
const former: Former = { status: 'new', assigneeId: 0, waitingSince: 7, solvedAt: null, closedAt: null, after: 'waiting', activityAt: 1, lastMessageId: 1, newcomers: [] }

describe('a reply that is taken back', () => {
  test('leaves the ticket as it was', () => expect(restored(ticket, former, 5)).toEqual({ ...ticket, status: 'new', assigneeId: 0, waitingSince: 7 }))
  test('leaves the status that somebody chose since', () => expect(restored({ ...ticket, status: 'solved', solvedAt: 9 }, former, 5)).toMatchObject({ status: 'solved', solvedAt: 9 }))
  test('leaves the ticket to whoever took it since', () => expect(restored({ ...ticket, assigneeId: 6 }, former, 5).assigneeId).toBe(6))
  test('leaves the ticket to whoever had it before', () => expect(restored(ticket, { ...former, assigneeId: 5 }, 5).assigneeId).toBe(5))
})

describe('its words', () => {
  const taken = { text: 'Bonjour', subject: '', to: null, cc: null, uploads: [], place: null }
  test('are a draft again', () => expect(together(taken, undefined)).toEqual(taken))
  test('come before what was written since', () => expect(together(taken, { ...taken, text: 'PS' }).text).toBe('Bonjour\n\nPS'))
  test.each([
    { to: 'everybody, twice in the same place', place: { discussionId: 4, alsoPrivate: false }, since: { discussionId: 4, alsoPrivate: true }, together: 4 },
    { to: 'everybody, with words for the member', place: { discussionId: 4, alsoPrivate: false }, since: { discussionId: null, alsoPrivate: false }, together: null },
    { to: 'everybody, with words for nobody said yet', place: { discussionId: 4, alsoPrivate: false }, since: null, together: null },
    { to: 'everybody, in two places', place: { discussionId: 4, alsoPrivate: false }, since: { discussionId: 5, alsoPrivate: false }, together: null },
    { to: 'the member, with words for everybody', place: { discussionId: null, alsoPrivate: false }, since: { discussionId: 4, alsoPrivate: false }, together: null },
  ])('said to $to: never more of them public than was meant to be', ({ place, since, together: discussionId }) =>
    expect(together({ ...taken, place }, { ...taken, text: 'PS', place: since }).place?.discussionId).toBe(discussionId))
  test('stand alone when nothing was', () => expect(together(taken, { ...taken, text: ' \n' })).toEqual(taken))
})
