import type { Discussion, Edit, TicketState } from '../../tickets/filing/filing.ts'
import { hashOf } from '../../tickets/filing/thread-hash.ts'
import type { Post } from '../sources/post.ts'
import { isFollowed } from '../sources/following/followed.ts'
import { put, type Case, type Outcome, type ReadPost } from '../mail/case.ts'
import { discussionFor, postPlace, voiceOf, type PostPlace } from '../mail/discussing.ts'
import { newestOf } from '../mail/finding.ts'
import { inviteAuthor } from '../mail/inviting.ts'
import { awaitedIn, moderated, seen } from '../mail/own-answers.ts'
import { newTicket, type Origin } from '../mail/opening.ts'
import { allKeys, postKeys } from '../mail/post-keys.ts'
import { REDACTED_COPY } from '../mail/redacted-copy.ts'
import { saysTheSame } from './same-words.ts'
import type { KnownId } from '../mail/threading.ts'
import { judge, type Verdict } from '../mail/verdict.ts'

const nothing = { ticketId: null, messageId: null }

/**
 * What becomes of a post of a list or a forum that we follow. Their software marks all it sends as made by a machine: that is no reason here.
 * Whoever speaks there speaks to everybody, so nobody waits for an agent's yes; and nobody is ever told by a machine that they were heard.
 */
export function fromSource(one: Case, read: ReadPost): Outcome {
  const verdict = judge(one.mail, one.given.checks)
  const kept = keptOut(read, verdict)
  if (kept) {
    moderated(one, read)
    return kept
  }
  const held = heldPost(one, read)
  if (verdict === 'pass' || !('own' in verdict)) return ownPost(one, read, held) ?? (held && again(one, read, held)) ?? said(one, read, quietIn(read, verdict))
  return own(one, read, { reason: verdict.own, held })
}

/** What is no post of anybody. */
function keptOut({ post, isForged }: ReadPost, verdict: Verdict): Outcome | undefined {
  if (post.service !== null) return { state: 'ignored', reason: post.service, ...nothing }
  if (isForged) return { state: 'refused', reason: 'forged-channel', ...nothing }
  return verdict !== 'pass' && 'refused' in verdict ? { state: 'refused', reason: verdict.refused, ...nothing } : undefined
}

/** An answering machine may answer a list; what a forum sends is all made by one. */
const quietIn = ({ source: { kind } }: ReadPost, verdict: Verdict): string | null => verdict !== 'pass' && 'quiet' in verdict && kind === 'list' ? verdict.quiet : null

/** The message that this post is, when we hold it: by its name at its source, or by its Message-ID. */
function heldPost({ desk, thread: { same } }: Case, read: ReadPost): KnownId | undefined {
  const { self } = postKeys(read)
  const named = self === null ? undefined : desk.known(hashOf(self))
  return named?.messageId == null ? same : named
}

function own(one: Case, read: ReadPost, { reason, held }: { reason: string, held: KnownId | undefined }): Outcome {
  const { clues, desk } = one
  const answer = clues.self ?? awaitedIn(one, read, held)
  if (answer) seen(one, read, answer)
  const named = answer ?? clues.own[0] ?? held
  return { state: 'own', reason, ticketId: named ? desk.ticket(named.ticketId)?.id ?? null : null, messageId: null }
}

/** What we said there by an API, by its reply address or by hand comes back under our name there: whoever else writes under it does not know our words. */
function ownPost(one: Case, read: ReadPost, held: KnownId | undefined): Outcome | undefined {
  const { claimsOurs = false, post: { isOwn, event } } = read
  if (!(isOwn || claimsOurs) || (event !== 'said' && event !== 'edited')) return undefined
  const answer = awaitedIn(one, read, held)
  if (!answer) return undefined
  seen(one, read, answer)
  return { state: 'own', reason: 'own-post', ticketId: one.desk.ticket(answer.ticketId)?.id ?? null, messageId: null }
}

/** The post that we hold has come again: as it was, changed, taken away, or declared the solution. Undefined for another message that has the same id. */
function again(one: Case, read: ReadPost, held: KnownId): Outcome | undefined {
  const { desk, mail, arrived } = one
  const { post } = read
  const ticket = desk.ticket(held.ticketId)
  if (!ticket || held.messageId === null) return undefined
  const place = { ticketId: ticket.id, messageId: null }
  const edit = { messageId: held.messageId, ticketId: ticket.id, at: arrived.deliveredAt }
  if (post.event === 'solved') return solved(one, read, place)
  if (post.event === 'removed') return removed(one, edit)
  // What words were taken out of does not get them back, whatever its author has changed since.
  if (held.redactedAt != null) return { state: 'duplicate', reason: REDACTED_COPY, ...place }
  if (isSame(one, read, held)) {
    if (held.discussionId === null) publish(one, read, { ...edit })
    return { state: 'duplicate', reason: 'same-message', ...place }
  }
  if (post.postKey === null) return undefined
  desk.edit({ ...edit, said: { subject: mail.subject, text: mail.text, visibleReply: post.words, html: mail.html, fingerprint: mail.fingerprint, rawSha256: arrived.sha256 ?? '' } })
  return { state: 'joined', reason: 'post-edited', ...place }
}

const isSame = ({ mail, given }: Case, { post }: ReadPost, { fingerprint, messageId }: KnownId) => fingerprint === mail.fingerprint || saysTheSame(given.heldWords.get(messageId ?? 0), post.words)

function removed({ desk }: Case, edit: Omit<Edit, 'said'>): Outcome {
  desk.edit({ ...edit, said: null })
  return { state: 'joined', reason: 'post-removed', ticketId: edit.ticketId, messageId: null }
}

/** What its author sent to us alone as well can be read and answered where everybody is. */
function publish(one: Case, read: ReadPost, { messageId, ticketId }: { messageId: number, ticketId: number }) {
  const discussion = discussionFor(one, read, { ticketId, parentId: null })
  one.desk.discuss(discussion)
  one.desk.publish({ messageId, discussionId: discussion.id, postKey: read.post.postKey, postUrl: read.post.postUrl })
  speak(one, discussion, read.post)
  claim(one, read, { ticketId, messageId, discussionId: discussion.id })
}

function solved(one: Case, read: ReadPost, place: { ticketId: number, messageId: null }): Outcome {
  const discussion = discussionFor(one, read, { ticketId: place.ticketId, parentId: null })
  one.desk.discuss({ ...discussion, solvedAt: discussion.solvedAt ?? one.arrived.deliveredAt })
  one.desk.solve(place.ticketId)
  return { state: 'joined', reason: 'post-solved', ...place }
}

function said(one: Case, read: ReadPost, quiet: string | null): Outcome {
  const { post } = read
  if (post.event !== 'said' && post.event !== 'edited') return { state: 'ignored', reason: 'post-unknown', ...nothing }
  const found = postPlace(one, read)
  const ticket = found && newestOf(one.desk, found.ticket)
  if (ticket && ticket.status !== 'closed') return joining(one, read, { place: { ...found, ticket }, quiet })
  if (quiet !== null) return { state: 'ignored', reason: quiet, ...nothing }
  return beginning(one, read, ticket)
}

/** A post that no ticket is open for; `closed` is the one it would have joined. */
function beginning(one: Case, read: ReadPost, closed: TicketState | undefined): Outcome {
  // What we begin ourselves asks nobody for help.
  if (read.post.isOwn) return { state: 'own', reason: 'own-post', ticketId: closed?.id ?? null, messageId: null }
  if (closed) return opening(one, read, { continues: closed })
  return isFollowed(read.source, read.post) ? opening(one, read, {}) : { state: 'ignored', reason: 'category-not-followed', ...nothing }
}

function joining(one: Case, read: ReadPost, { place, quiet }: { place: PostPlace, quiet: string | null }): Outcome {
  const { arrived } = one
  const { post } = read
  const voice = voiceOf(place.ticket, post)
  const before = discussionFor(one, read, { ticketId: place.ticket.id, parentId: place.discussionId })
  const answeredAt = before.answeredAt ?? (voice === 'community' && quiet === null ? arrived.deliveredAt : null)
  const discussion = { ...before, answeredAt, replyAddress: post.replyAddress ?? before.replyAddress, url: before.url ?? post.threadUrl }
  const messageId = say(one, read, { discussion, voice, automatic: quiet })
  return { state: 'joined', reason: quiet ?? (post.isOwn ? 'own-post' : 'thread'), ticketId: place.ticket.id, messageId }
}

function opening(one: Case, read: ReadPost, origin: Origin): Outcome {
  const { source, post: { author, title } } = read
  const requester = { address: author.address ?? '', name: author.name || author.handle || '' }
  const made = newTicket(one, origin, requester)
  const ticket = { ...made, ...origin.continues ? {} : leftTo(one, read), subject: title, channel: source.kind, sourceId: source.id, requesterHandle: author.handle, mailboxId: source.mailboxId ?? made.mailboxId }
  one.desk.open(ticket)
  if (origin.continues) one.desk.continueOn(origin.continues.id, ticket.id)
  // They can be answered in private.
  if (author.address !== null) inviteAuthor(one, requester, { ticketId: ticket.id, sideId: null, pending: false })
  const discussion = discussionFor(one, read, { ticketId: ticket.id, parentId: null })
  const messageId = say(one, read, { discussion, voice: 'asking', automatic: null })
  return { state: 'opened', reason: origin.continues ? 'answer-to-closed' : 'new', ticketId: ticket.id, messageId }
}

const HOUR_MS = 3_600_000

/** A question that others may answer first waits for them, where an agent has said so. What is told to us alone, and what goes on from before, does not. */
function leftTo({ arrived }: Case, { source: { unansweredHours }, post: { isPrivate } }: ReadPost): Pick<TicketState, 'status' | 'communityUntil'> {
  if (unansweredHours === null || isPrivate) return { status: 'new', communityUntil: null }
  return { status: 'on-hold', communityUntil: arrived.deliveredAt + unansweredHours * HOUR_MS }
}

/** Puts the post on the ticket of its discussion, under all its names. */
function say(one: Case, read: ReadPost, { discussion, voice, automatic }: { discussion: Discussion, voice: ReturnType<typeof voiceOf>, automatic: string | null }): number {
  const { post } = read
  const { id: discussionId, ticketId } = discussion
  one.desk.discuss(discussion)
  speak(one, discussion, post)
  const messageId = put(one, { ticketId, sideId: null, automatic, pending: false, said: { discussionId, voice, post } })
  claim(one, read, { ticketId, messageId, discussionId })
  return messageId
}

function speak({ desk }: Case, { id }: Discussion, { author: { address, handle, name } }: Post) {
  const who = address?.toLowerCase() ?? handle
  if (who) desk.speak({ discussionId: id, who, name })
}

/** The thread and the title lead to this ticket from now on; the post's own name to its message. */
function claim({ desk, mail }: Case, read: ReadPost, { messageId, ...at }: { ticketId: number, messageId: number, discussionId: number }) {
  const { self } = postKeys(read)
  for (const key of allKeys(read)) desk.claim(hashOf(key), { ...at, sideId: null, messageId: key === self ? messageId : null, fingerprint: key === self ? mail.fingerprint : null })
}
