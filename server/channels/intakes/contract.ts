import { z } from 'zod'

/** What can become of a message; the words are explained in docs/intake.md. */
export const IntakeState = z.enum(['opened', 'joined', 'own', 'duplicate', 'ignored', 'refused', 'quarantined'])
export type IntakeState = z.infer<typeof IntakeState>

/** GET /api/intakes, the latest first. `attention`: what was refused or quarantined, and nobody has dealt with yet. */
export const IntakeQuery = z.object({
  state: z.enum(['attention', ...IntakeState.options]).optional(),
  mailbox: z.coerce.number().int().positive().optional(),
  /** Somewhere in the sender or the subject. */
  text: z.string().trim().max(200).optional(),
  /** What the page before answered as `next`. */
  cursor: z.coerce.number().int().positive().optional(),
})
export type IntakeQuery = z.infer<typeof IntakeQuery>

const Address = z.object({ address: z.string(), name: z.string() })
const Agent = z.object({ id: z.number().int(), name: z.string() })

/** What an agent may do with it, as things stand. */
export const IntakeAct = z.enum(['retry', 'ticket', 'attach', 'dismiss'])
export type IntakeAct = z.infer<typeof IntakeAct>

/** One message that came, and what became of it. */
export const IntakeLine = z.object({
  id: z.number().int(),
  /** Null when that could not be read. */
  from: Address.nullable(),
  subject: z.string().nullable(),
  /** When its server received it, and when we stored it: UTC milliseconds. */
  deliveredAt: z.number().int(),
  at: z.number().int(),
  source: z.enum(['imap', 'smtp', 'portal', 'demo', 'forum']),
  mailbox: z.object({ id: z.number().int(), name: z.string() }).nullable(),
  state: IntakeState,
  /** A stable short word, and what the administrator may want to know beside it. */
  reason: z.string(),
  detail: z.string().nullable(),
  ticket: z.object({ id: z.number().int(), reference: z.string() }).nullable(),
  size: z.number().int(),
  /** Whether its bytes are kept. */
  hasBytes: z.boolean(),
  dismissed: z.object({ at: z.number().int(), by: Agent.nullable(), why: z.string() }).nullable(),
  may: z.array(IntakeAct),
})
export type IntakeLine = z.infer<typeof IntakeLine>

/** With a text, a page may be short or empty and still have a next one: so far has been looked. */
export const IntakePage = z.object({ intakes: z.array(IntakeLine), next: z.number().int().nullable() })
export type IntakePage = z.infer<typeof IntakePage>

/** GET /api/intakes/counts: by state, and what somebody should look at; `outdated` were quarantined by an older reader, and may be readable now. */
export const IntakeCounts = z.object({ states: z.record(IntakeState, z.number().int()), attention: z.number().int(), outdated: z.number().int() })
export type IntakeCounts = z.infer<typeof IntakeCounts>

/** GET /api/intakes/:id. Its source is /api/intakes/:id/source, the header alone /api/intakes/:id/headers. */
export const IntakeDetail = IntakeLine.extend({
  /** Where it stands in its mailbox, as far as that is known. */
  place: z.object({ folder: z.string(), uidValidity: z.string().nullable(), uid: z.number().int().nullable() }).nullable(),
  /** What the sending server said. */
  envelope: z.object({ from: z.string().nullable(), to: z.array(z.string()), remote: z.string().nullable() }).nullable(),
  messageId: z.string().nullable(),
  sha256: z.string().nullable(),
})
export type IntakeDetail = z.infer<typeof IntakeDetail>

/** GET /api/intakes/:id/understood: read anew, now. */
export const Understood = z.union([
  z.object({ unreadable: z.string() }),
  z.object({
    from: Address.nullable(),
    to: z.array(Address),
    cc: z.array(Address),
    subject: z.string(),
    date: z.number().int().nullable(),
    messageId: z.string().nullable(),
    inReplyTo: z.array(z.string()),
    listId: z.string().nullable(),
    automatic: z.string().nullable(),
    hops: z.number().int(),
    text: z.string(),
    attachments: z.array(z.object({ filename: z.string().nullable(), contentType: z.string(), size: z.number().int() })),
    problems: z.array(z.string()),
  }),
])
export type Understood = z.infer<typeof Understood>

/** POST /api/intakes/:id/attach */
export const AttachIntake = z.object({
  reference: z.string().trim().min(10).max(20),
  /** `pending`: it waits on the ticket for an agent's yes, like a stranger's. */
  as: z.enum(['message', 'pending']),
})

/** POST /api/intakes/:id/dismiss */
export const DismissIntake = z.object({ why: z.string().trim().min(1).max(500) })

/** POST /api/intakes/retry: some of those quarantined are read again; ask again as long as any are `left`. `after` is the last id of the answer before. */
export const RetryQuarantined = z.object({ after: z.number().int().min(0).default(0) })
export const RetriedQuarantined = z.object({ retried: z.number().int(), recovered: z.number().int(), after: z.number().int(), left: z.number().int() })
export type RetriedQuarantined = z.infer<typeof RetriedQuarantined>
