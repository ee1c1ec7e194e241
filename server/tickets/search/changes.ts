import type { PositionedEvent } from '../../platform/events.ts'

/** What the search must look at again. */
export type Touched = { messageIds: number[], moved: { ticketId: number, intoId: number }[] }

/** What a stretch of the feed means for the search: the messages to look at again, and the tickets whose messages went to another. */
export function touchedBy(events: readonly PositionedEvent[]): Touched {
  const messageIds = new Set<number>()
  const moved: Touched['moved'] = []
  for (const event of events) {
    if (event.type === 'ticket.merged') moved.push({ ticketId: event.ticketId, intoId: event.intoId })
    // Whatever happened to it: it is there, changed, elsewhere or gone, and looking says which.
    else if ('messageId' in event) messageIds.add(event.messageId)
  }
  return { messageIds: [...messageIds], moved }
}

/** Every name and address in the recipients as they are kept (JSON), whatever their arrangement. */
export function peopleIn(recipients: string): string {
  try {
    return stringsIn(JSON.parse(recipients)).join(' ')
  }
  catch {
    return recipients
  }
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}
