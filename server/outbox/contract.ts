import { z } from 'zod'

export const MailAddress = z.object({ address: z.string(), name: z.string() })
export type MailAddress = z.infer<typeof MailAddress>

/**
 * Where a mail stands: `held` (it waits, `Hold` says for what), `queued` (it leaves with the next turn), `sent` (every server has taken it),
 * `delayed` (tried, and tried again later), `failed` (given up), `bounced` (taken, and come back), `cancelled` (it never leaves).
 */
export const OutboxState = z.enum(['held', 'queued', 'sent', 'delayed', 'failed', 'bounced', 'cancelled'])
export type OutboxState = z.infer<typeof OutboxState>

/**
 * What a held mail waits for: the end of the time to `undo`; its `scheduled` time; a person, because the installation is on `trial` beside another,
 * because there was `no-server`, or because the ticket went on since it was written (`stale`).
 */
export const Hold = z.enum(['undo', 'scheduled', 'trial', 'no-server', 'stale'])
export type Hold = z.infer<typeof Hold>

/** `reply` to the member, `question` to somebody else, `acknowledgement` by the machine, `account` for an agent (its words are sealed). */
export const OutgoingKind = z.enum(['reply', 'question', 'acknowledgement', 'account'])
export type OutgoingKind = z.infer<typeof OutgoingKind>

/** What became of a mail at one recipient; `answer` is what the server said. Instants are UTC milliseconds. */
export const Delivery = z.object({
  address: z.string(),
  state: z.enum(['pending', 'sent', 'delayed', 'failed', 'bounced']),
  answer: z.string().nullable(),
  at: z.number().int().nullable(),
})
export type Delivery = z.infer<typeof Delivery>

/** How the sending of a mail goes. */
export const Sending = z.object({
  outboxId: z.number().int(),
  state: OutboxState,
  hold: Hold.nullable(),
  heldUntil: z.number().int().nullable(),
  attempts: z.number().int(),
  nextAttemptAt: z.number().int().nullable(),
  /** What keeps it from leaving, in a sentence of ours; null when nothing does. */
  failure: z.string().nullable(),
  deliveries: z.array(Delivery),
})
export type Sending = z.infer<typeof Sending>
