import { z } from 'zod'
import { MailAddress, Sending } from '../outbox/contract.ts'
import { FailingAddress } from '../outbox/failing/contract.ts'
import { Blocker, Overrule } from './blockers/contract.ts'
import { Discussion } from './discussions/contract.ts'
import { Double, OtherTicket } from './doubles/contract.ts'
import { Merge } from './merging/contract.ts'
import { Redaction } from './redaction/contract.ts'
import { Split } from './splitting/contract.ts'

export const TicketStatus = z.enum(['new', 'open', 'waiting', 'on-hold', 'solved', 'closed'])
export type TicketStatus = z.infer<typeof TicketStatus>

export const Channel = z.enum(['mail', 'form', 'list', 'forum', 'phone'])
export type Channel = z.infer<typeof Channel>

const Agent = z.object({ id: z.number().int(), name: z.string() })
/** UTC milliseconds. */
const Instant = z.number().int()

/** One line of the list. */
export const TicketRow = z.object({
  id: z.number().int(),
  reference: z.string(),
  subject: z.string(),
  status: TicketStatus,
  channel: Channel,
  /** The list or forum by which it came. */
  source: z.object({ id: z.number().int(), name: z.string() }).nullable(),
  requester: MailAddress,
  assignee: Agent.nullable(),
  preview: z.string(),
  messageCount: z.number().int(),
  activityAt: Instant,
  /** Since when the requester has been waiting for us; null when they are not. */
  waitingSince: Instant.nullable(),
  createdAt: Instant,
  /** Since when others have answered on their list or forum, as long as the requester has not come back. */
  communityAt: Instant.nullable(),
  /** Another ticket seems to be the same question, and nobody has judged that yet. */
  hasDouble: z.boolean(),
})
export type TicketRow = z.infer<typeof TicketRow>

const list = <T extends z.ZodType<string, string>>(item: T) => z.string().transform(text => text.split(',').filter(Boolean)).pipe(z.array(item)).optional()

/** GET /api/tickets: query parameters. `cursor` is the `next` of the page before. */
export const TicketFilter = z.object({
  status: list(TicketStatus),
  channel: Channel.optional(),
  /** One list or forum. */
  source: z.coerce.number().int().positive().optional(),
  assignee: z.enum(['me', 'none', 'any']).default('any'),
  text: z.string().trim().max(200).optional(),
  sort: z.enum(['newest', 'oldest']).default('newest'),
  cursor: z.string().max(100).optional(),
})
export type TicketFilter = z.infer<typeof TicketFilter>

/** Part of the list; `next` is the cursor of what follows, null at its end. */
export const TicketPage = z.object({ tickets: z.array(TicketRow), next: z.string().nullable() })
export type TicketPage = z.infer<typeof TicketPage>

/** GET /api/tickets/counts: how many tickets stand in each place; the client adds them up for its views. */
export const TicketCounts = z.object({
  counts: z.array(z.object({ status: TicketStatus, channel: Channel, assignee: z.enum(['me', 'none', 'other']), tickets: z.number().int() })),
})
export type TicketCounts = z.infer<typeof TicketCounts>

/** Why an attachment should not be opened lightly; 'archive' is a hint only. */
export const AttachmentDanger = z.enum(['program', 'script', 'macro', 'page', 'disguised', 'archive'])
export type AttachmentDanger = z.infer<typeof AttachmentDanger>

export const Attachment = z.object({
  id: z.number().int(),
  filename: z.string().nullable(),
  contentType: z.string(),
  /** Bytes. */
  size: z.number().int(),
  danger: AttachmentDanger.nullable(),
  /** An agent has taken it out: neither its name nor its bytes are left. */
  removed: z.boolean(),
})
export type Attachment = z.infer<typeof Attachment>

export const Message = z.object({
  id: z.number().int(),
  kind: z.enum(['incoming', 'reply', 'note']),
  /** `identity`: known by a name at a forum only, its `handle`. */
  author: z.object({ kind: z.enum(['agent', 'address', 'identity']), id: z.number().int().nullable(), name: z.string(), address: z.string().nullable(), handle: z.string().nullable() }),
  /** The version that the ticket had with it: what is above the one a reader saw is new to them. */
  version: z.number().int(),
  to: z.array(MailAddress),
  cc: z.array(MailAddress),
  subject: z.string(),
  at: Instant,
  /** The whole text. */
  text: z.string(),
  /** What is new in it, when quotes or a signature follow; null when all of it is. */
  visibleReply: z.string().nullable(),
  /** GET /api/messages/:id/html answers it, sanitised, for a sandboxed frame. */
  hasHtml: z.boolean(),
  /** GET /api/messages/:id/source answers the message as it came. */
  hasSource: z.boolean(),
  /** Why it counts as automatic (an out-of-office, a bounce), or null. */
  automatic: z.string().nullable(),
  /** The run of a workflow that said it; null for what people say. */
  run: z.object({ id: z.number().int(), subject: z.string() }).nullable(),
  /** How its sending goes; null for what was not sent by us. */
  sending: Sending.nullable(),
  /** The discussion it stands in, for everybody there to read; null: between the member and us. */
  discussionId: z.number().int().nullable(),
  /** Whose voice it is there: that of who asks, of others, or ours; null where it is between the member and us. */
  voice: z.enum(['asking', 'community', 'ours']).nullable(),
  /** Where it is read at its list or forum, when it was changed there, and when it was taken away. */
  postUrl: z.string().nullable(),
  editedAt: Instant.nullable(),
  removedAt: Instant.nullable(),
  /** Of an answer of ours: when it was seen there, and what its moderators do with it until then. */
  publishedAt: Instant.nullable(),
  moderation: z.enum(['held', 'refused']).nullable(),
  /** The side thread it belongs to, beside the conversation; null when it is part of that. */
  sideId: z.number().int().nullable(),
  /** Whom it was forwarded from, as far as can be told. */
  forwardedFrom: MailAddress.nullable(),
  /** Written by somebody who was not part of the ticket, until an agent says yes. */
  pending: z.boolean(),
  attachments: z.array(Attachment),
  problems: z.array(z.string()),
  /** What agents have taken out of it. */
  redactions: z.array(Redaction),
})
export type Message = z.infer<typeof Message>

/** What agents did, in words the client translates by `did`: 'ticket.taken', 'ticket.handed-back', 'ticket.status-changed', 'ticket.merged', 'ticket.split', 'ticket.overruled' (`to` is the reason). */
export const TicketAct = z.object({ at: Instant, agent: z.string().nullable(), did: z.string(), to: z.string().nullable() })
export type TicketAct = z.infer<typeof TicketAct>

/** GET /api/tickets/:id. Attachments: GET /api/messages/:id/attachments/:attachmentId */
export const TicketDetail = z.object({
  ticket: TicketRow,
  participants: z.array(MailAddress.extend({ pending: z.boolean() })),
  messages: z.array(Message),
  /** Messages before the first one shown. */
  earlier: z.number().int(),
  acts: z.array(TicketAct),
  continues: z.object({ id: z.number().int(), reference: z.string() }).nullable(),
  /** What keeps it open: closing it all the same asks for a reason. */
  blockers: z.array(Blocker),
  /** Counts what was said: a reply tells which version it answers. */
  version: z.number().int(),
  /** In whose name a reply is written; null as long as no mailbox may send. */
  sender: z.object({ address: z.string(), name: z.string(), signature: z.string() }).nullable(),
  /** Those of its people to whom no mail of ours arrives, in lower case. */
  failing: z.array(FailingAddress),
  /** Who would get a reply. */
  recipients: z.object({ to: z.array(MailAddress), cc: z.array(MailAddress) }),
  sides: z.array(z.object({ id: z.number().int(), subject: z.string(), participants: z.array(MailAddress.extend({ pending: z.boolean() })) })),
  /** The threads and topics it is about. */
  discussions: z.array(Discussion),
  /** Who of those that speak there by a name is known: an agent has joined the name to a person. */
  identities: z.array(z.object({ sourceId: z.number().int(), handle: z.string(), address: z.string(), agent: z.string().nullable(), at: Instant })),
  /** A ticket that this one seems to be about: its reference was in the subject, but its author could not be believed. */
  related: z.object({ id: z.number().int(), reference: z.string(), subject: z.string() }).nullable(),
  /** The tickets that were merged into it, and can be taken out again. */
  merged: z.array(Merge),
  /** What was split off it, and what it was split off. */
  splits: z.array(Split),
  /** Tickets that seem to be the same question, the most alike first. */
  doubles: z.array(Double),
  /** What else its requester has open. */
  others: z.array(OtherTicket),
})
export type TicketDetail = z.infer<typeof TicketDetail>

/** POST /api/tickets/:id/notes */
export const NoteRequest = z.object({ text: z.string().trim().min(1).max(100_000) })
export type NoteRequest = z.infer<typeof NoteRequest>

/** POST /api/tickets/:id/take. `from` is the agent who has it, as far as the taker knows: a ticket is never taken from somebody unawares. */
export const TakeRequest = z.object({ from: z.number().int().nullable().default(null) })
export type TakeRequest = z.infer<typeof TakeRequest>

/** POST /api/tickets/:id/status. Solving or closing what has blockers is refused (`conflict`, with `blockers`) unless a reason overrules them. */
export const StatusRequest = z.object({ status: TicketStatus.exclude(['new']), overrule: Overrule })
export type StatusRequest = z.infer<typeof StatusRequest>

/** POST /api/tickets/:id/take, …/hand-back, …/notes and …/status answer the line as it is now. */
export const TicketAnswer = z.object({ ticket: TicketRow })
export type TicketAnswer = z.infer<typeof TicketAnswer>
