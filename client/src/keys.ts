import type { Change } from '../../server/notify/contract.ts'
import type { TicketFilter } from '../../server/tickets/contract.ts'

/** What a list is asked for: a filter without the place where a page begins. */
export type ListQuery = Omit<TicketFilter, 'cursor'>

/** Under which name each answer of the server is kept. */
export const keys = {
  session: ['session'],
  mailboxes: ['mailboxes'],
  sources: ['sources'],
  sourceSettings: ['sources', 'settings'],
  mailboxSettings: ['mailboxes', 'settings'],
  mailTemplates: ['mail-templates'],
  outbox: ['outbox'],
  intakes: ['intakes'],
  presences: ['presence'],
  presence: (ticketId: number) => ['presence', ticketId],
  drafts: (ticketId: number) => ['drafts', ticketId],
  senders: ['senders'],
  tickets: ['tickets'],
  counts: ['tickets', 'counts'],
  lists: ['tickets', 'list'],
  list: (query: ListQuery) => ['tickets', 'list', query],
  ticket: (id: number) => ['tickets', 'one', id],
  hosting: (ticketId: number) => ['tickets', 'one', ticketId, 'hosting'],
  source: (messageId: number) => ['source', messageId],
  pictures: ['pictures'],
  inside: (messageId: number, attachmentId: number) => ['inside', messageId, attachmentId],
  ownSessions: ['account', 'sessions'],
  secondFactor: ['account', 'second-factor'],
  team: ['team'],
  roles: ['roles'],
  agents: ['agents'],
  audit: ['audit'],
  workflows: ['workflows'],
  workflowSettings: ['workflows', 'all'],
  workflow: (name: string) => ['workflows', 'one', name],
  triggers: ['workflow-triggers'],
  runs: ['runs'],
  board: (query: Record<string, unknown>) => ['runs', 'board', query],
  ticketRuns: (ticketId: number) => ['runs', 'ticket', ticketId],
  run: (id: number) => ['runs', 'one', id],
  surveys: ['surveys'],
  survey: (id: number) => ['surveys', 'one', id],
}

const keyOf = { survey: keys.surveys, workflow: keys.workflows, run: keys.runs, mailbox: keys.mailboxes, source: keys.sources, outbox: keys.outbox, intake: keys.intakes }

/** What the console holds that is no longer true after these changes. */
export function staleAfter(changes: readonly Change[]): unknown[][] {
  const ids = new Set(changes.flatMap(change => change.about === 'ticket' ? [change.ticketId] : []))
  const aboutTickets = ids.size ? [keys.lists, keys.counts, ...[...ids].map(keys.ticket)] : []
  const present = changes.flatMap(change => change.about === 'presence' ? [keys.presence(change.ticketId)] : [])
  const others = (['survey', 'workflow', 'run', 'mailbox', 'source', 'outbox', 'intake'] as const).filter(about => changes.some(change => change.about === about)).map(about => keyOf[about])
  return [...aboutTickets, ...present, ...others]
}
