import { expect, test } from 'vitest'
import { peopleIn, touchedBy } from './changes.ts'

test('a message is looked at once, and merged tickets are told in order', () => {
  expect(touchedBy([
    { type: 'ticket.opened', ticketId: 1, messageId: 10, position: 1 },
    { type: 'ticket.message-added', ticketId: 1, messageId: 11, position: 2 },
    { type: 'ticket.changed', ticketId: 1, position: 3 },
    { type: 'ticket.message-added', ticketId: 1, messageId: 11, position: 4 },
    { type: 'ticket.merged', ticketId: 1, intoId: 2, position: 5 },
    { type: 'intake.quarantined', intakeId: 5, position: 6 },
    { type: 'mailbox.changed', mailboxId: 1, position: 7 },
    { type: 'ticket.merged', ticketId: 2, intoId: 3, position: 8 },
  ])).toEqual({ messageIds: [10, 11], moved: [{ ticketId: 1, intoId: 2 }, { ticketId: 2, intoId: 3 }] })
})

test.each([
  ['{"to":[{"address":"aide@coop.example","name":"Aide"}],"cc":[]}', 'aide@coop.example Aide'],
  ['["a@x.example"]', 'a@x.example'],
  ['null', ''],
  ['not JSON', 'not JSON'],
])('the people in %j', (recipients, people) => expect(peopleIn(recipients)).toBe(people))
