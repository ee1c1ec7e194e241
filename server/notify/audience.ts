import type { DomainEvent } from '../platform/events.ts'
import type { Change } from './contract.ts'

/** A group of open consoles. */
export type Room = 'agents'

/** What is said live, and to whom. */
export type Telling = { room: Room, change: Change }

type AudienceOf = { [E in DomainEvent as E['type']]: (event: E) => Telling[] }

const ticket = (ticketId: number, isNew = false): Telling => ({ room: 'agents', change: { about: 'ticket', ticketId, isNew } })

/** Who is told live of what. A new kind of event does not compile until it has a line here. */
const audienceOf: AudienceOf = {
  'ticket.opened': ({ ticketId }) => [ticket(ticketId, true)],
  'ticket.message-added': ({ ticketId }) => [ticket(ticketId)],
  'ticket.changed': ({ ticketId }) => [ticket(ticketId)],
  'ticket.requester-changed': ({ ticketId }) => [ticket(ticketId)],
  'ticket.message-removed': ({ ticketId }) => [ticket(ticketId)],
  'ticket.message-changed': ({ ticketId }) => [ticket(ticketId)],
  'ticket.message-moved': ({ ticketId }) => [ticket(ticketId)],
  'ticket.message-redacted': ({ ticketId }) => [ticket(ticketId)],
  'ticket.presence': ({ ticketId }) => [{ room: 'agents', change: { about: 'presence', ticketId } }],
  'outbox.changed': ({ ticketId }) => [{ room: 'agents', change: { about: 'outbox' } }, ...(ticketId === null ? [] : [ticket(ticketId)])],
  'ticket.merged': ({ ticketId, intoId }) => [ticket(ticketId), ticket(intoId)],
  'intake.quarantined': () => [{ room: 'agents', change: { about: 'intake' } }],
  'intake.refused': () => [{ room: 'agents', change: { about: 'intake' } }],
  'intake.changed': () => [{ room: 'agents', change: { about: 'intake' } }],
  'source.changed': () => [{ room: 'agents', change: { about: 'source' } }],
  'run.changed': ({ runId, ticketId }) => [{ room: 'agents', change: { about: 'run', runId, ticketId } }],
  'claim.changed': ({ ticketId }) => ticketId === null ? [] : [ticket(ticketId)],
  'workflow.changed': () => [{ room: 'agents', change: { about: 'workflow' } }],
  'survey.changed': ({ surveyId }) => [{ room: 'agents', change: { about: 'survey', surveyId } }],
  'mailbox.changed': ({ mailboxId }) => [{ room: 'agents', change: { about: 'mailbox', mailboxId } }],
}

/** Who is told of this event, and what. An event this version does not know (another process may be newer) is told to nobody. */
export function audience<E extends DomainEvent>(event: E): Telling[] {
  const tell = audienceOf[event.type] as ((event: E) => Telling[]) | undefined
  return tell?.(event) ?? []
}

function keyOf(change: Change): string {
  switch (change.about) {
    case 'ticket':
    case 'presence': return `${change.about} ${change.ticketId}`
    case 'mailbox': return `mailbox ${change.mailboxId}`
    case 'run': return `run ${change.runId}`
    case 'survey': return `survey ${change.surveyId}`
    case 'workflow':
    case 'source':
    case 'outbox':
    case 'intake': return change.about
  }
}

/** What each room is told of a stretch of events: each thing once, and as new if it came into being within it. */
export function told(events: readonly DomainEvent[]): Map<Room, Change[]> {
  const rooms = new Map<Room, Map<string, Change>>()
  for (const { room, change } of events.flatMap(event => audience(event))) {
    const changes = rooms.get(room) ?? new Map<string, Change>()
    const known = changes.get(keyOf(change))
    changes.set(keyOf(change), change.about === 'ticket' && known?.about === 'ticket' ? { ...change, isNew: change.isNew || known.isNew } : change)
    rooms.set(room, changes)
  }
  return new Map([...rooms].map(([room, changes]) => [room, [...changes.values()]]))
}
