import { z } from 'zod'
import { MailAddress, ReachableAddress } from '../../outbox/contract.ts'
import { Overrule } from '../blockers/contract.ts'
import { StatusRequest, TicketRow } from '../contract.ts'
import { DraftContent, MAX_TEXT, MOST_FILES } from '../drafts/contract.ts'

const Recipient = MailAddress.extend({ address: ReachableAddress, name: z.string().max(200) })

const Words = z.object({
  text: z.string().trim().min(1).max(MAX_TEXT),
  to: z.array(Recipient).min(1).max(50),
  cc: z.array(Recipient).max(50).default([]),
  /** Ids of uploads. */
  uploads: z.array(z.number().int()).max(MOST_FILES).default([]),
  /** The revision of the draft that is sent: savings up to it change nothing any more. */
  revision: z.number().int().nonnegative().default(0),
})

/**
 * POST /api/tickets/:id/replies. `seenVersion` is the ticket's version that the writer saw; on an older one it is refused with `stale` and what is new.
 * With a `discussionId` it is said to everybody who reads that discussion; `to` and `cc` get it as well only when it is `alsoPrivate`.
 */
export const ReplyRequest = Words.extend({
  to: z.array(Recipient).max(50).default([]),
  discussionId: z.number().int().nullable().default(null),
  alsoPrivate: z.boolean().default(false),
  seenVersion: z.number().int().nonnegative(),
  /** Where the ticket goes with it. */
  status: StatusRequest.shape.status.exclude(['closed']).default('waiting'),
  /** Why it is solved with it although something keeps it open. */
  overrule: Overrule,
  /** UTC milliseconds; null: at once, after the ten seconds in which it can be undone. */
  sendAt: z.number().int().nullable().default(null),
}).refine(({ to, discussionId, alsoPrivate }) => to.length > 0 || (discussionId !== null && !alsoPrivate), { path: ['to'], message: 'A private answer needs somebody who gets it' })
export type ReplyRequest = z.infer<typeof ReplyRequest>

/** POST /api/tickets/:id/questions: somebody else is asked, beside the conversation. `sideId` null begins a new side thread, which needs a subject. */
export const QuestionRequest = Words.extend({ sideId: z.number().int().nullable().default(null), subject: z.string().trim().max(300).default('') })
export type QuestionRequest = z.infer<typeof QuestionRequest>

/** Both, POST /api/messages/:id/send-now, and POST /api/messages/:id/published (somebody has carried it to its list or forum by hand) answer the ticket as it is now. */
export const SentAnswer = z.object({ ticket: TicketRow, messageId: z.number().int() })
export type SentAnswer = z.infer<typeof SentAnswer>

/** POST /api/messages/:id/undo: a held mail never leaves; its words are a draft again. */
export const UndoAnswer = z.object({ ticket: TicketRow, kind: z.string(), content: DraftContent })
export type UndoAnswer = z.infer<typeof UndoAnswer>

/** What was said since, in a refusal with the code `stale` (beside `code` and `message`): the newest version, and the messages the writer has not seen. */
export const Stale = z.object({
  version: z.number().int(),
  news: z.array(z.object({ id: z.number().int(), kind: z.enum(['incoming', 'reply', 'note']), author: z.string(), at: z.number().int(), preview: z.string() })),
})
export type Stale = z.infer<typeof Stale>

/**
 * POST /api/tickets/:id/participants: an agent says yes or no to somebody who wrote without belonging to the ticket. A message whose author
 * our server does not believe is accepted only when it is the one named.
 */
export const ParticipantRequest = z.object({ address: z.string().min(3).max(320), accepted: z.boolean(), messageId: z.number().int().nullable().default(null) })
export type ParticipantRequest = z.infer<typeof ParticipantRequest>

/** POST /api/tickets/:id/address-works: mail to this address arrives again. */
export const AddressRequest = z.object({ address: z.string().trim().min(3).max(320) })
