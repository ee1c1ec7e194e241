import { peopleOf, type FiledMessage } from '../../tickets/filing/filing.ts'
import { hashOf } from '../../tickets/filing/thread-hash.ts'
import type { Authentication } from './authentication.ts'
import type { Desk } from './desk.ts'
import type { Ours } from './entrances.ts'
import type { Arrived } from './intake.ts'
import type { MailAddress, ParsedMail } from '../understanding/message.ts'
import type { Post } from '../sources/post.ts'
import { identityOf, parentIds } from './threading.ts'

/** A message, and how it is judged. */
export type Judged = { arrived: Arrived, mail: ParsedMail, authentication: Authentication, ours: Ours }

/** Where a message is put, and how it counts there. */
export type Placed = Pick<FiledMessage, 'id' | 'ticketId' | 'sideId' | 'automatic' | 'pending'> & { /** When it is a post of a list or a forum. */ said?: Said }

/** A post, where it was said and by whose voice. */
export type Said = Pick<FiledMessage, 'voice'> & { discussionId: number, post: Post }

export const nobody: MailAddress = { address: '', name: '' }

/** Puts the message on its ticket and gives the ticket its ids: its own, and those it answers that nobody owns yet. A stranger's, or a machine's, takes none of the latter: they could be anybody's. */
export function putOn(judged: Judged, desk: Desk, placed: Placed) {
  const { mail } = judged
  const { id, ticketId, sideId, automatic, pending, said } = placed
  const discussionId = said?.discussionId ?? null
  const self = hashOf(identityOf(mail))
  if (desk.known(self)?.messageId == null) desk.claim(self, { ticketId, sideId, discussionId, messageId: id, fingerprint: mail.fingerprint })
  if (!automatic && !pending) {
    for (const hash of parentIds(mail).map(hashOf)) if (!desk.known(hash)) desk.claim(hash, { ticketId, sideId, discussionId, messageId: null, fingerprint: null })
  }
  desk.put(said ? { ...messageOf(judged, placed), ...postOf(said), replyTo: null } : { ...messageOf(judged, placed), replyTo: answersWanted(judged, desk, placed) })
}

/** Of a post its author speaks, not the list that rewrote From; and where it wants answers is that of the list. */
const postOf = ({ voice, discussionId, post: { author, words, postKey, postUrl } }: Said) =>
  ({ voice, discussionId, postKey, postUrl, handle: author.handle, from: { address: author.address ?? '', name: author.name }, visibleReply: words })

const PRIVATE = { discussionId: null, voice: 'asking', handle: null, postKey: null, postUrl: null } as const

function messageOf({ arrived, mail, authentication, ours }: Judged, { said, ...placed }: Placed): Omit<FiledMessage, 'version' | 'replyTo'> {
  const shown = ({ address, name }: MailAddress) => ({ address: ours.shown(address), name })
  // What a list adds breaks the proof of every author: there it matters of whoever writes as if they were us.
  const isDoubtful = (post: Said | undefined) => post ? post.voice !== 'ours' && ours.has(post.post.author.address ?? '') : authentication === 'failed'
  return {
    ...placed,
    ...PRIVATE,
    from: shown(mail.from ?? nobody),
    to: mail.to.map(shown),
    cc: mail.cc.map(shown),
    forwardedFrom: mail.forwardedFrom && shown(mail.forwardedFrom),
    subject: mail.subject,
    messageId: mail.messageId,
    fingerprint: mail.fingerprint,
    rawSha256: arrived.sha256 ?? '',
    text: mail.text,
    visibleReply: mail.visibleReply,
    html: mail.html,
    problems: isDoubtful(said) ? [...mail.problems, 'sender-not-authenticated'] : mail.problems,
    sentAt: mail.date,
    createdAt: arrived.deliveredAt,
    attachments: mail.attachments,
  }
}

/**
 * Where answers are to go instead. Whoever forges an address would have them sent to themselves: unless our server vouches for the author,
 * only who opens a ticket chooses freely, and whoever writes on it later among those who belong to it.
 */
function answersWanted({ mail, authentication, ours }: Judged, desk: Desk, { ticketId, sideId }: Placed): string | null {
  const [wanted, ticket] = [replyToOf(mail, ours), desk.ticket(ticketId)]
  if (wanted === null || authentication === 'failed') return null
  if (authentication === 'authenticated' || !ticket || ticket.messageCount === 0) return wanted
  return peopleOf(ticket, sideId).members.has(wanted.toLowerCase()) ? wanted : null
}

/** Where the author wants answers, when that is neither where they write from nor with us nor with everybody on a list. */
function replyToOf({ from, replyTo: [wanted] }: ParsedMail, ours: Ours): string | null {
  if (!wanted || wanted.address.toLowerCase() === from?.address.toLowerCase() || ours.has(wanted.address) || ours.isPublic(wanted.address)) return null
  return wanted.address
}
