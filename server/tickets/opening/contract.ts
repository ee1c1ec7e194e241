import { z } from 'zod'
import { ReachableAddress } from '../../outbox/contract.ts'
import { Channel } from '../contract.ts'
import { MAX_TEXT, MOST_FILES } from '../drafts/contract.ts'

/** POST /api/tickets: a ticket for a member who telephoned, wrote elsewhere, or stood at the door. Answers TicketAnswer. */
export const OpenRequest = z.object({
  requester: z.object({ address: ReachableAddress, name: z.string().trim().max(200) }),
  subject: z.string().trim().min(1).max(300),
  channel: Channel.extract(['phone', 'mail', 'form']).default('phone'),
  /** `message`: the text is the first mail to them; `note`: it is for agents only. */
  kind: z.enum(['message', 'note']),
  text: z.string().trim().min(1).max(MAX_TEXT),
  uploads: z.array(z.number().int()).max(MOST_FILES).default([]),
  /** Which mailbox writes; null: the first. */
  mailboxId: z.number().int().positive().nullable().default(null),
  /** Whether the writer takes it. */
  take: z.boolean().default(true),
  revision: z.number().int().nonnegative().default(0),
})
export type OpenRequest = z.infer<typeof OpenRequest>

/** GET /api/senders: in whose name one may write. */
export const Senders = z.object({ senders: z.array(z.object({ mailboxId: z.number().int(), address: z.string(), name: z.string(), signature: z.string() })) })
export type Senders = z.infer<typeof Senders>

/** POST /api/tickets/:id/requester: the ticket is somebody else's, as the original author of a forwarded mail. */
export const RequesterRequest = z.object({ address: ReachableAddress, name: z.string().trim().max(200) })
export type RequesterRequest = z.infer<typeof RequesterRequest>
