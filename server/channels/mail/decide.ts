import type { Filing } from '../../tickets/filing/filing.ts'
import { authenticationOf } from './authentication.ts'
import { isMemberOf, put, takesPart, type Case, type Given, type Opening, type Outcome } from './case.ts'
import { cluesIn } from './clues.ts'
import { Desk, type Knowledge } from './desk.ts'
import { entranceOf, oursAmong } from './entrances.ts'
import { foundBy, newestOf, referredTo, type Found } from './finding.ts'
import type { Arrived, Intake } from './intake.ts'
import { fromSource } from '../understanding/from-source.ts'
import { inviteAuthor, inviteReaders } from './inviting.ts'
import { opening, type Origin } from './opening.ts'
import { saysTheSame } from '../understanding/same-words.ts'
import { isRedactedCopy, REDACTED_COPY } from './redacted-copy.ts'
import { threadOf } from './threading.ts'
import { judge } from './verdict.ts'
import type { Wish } from './wish.ts'
import { wished } from './wished.ts'

/** What becomes of a batch. */
export type Decision = { intakes: Intake[], filing: Filing, openings: Opening[] }

/**
 * Decides what becomes of a batch of messages, in order. The answer says everything: an intake for each,
 * with its one state and reason, and what changes in the tickets.
 */
export function decide(arrivals: readonly Arrived[], knowledge: Knowledge, given: Given): Decision {
  const [desk, openings] = [new Desk(knowledge), [] as Opening[]]
  const ours = oursAmong(given.entrances, given.signer, given.places)
  const outcomeOf = (arrived: Arrived): Outcome => {
    if ('quarantined' in arrived.understood) return { state: 'quarantined', reason: arrived.understood.quarantined, ...withoutTicket }
    const { mail } = arrived.understood
    const entrance = entranceOf(arrived, given.entrances)
    const authentication = authenticationOf(mail, entrance?.authservId ?? null)
    const [clues, thread] = [cluesIn(mail, arrived.envelope, given.signer), threadOf(mail, desk.known, given.signer)]
    const read = given.posts.get(arrived)
    const one = { arrived, mail, authentication, ours, read, entrance, clues, thread, desk, given, openings }
    if (isRedactedCopy(mail, thread.same, given.signer) && thread.same) return { state: 'duplicate', reason: REDACTED_COPY, ticketId: thread.same.ticketId, messageId: null }
    if (given.wish) return again(one) ?? asWished(one, given.wish)
    return read ? fromSource(one, read) : outcome(one)
  }
  const intakes = arrivals.map((arrived) => {
    const intake: Intake = { id: given.nextId(), arrived, ...outcomeOf(arrived) }
    given.rates?.note(intake)
    return intake
  })
  const filing = desk.filing()
  const kept = new Set(filing.opened.map(({ id }) => id))
  return { intakes: followMerges(intakes, filing), filing, openings: openings.filter(({ ticketId }) => kept.has(ticketId)) }
}

/** Of a post an agent says that it is one, whatever was held against it. */
function asWished(one: Case, wish: Wish): Outcome {
  const { read } = one
  if (!read || !('open' in wish)) return wished(one, wish)
  return { ...fromSource(one, { ...read, isForged: false, post: { ...read.post, service: null, isOwn: false } }), reason: 'by-agent' }
}

const withoutTicket = { ticketId: null, messageId: null }

/** One more from whom too much has come already, on this ticket or in all. */
function tooMany({ arrived, given }: Case, ticketId: number | null): Outcome | undefined {
  const limit = given.rates?.exceeded(arrived, ticketId)
  return limit && { state: 'refused', reason: limit, ...withoutTicket }
}

const opened = (one: Case, origin: Origin = {}): Outcome => tooMany(one, null) ?? opening(one, origin)

function outcome(one: Case): Outcome {
  const { mail, desk } = one
  const verdict = judge(mail, one.given.checks)
  const found = foundBy(one, desk)
  if (verdict === 'pass') return again(one) ?? passed(one, found)
  if ('refused' in verdict) return { state: 'refused', reason: verdict.refused, ...withoutTicket }
  if ('own' in verdict) return { state: 'own', reason: verdict.own, ticketId: ownTicket(one) ?? found?.ticket.id ?? null, messageId: null }
  return again(one) ?? quietly(one, found, verdict.quiet)
}

const ownTicket = ({ clues, desk }: Case) => clues.self && desk.ticket(clues.self.ticketId)?.id

/** Nobody writes to a return path: what comes there is from a server whose words we do not know. */
const passed = (one: Case, found: Found | undefined): Outcome => one.clues.bounce && !one.clues.answer ? quietly(one, found, 'returned') : fromPerson(one, found)

/** The same message by another entrance. The same id with other words is another message (a list's copy with its footer, or a forgery): both are kept. */
function again({ mail, thread: { same }, given }: Case): Outcome | undefined {
  // What stands on a list already, with its tag and its footer.
  const isSame = same?.fingerprint === mail.fingerprint || (same?.discussionId != null && same.messageId !== null && saysTheSame(given.heldWords.get(same.messageId), mail.visibleReply))
  return same && isSame ? { state: 'duplicate', reason: 'same-message', ticketId: same.ticketId, messageId: null } : undefined
}

/** Any outsider can call a message automatic: only who takes part, and what answers a message of ours, is believed. */
function quietly(one: Case, found: Found | undefined, reason: string): Outcome {
  if (!found) return { state: 'ignored', reason, ...withoutTicket }
  const { ticket, sideId } = found
  const limited = tooMany(one, ticket.id)
  if (limited) return limited
  const pending = !isInvited(one, found) && !takesPart(one, found)
  return { state: 'joined', reason, ticketId: ticket.id, messageId: put(one, { ticketId: ticket.id, sideId, automatic: reason, pending }) }
}

/** What we signed was given to its author by us; but the Message-ID of what we said on a list is known to everybody there. */
const isInvited = ({ clues, thread: { parent } }: Case, { signed }: Found) => signed && (clues.answer !== undefined || clues.bounce !== undefined || parent?.discussionId == null)

function fromPerson(one: Case, found: Found | undefined): Outcome {
  if (!found) return byReference(one)
  if (found.sideId !== null) return joining(one, found)
  const ticket = newestOf(one.desk, found.ticket)
  const place = { ...found, ticket }
  if (ticket.status !== 'closed') return joining(one, place)
  // Only who takes part in it goes on from it.
  return opened(one, takesPart(one, place) ? { continues: ticket } : { related: ticket })
}

/** A reference in the subject is believed of somebody who takes part in that ticket, and whom our server vouches for. */
function byReference(one: Case): Outcome {
  const referred = referredTo(one.clues, one.desk)
  if (!referred) return opened(one)
  const ticket = newestOf(one.desk, referred)
  const place = { ticket, sideId: null, signed: false }
  if (one.authentication !== 'authenticated' || !takesPart(one, place)) return opened(one, { related: ticket })
  return ticket.status === 'closed' ? opened(one, { continues: ticket }) : joining(one, place, 'reference')
}

/** Puts a person's message on the ticket or beside its conversation; one who has no part there, or whose address is forged, waits for an agent's yes. */
function joining(one: Case, place: Found, reason = 'thread'): Outcome {
  const at = { ticketId: place.ticket.id, sideId: place.sideId }
  const limited = tooMany(one, at.ticketId)
  if (limited) return limited
  if (takesPart(one, place)) {
    const messageId = put(one, { ...at, automatic: null, pending: false })
    // On a ticket that is there already, whoever may be somebody else brings nobody into it.
    inviteReaders(one, at, { pending: one.authentication !== 'authenticated' })
    if (at.sideId === null) mergeWaiting(one, at.ticketId)
    return { state: 'joined', reason, ticketId: at.ticketId, messageId }
  }
  const isMember = isMemberOf(one, place)
  if (!isMember) inviteAuthor(one, one.mail.from, { ...at, pending: true })
  const messageId = put(one, { ...at, automatic: null, pending: true })
  return { state: 'joined', reason: isMember ? 'sender-not-authenticated' : 'sender-not-in-ticket', ticketId: at.ticketId, messageId }
}

/** Answers to this message came before it and opened a ticket: the two are one thread. The younger goes into the older, unless an agent has worked on the younger and not on the older. */
function mergeWaiting({ desk, thread: { awaited } }: Case, ticketId: number) {
  if (awaited === undefined || awaited.ticketId === ticketId) return
  const [older, younger] = [Math.min(awaited.ticketId, ticketId), Math.max(awaited.ticketId, ticketId)]
  if (!desk.merge(younger, older)) desk.merge(older, younger)
}

/** What the batch opened and then merged into another ticket has joined it, as if it had come in the right order. */
function followMerges(intakes: Intake[], filing: Filing): Intake[] {
  const at = new Map(filing.messages.map(({ id, ticketId }) => [id, ticketId]))
  return intakes.map((intake) => {
    const ticketId = intake.messageId === null ? undefined : at.get(intake.messageId)
    if (ticketId === undefined || ticketId === intake.ticketId) return intake
    return { ...intake, ticketId, state: intake.state === 'opened' ? 'joined' : intake.state, reason: intake.state === 'opened' ? 'thread' : intake.reason }
  })
}
