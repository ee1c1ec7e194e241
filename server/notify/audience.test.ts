import { describe, expect, test } from 'vitest'
import type { DomainEvent } from '../platform/events.ts'
import { audience, told } from './audience.ts'

describe('audience', () => {
  test.each<[DomainEvent, unknown]>([
    [{ type: 'ticket.opened', ticketId: 1, messageId: 2 }, [{ about: 'ticket', ticketId: 1, isNew: true }]],
    [{ type: 'ticket.message-added', ticketId: 1, messageId: 2 }, [{ about: 'ticket', ticketId: 1, isNew: false }]],
    [{ type: 'ticket.changed', ticketId: 1 }, [{ about: 'ticket', ticketId: 1, isNew: false }]],
    [{ type: 'ticket.merged', ticketId: 1, intoId: 3 }, [{ about: 'ticket', ticketId: 1, isNew: false }, { about: 'ticket', ticketId: 3, isNew: false }]],
    [{ type: 'intake.quarantined', intakeId: 1 }, [{ about: 'intake' }]],
    [{ type: 'intake.changed', intakeId: 1 }, [{ about: 'intake' }]],
    [{ type: 'mailbox.changed', mailboxId: 4 }, [{ about: 'mailbox', mailboxId: 4 }]],
  ])('of %o', (event, changes) => {
    expect(audience(event).map(({ change }) => change)).toEqual(changes)
    expect(audience(event).every(({ room }) => room === 'agents')).toBe(true)
  })

  test('of an event from a newer version: nobody', () => {
    expect(audience({ type: 'ticket.painted', ticketId: 1 } as unknown as DomainEvent)).toEqual([])
  })
})

describe('told', () => {
  test('each ticket once, and new when it was opened within the stretch', () => {
    expect(told([
      { type: 'ticket.opened', ticketId: 1, messageId: 1 },
      { type: 'ticket.message-added', ticketId: 2, messageId: 2 },
      { type: 'ticket.message-added', ticketId: 1, messageId: 3 },
      { type: 'mailbox.changed', mailboxId: 1 },
    ])).toEqual(new Map([['agents', [
      { about: 'ticket', ticketId: 1, isNew: true },
      { about: 'ticket', ticketId: 2, isNew: false },
      { about: 'mailbox', mailboxId: 1 },
    ]]]))
  })

  test('nothing when nothing happened', () => {
    expect(told([]).size).toBe(0)
  })
})
