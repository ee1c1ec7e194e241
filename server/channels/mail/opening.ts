import { NO_PEOPLE, type TicketState } from '../../tickets/filing/filing.ts'
import { keyOf, put, type Case, type Outcome } from './case.ts'
import { nobody } from './filed.ts'
import { inviteAuthor, inviteReaders } from './inviting.ts'
import { languageOf } from './language.ts'
import type { MailAddress } from '../understanding/message.ts'

/** Where a new ticket comes from: a closed one that it goes on from, or one that it only seems to be about. */
export type Origin = { continues?: TicketState, related?: TicketState }

/** A message opens a ticket: its author's, or, when an agent forwarded it, that of whoever wrote it first. */
export function opening(one: Case, origin: Origin = {}): Outcome {
  const { mail, desk, authentication, arrived, ours, entrance, openings } = one
  const author = forwardedBy(one)
  const requester = author ?? mail.from ?? nobody
  const ticket = newTicket(one, origin, { ...requester, address: ours.shown(requester.address) })
  const at = { ticketId: ticket.id, sideId: null }
  desk.open(ticket)
  if (origin.continues) desk.continueOn(origin.continues.id, ticket.id)
  inviteAuthor(one, author ?? mail.from, { ...at, pending: false })
  // Whoever forges an address chooses the others as well.
  if (!author && authentication !== 'failed') inviteReaders(one, at, { pending: false })
  openings.push({ arrived, mail, authentication, ours, entrance, ticketId: ticket.id, isForwarded: author !== undefined, isRepeated: one.given.rates?.repeats(arrived) ?? false })
  const messageId = put(one, { ...at, automatic: null, pending: false })
  return { state: 'opened', reason: reasonOf(origin, author), ticketId: ticket.id, messageId }
}

function reasonOf({ continues, related }: Origin, author: MailAddress | undefined): string {
  if (continues) return 'answer-to-closed'
  if (related) return 'seems-about'
  return author ? 'forwarded-by-agent' : 'new'
}

/** The author of what an agent forwards to us, when our server vouches for the agent. */
function forwardedBy({ mail, authentication, given, ours }: Case): MailAddress | undefined {
  const { from, forwardedFrom } = mail
  if (authentication !== 'authenticated' || !forwardedFrom || !given.agents.has(keyOf(from))) return undefined
  return ours.has(forwardedFrom.address) || given.agents.has(keyOf(forwardedFrom)) ? undefined : forwardedFrom
}

/** A ticket as it is before its first message. */
export const newTicket = (one: Case, origin: Origin, requester: MailAddress): TicketState => ({
  id: one.given.nextId(),
  reference: one.given.nextReference(),
  subject: one.mail.subject.replace(/\s+/g, ' ').trim(),
  status: 'new',
  channel: 'mail',
  sourceId: null,
  requester,
  requesterHandle: null,
  communityAt: null,
  communityUntil: null,
  preview: '',
  messageCount: 0,
  lastMessageId: 0,
  activityAt: one.arrived.deliveredAt,
  waitingSince: null,
  createdAt: one.arrived.deliveredAt,
  continuedById: null,
  splitFromId: null,
  version: 0,
  touched: false,
  people: NO_PEOPLE,
  sides: new Map(),
  ...fromMailbox(one),
  ...fromOrigin(origin),
})

const fromMailbox = ({ mail, entrance }: Case) => ({ mailboxId: entrance?.mailboxId ?? 0, locale: languageOf(mail) ?? entrance?.locale ?? null })

/** Whoever answered the closed ticket it goes on from finds it among theirs. */
const fromOrigin = ({ continues, related }: Origin) => ({ assigneeId: continues?.assigneeId ?? 0, continuesId: continues?.id ?? null, relatedId: related?.id ?? null })
