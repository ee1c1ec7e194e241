/** Facts that can be told to the rest of the system. One line per fact; ids only, the reader fetches the rest. */
export type DomainEvent =
  | { type: 'ticket.opened', ticketId: number, messageId: number }
  | { type: 'ticket.message-added', ticketId: number, messageId: number }
  | { type: 'ticket.changed', ticketId: number }
  | { type: 'ticket.requester-changed', ticketId: number }
  | { type: 'ticket.message-removed', ticketId: number, messageId: number }
  | { type: 'ticket.message-changed', ticketId: number, messageId: number }
  | { type: 'ticket.message-moved', ticketId: number, messageId: number }
  | { type: 'ticket.message-redacted', ticketId: number, messageId: number }
  | { type: 'ticket.merged', ticketId: number, intoId: number }
  | { type: 'ticket.presence', ticketId: number }
  | { type: 'outbox.changed', outboxId: number, ticketId: number | null }
  | { type: 'intake.quarantined', intakeId: number }
  | { type: 'intake.refused', intakeId: number }
  | { type: 'intake.changed', intakeId: number }
  | { type: 'mailbox.changed', mailboxId: number }
  | { type: 'source.changed', sourceId: number }
  | { type: 'run.changed', runId: number, ticketId: number | null }
  | { type: 'workflow.changed', workflowId: number }
  | { type: 'survey.changed', surveyId: number }
  | { type: 'claim.changed', claimId: number, ticketId: number | null }

/** A fact with its place in the order of the feed. Positions start at 1 and have no meaning beyond their order. */
export type PositionedEvent = DomainEvent & { position: number }
