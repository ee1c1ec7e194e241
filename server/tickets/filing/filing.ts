import type { MailAddress } from '../../outbox/contract.ts'
import type { Channel, TicketStatus } from '../contract.ts'
import { nextStatus } from '../status.ts'

/** A ticket as far as filing a message on it needs to know. Instants are UTC milliseconds. */
export type TicketState = {
  id: number
  reference: string
  subject: string
  status: TicketStatus
  channel: Channel
  /** By which list or forum it came; null for what came otherwise. */
  sourceId: number | null
  /** 0 for nobody. */
  assigneeId: number
  requester: MailAddress
  /** The requester's name at a forum, for one who is known by that only. */
  requesterHandle: string | null
  /** Since when others have answered on their list or forum, as long as the requester has not come back. */
  communityAt: number | null
  /** Until when the question is left to its list or forum; while it is on hold nobody need look at it. */
  communityUntil: number | null
  preview: string
  messageCount: number
  lastMessageId: number
  activityAt: number
  waitingSince: number | null
  createdAt: number
  /** The ticket it goes on from, closed too long ago to be reopened. */
  continuesId: number | null
  continuedById: number | null
  /** The ticket that its first messages were split off. */
  splitFromId: number | null
  /** Another one that it seems to be about, though that could not be believed. */
  relatedId: number | null
  /** By which mailbox it came, and is answered; 0 for none. */
  mailboxId: number
  /** The language of whoever asks, as far as it can be told. */
  locale: string | null
  /** Counts what was said on it. */
  version: number
  /** Whether an agent has done anything with it. */
  touched: boolean
  /** Who takes part in the conversation. */
  people: People
  /** Who takes part in what is asked beside it, by side thread. */
  sides: ReadonlyMap<number, People>
}

/** Who takes part in a conversation: addresses in lower case. */
export type People = {
  members: ReadonlySet<string>
  /** Those who wrote without belonging to it, until an agent says yes. */
  strangers: ReadonlySet<string>
}

export const NO_PEOPLE: People = { members: new Set(), strangers: new Set() }

/** Those who take part in the conversation, or in one of its side threads. */
export const peopleOf = ({ people, sides }: Pick<TicketState, 'people' | 'sides'>, sideId: number | null): People =>
  sideId === null ? people : sides.get(sideId) ?? NO_PEOPLE

/** The ticket with those people in that place. */
export const withPeople = (ticket: TicketState, sideId: number | null, people: People): TicketState =>
  sideId === null ? { ...ticket, people } : { ...ticket, sides: new Map([...ticket.sides, [sideId, people]]) }

/** A part of a message that is not its words. */
export type FiledAttachment = {
  part: number
  filename: string | null
  contentType: string
  disposition: string | null
  contentId: string | null
  size: number
  sha256: string
}

/** A message from outside, ready to be put on its ticket. */
export type FiledMessage = {
  id: number
  ticketId: number
  /** The side thread it belongs to, beside the conversation. */
  sideId: number | null
  /** The thread or topic it was said in, for everybody there to read; null: between the member and us. */
  discussionId: number | null
  /** Whose voice it is: that of the one who asks (as far as can be told), of others on their list or forum, or ours, written there. */
  voice: 'asking' | 'community' | 'ours'
  /** Its author's name at a forum. */
  handle: string | null
  postKey: string | null
  postUrl: string | null
  /** Its place in what was said on the ticket. */
  version: number
  from: MailAddress
  /** Where its author wants answers, when that is somewhere else. */
  replyTo: string | null
  forwardedFrom: MailAddress | null
  to: readonly MailAddress[]
  cc: readonly MailAddress[]
  subject: string
  messageId: string | null
  fingerprint: string
  rawSha256: string
  text: string
  visibleReply: string
  html: string | null
  /** Why it is filed quietly, or null for a person's message. */
  automatic: string | null
  pending: boolean
  problems: readonly string[]
  sentAt: number | null
  createdAt: number
  attachments: readonly FiledAttachment[]
}

/** A Message-ID that belongs to a ticket from now on; `messageId` is null while we only know it from those who answer it. */
export type Claim = { hash: string, ticketId: number, messageId: number | null, sideId: number | null, discussionId: number | null }

/** Somebody who belongs to a ticket (or to a side thread of it) from now on, or, `pending`, waits for an agent's yes. */
export type NewParticipant = { ticketId: number, sideId: number | null, address: string, name: string, pending: boolean }

/** One ticket that goes into another; `after` is the version of the other that what comes with it is counted from. */
export type AutomaticMerge = { fromId: number, intoId: number, after: number }

/** By what a batch of mail names tickets: hashes of Message-IDs, ids that we have signed, references in subjects. */
export type Wanted = { hashes: readonly string[], ticketIds: readonly number[], references: readonly string[], /** Whether the discussions of the tickets matter too. */ discussions?: boolean }

/** A thread of a list, or a topic of a forum, and the ticket it is on. Instants are UTC milliseconds. */
export type Discussion = {
  id: number
  sourceId: number
  ticketId: number
  /** Its name at its source; null where Message-IDs are all there is. */
  key: string | null
  title: string
  url: string | null
  category: string | null
  /** Only its author and we read it there. */
  isPrivate: boolean
  /** Where a mail becomes an answer to it, when that is not the address of the source. */
  replyAddress: string | null
  /** When somebody but the requester and us answered first. */
  answeredAt: number | null
  /** When an answer was declared to be the solution. */
  solvedAt: number | null
  createdAt: number
}

/** Who has spoken in a discussion, by address (in lower case) or by name at the forum. Never written to in private. */
export type Speaker = { discussionId: number, who: string, name: string }

/** A post that has changed at its source: `said` is what it says now, null when it was taken away there. */
export type Edit = { messageId: number, ticketId: number, at: number, said: Pick<FiledMessage, 'subject' | 'text' | 'visibleReply' | 'html' | 'fingerprint' | 'rawSha256'> | null }

/** A message that came to us alone turns out to stand on a list or a forum as well. */
export type Publication = Pick<FiledMessage, 'postKey' | 'postUrl'> & { messageId: number, discussionId: number }

/** An answer of ours was seen where everybody reads it. */
export type Confirmation = Pick<FiledMessage, 'ticketId' | 'postKey' | 'postUrl'> & { messageId: number, at: number }

/** The moderators of a list hold an answer of ours, or refuse it. */
export type Moderated = { messageId: number, ticketId: number, moderation: 'held' | 'refused' }

/** Everything one batch of mail changes in the tickets. */
export type Filing = {
  opened: TicketState[]
  /** Tickets that were there, as they stood and as they stand now. */
  changed: { before: TicketState, after: TicketState }[]
  messages: FiledMessage[]
  participants: NewParticipant[]
  claims: Claim[]
  discussions: { opened: Discussion[], changed: Discussion[] }
  speakers: Speaker[]
  edits: Edit[]
  publications: Publication[]
  confirmations: Confirmation[]
  moderations: Moderated[]
  merges: AutomaticMerge[]
}

const PREVIEW_LENGTH = 200

/** The first words of a message, on one line. */
export function previewOf({ visibleReply, text }: Pick<FiledMessage, 'visibleReply' | 'text'>): string {
  const line = (visibleReply || text).slice(0, 2000).replace(/\s+/g, ' ').trim()
  return line.length > PREVIEW_LENGTH ? `${line.slice(0, PREVIEW_LENGTH - 1).toWellFormed().trimEnd()}…` : line
}

/**
 * The ticket once the message is on it. An automatic message is only counted: it wakes nobody, moves nothing up and stops no clock.
 * What is answered beside the conversation moves the ticket up, and changes nothing of how it stands with the member.
 */
export function withMessage(ticket: TicketState, message: FiledMessage): TicketState {
  const counted = { ...ticket, version: message.version, messageCount: ticket.messageCount + 1, lastMessageId: Math.max(ticket.lastMessageId, message.id) }
  if (message.automatic) return counted
  const moved = { ...counted, activityAt: Math.max(ticket.activityAt, message.createdAt) }
  if (message.sideId !== null) return { ...moved, status: nextStatus(ticket.status, 'side-answered') }
  if (message.voice !== 'asking') return withOther(counted, message)
  const latest = message.createdAt >= ticket.activityAt
  const asked = { ...moved, communityAt: null, preview: latest ? previewOf(message) : ticket.preview }
  if (isLeft(ticket)) return asked
  return {
    ...asked,
    status: nextStatus(ticket.status, 'requester-replied'),
    waitingSince: Math.min(ticket.waitingSince ?? message.createdAt, message.createdAt),
  }
}

/** The ticket as it was to be solved, and is not, because something on it is not over: whoever waits goes on waiting for us. */
export const keptOpen = (before: TicketState, after: TicketState, now: number): TicketState =>
  ({ ...after, status: nextStatus(before.status, 'requester-replied'), waitingSince: before.waitingSince ?? now })

/** Whether the question is left to those who read it where it was asked. */
const isLeft = ({ status, communityUntil }: Pick<TicketState, 'status' | 'communityUntil'>) => status === 'on-hold' && communityUntil !== null

/** Others have spoken where everybody reads: the ticket does not move up, nobody waits for us any more, and what we wrote there ourselves leaves the next word to the member. */
function withOther(ticket: TicketState, { voice, createdAt }: Pick<FiledMessage, 'voice' | 'createdAt'>): TicketState {
  const answered = { ...ticket, waitingSince: null, communityUntil: null }
  // What was left to them they have done.
  if (isLeft(ticket)) return voice === 'ours' ? { ...answered, status: 'waiting' } : { ...answered, status: 'solved', communityAt: ticket.communityAt ?? createdAt }
  return voice === 'ours' ? { ...answered, status: nextStatus(ticket.status, 'answered-outside') } : { ...answered, communityAt: ticket.communityAt ?? createdAt }
}
