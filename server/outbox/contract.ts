import { z } from 'zod'

export const MailAddress = z.object({ address: z.string(), name: z.string() })
export type MailAddress = z.infer<typeof MailAddress>

/** An address that somebody may have: in any script, and with every sign that needs no quotes before the @ (RFC 5321, RFC 6531). Whoever writes to us can be answered. */
export const ReachableAddress = z.string().max(254)
  .regex(/^[^\s\p{C}"(),:;<>@[\\\]]+@(?:[^\s\p{C}"(),:;<>@.[\\\]]+\.)+[^\s\p{C}"(),:;<>@.[\\\]]{2,}$/u, 'must be an address, as in claire@asso.example')

/**
 * Where a mail stands: `held` (it waits, `Hold` says for what), `queued` (it leaves with the next turn), `sent` (every server has taken it),
 * `delayed` (tried, and tried again later), `failed` (given up), `bounced` (taken, and come back), `cancelled` (it never leaves).
 */
export const OutboxState = z.enum(['held', 'queued', 'sent', 'delayed', 'failed', 'bounced', 'cancelled'])
export type OutboxState = z.infer<typeof OutboxState>

/**
 * What a held mail waits for: the end of the time to `undo`; its `scheduled` time; a person, because the installation is on `trial` beside another,
 * because there was `no-server`, or because the ticket went on since it was written (`stale`); somebody's hands (`by-hand`), who carry it to its list or forum.
 */
export const Hold = z.enum(['undo', 'scheduled', 'trial', 'no-server', 'stale', 'by-hand'])
export type Hold = z.infer<typeof Hold>

/** `reply` to the member, `post` for everybody on a list or a forum, `question` to somebody else, `acknowledgement` by the machine, `account` about an account, an agent's or one at the hosting (its words are sealed). */
export const OutgoingKind = z.enum(['reply', 'post', 'question', 'acknowledgement', 'account'])
export type OutgoingKind = z.infer<typeof OutgoingKind>

/** What became of a mail at one recipient, or of an answer at its forum (whose name stands for the address); `answer` is what the server said. Instants are UTC milliseconds. */
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

/** What of the outbox is shown: all of it, what waits for a person, what is about to leave, what has not arrived, what has left, what was put aside. */
export const OutboxView = z.enum(['all', 'waiting', 'leaving', 'failing', 'sent', 'cancelled'])
export type OutboxView = z.infer<typeof OutboxView>

/** The query of GET /api/outbox; `cursor` is where the page before it ended. */
export const OutboxQuery = z.object({ view: OutboxView.default('all'), cursor: z.string().regex(/^\d{1,15}\.\d{1,15}$/).optional() })
export type OutboxQuery = z.infer<typeof OutboxQuery>

/** One mail of the outbox. */
export const OutboxMail = Sending.omit({ outboxId: true }).extend({
  id: z.number().int(),
  kind: OutgoingKind,
  subject: z.string(),
  ticket: z.object({ id: z.number().int(), reference: z.string() }).nullable(),
  /** Who wrote it; null for the machine. */
  agent: z.object({ id: z.number().int(), name: z.string() }).nullable(),
  createdAt: z.number().int(),
  sentAt: z.number().int().nullable(),
  /** What the one who asks may do with it. */
  may: z.array(z.enum(['release', 'resend', 'discard'])),
})
export type OutboxMail = z.infer<typeof OutboxMail>

/** GET /api/outbox: the newest first. */
export const OutboxPage = z.object({ mails: z.array(OutboxMail), next: z.string().nullable() })
export type OutboxPage = z.infer<typeof OutboxPage>

/** GET /api/outbox/:id: what it says (null when that is sealed) and its history. POST …/release, …/resend and …/discard answer the same. */
export const OutboxDetail = OutboxMail.extend({
  letter: z.object({
    from: MailAddress.nullable(), replyTo: z.string().nullable(), to: z.array(MailAddress), cc: z.array(MailAddress), text: z.string(),
    files: z.array(z.object({ filename: z.string(), size: z.number().int() })),
  }).nullable(),
  messageId: z.string(),
  history: z.array(z.object({ at: z.number().int(), server: z.string().nullable(), address: z.string(), result: z.enum(['sent', 'delayed', 'failed', 'bounced']), answer: z.string() })),
})
export type OutboxDetail = z.infer<typeof OutboxDetail>

/** GET /api/outbox/status: how mail leaves, and how many mails somebody should look at. */
export const OutboxStatus = z.object({
  mode: z.enum(['send', 'hold']),
  servers: z.number().int(),
  /** Waiting for a person, by what they wait for. */
  held: z.object({ 'trial': z.number().int(), 'no-server': z.number().int(), 'stale': z.number().int() }),
  delayed: z.number().int(),
  /** Since when the longest delayed is tried; UTC milliseconds. */
  delayedSince: z.number().int().nullable(),
  failed: z.number().int(),
})
export type OutboxStatus = z.infer<typeof OutboxStatus>

/** POST /api/outbox/release-all: everything that waits for this leaves. */
export const ReleaseAll = z.object({ hold: z.enum(['trial', 'no-server', 'stale']) })
export type ReleaseAll = z.infer<typeof ReleaseAll>

export const Released = z.object({ released: z.number().int() })
