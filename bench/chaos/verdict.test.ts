import { describe, expect, test } from 'vitest'
import { newBook } from './book.ts'
import type { Facts } from './facts.ts'
import { verdictOn } from './verdict.ts'

const [ANSWER, OURS] = [30, 'ours@coop.example']

/** Two mails of one conversation and an answer, as they must be. */
function asItMustBe(): Facts {
  return {
    messages: [
      { id: 10, kind: 'incoming', ticket_id: 1, message_id: '<a@x>' }, { id: 20, kind: 'incoming', ticket_id: 1, message_id: '<b@x>' },
      { id: ANSWER, kind: 'reply', ticket_id: 1, message_id: `<${OURS}>` },
    ],
    tickets: [{ id: 1, message_count: 3 }],
    counted: 1,
    intakes: [{ state: 'opened', reason: 'new', message_id: '<a@x>' }, { state: 'joined', reason: 'references', message_id: '<b@x>' }],
    outbox: [{ id: 40, state: 'sent', stored_message_id: ANSWER }],
    positions: [7, 8, 9],
    sunk: [{ to: 'm@x', messageId: OURS, raw: 'Bonjour' }, { to: 'm@x', messageId: OURS, raw: 'Bonjour' }],
  }
}

const book = { ...newBook(), delivered: new Map(['a@x', 'b@x'].map(id => [id, { thread: 5, mayBeGone: false }])), written: [{ storedMessageId: ANSWER, thread: 5, to: 'm@x' }] }

test('all is well; a mail that left again under the same Message-ID is only counted', () => {
  expect(verdictOn(book, asItMustBe())).toEqual({ lost: [], doubled: [], astray: [], repeated: 1 })
})

type Change = (facts: Facts) => unknown

describe('what is not is seen', () => {
  test.each<[what: string, kind: 'lost' | 'doubled' | 'astray', change: Change, words: RegExp]>([
    ['a mail on no ticket', 'lost', facts => facts.messages.splice(1, 1), /b@x is on no ticket/],
    ['a mail on a ticket twice', 'doubled', facts => facts.messages.push({ id: 21, kind: 'incoming', ticket_id: 1, message_id: '<b@x>' }), /b@x> is on tickets twice/],
    ['a mail received twice', 'doubled', facts => facts.intakes.push({ state: 'duplicate', reason: 'same', message_id: '<b@x>' }), /b@x> was received twice/],
    ['a mail that could not be read', 'astray', facts => facts.intakes.push({ state: 'quarantined', reason: 'not-handed-out', message_id: null }), /is quarantined: not-handed-out/],
    ['a conversation on two tickets', 'astray', facts => facts.messages.splice(1, 1, { id: 20, kind: 'incoming', ticket_id: 2, message_id: '<b@x>' }), /5 lies on several/],
    ['an answer that is gone', 'lost', facts => facts.messages.splice(2, 1), /not on its ticket/],
    ['an answer that never left', 'lost', facts => facts.sunk.splice(0), /reached nobody/],
    ['an answer put into the outbox twice', 'doubled', facts => facts.outbox.push({ id: 41, state: 'sent', stored_message_id: ANSWER }), /in the outbox twice/],
    ['an answer nobody wrote', 'doubled', facts => facts.messages.push({ id: 31, kind: 'reply', ticket_id: 1, message_id: '<other@coop.example>' }), /nobody wrote/],
    ['an answer that left in two versions', 'doubled', facts => facts.sunk.push({ to: 'm@x', messageId: OURS, raw: 'Bonsoir' }), /two versions/],
    ['an answer that still waits', 'astray', facts => facts.outbox.splice(0, 1, { id: 40, state: 'delayed', stored_message_id: ANSWER }), /is delayed/],
    ['a ticket that counts wrongly', 'astray', facts => facts.tickets.splice(0, 1, { id: 1, message_count: 2 }), /says 2 messages and has 3/],
    ['a console that counts wrongly', 'astray', facts => Object.assign(facts, { counted: 2 }), /counts 2 tickets/],
    ['a gap among the events', 'astray', facts => facts.positions.splice(1, 1), /not numbered/],
    ['an event without a place', 'astray', facts => facts.positions.push(null), /not numbered/],
  ])('%s', (_what, ...[kind, change, words]) => {
    const facts = asItMustBe()
    change(facts)
    expect(verdictOn(book, facts)[kind].join('\n')).toMatch(words)
  })

  test('but for what was removed behind our back, and what the mail server refused', () => {
    const facts = asItMustBe()
    facts.messages.splice(1, 1)
    facts.intakes.splice(1, 1)
    facts.tickets.splice(0, 1, { id: 1, message_count: 2 })
    facts.sunk.splice(0)
    facts.outbox.splice(0, 1, { id: 40, state: 'failed', stored_message_id: ANSWER })
    const gone = new Map([['a@x', { thread: 5, mayBeGone: false }], ['b@x', { thread: 5, mayBeGone: true }]])
    expect(verdictOn({ ...book, delivered: gone, refuses: () => true }, facts)).toEqual({ lost: [], doubled: [], astray: [], repeated: 0 })
  })
})
