import type { ParsedMail } from '../understanding/message.ts'
import { allCarried } from './carried.ts'
import { ourMessage, type Service } from './list-service.ts'

const REJECTED = /\b(?:e-?mail issue|problème de (?:courriel|mail))\b/iu
const HELD = /\b(?:awaiting approval|needs approval|pending approval|en attente d[’']approbation|en attente de (?:validation|vérification))\b/iu
const INVITATION = /\b(?:invited you to|has invited you|invited @|invites you to|vous a invité|vous invite à|a invité @)/iu
const DIGEST = /(?<!\p{L})(?:summary|digest|résumé|récapitulatif)(?!\p{L})/iu

/** Why a mail of the forum is no post: a digest, an answer of ours by mail that it did not take, an invitation, a welcome. `isPost`: it names its topic or its post. */
export function discourseService(mail: ParsedMail, { isPost, words }: { isPost: boolean, words: string }): Service | null {
  if (['x-discourse-post-ids', 'x-discourse-topic-ids'].some(name => allCarried(mail, name).length > 0)) return { service: 'digest', about: null }
  if (isInvitation(mail, words)) return { service: 'forum-service', about: null }
  return isPost ? null : withoutPost(mail)
}

function withoutPost(mail: ParsedMail): Service | null {
  if (REJECTED.test(mail.subject)) return { service: 'answer-rejected', about: ourMessage(mail) }
  if (HELD.test(mail.subject)) return { service: 'answer-held', about: ourMessage(mail) }
  if (DIGEST.test(mail.subject)) return { service: 'digest', about: null }
  // What answers something is somebody's, whatever else is missing.
  return mail.references.length + mail.inReplyTo.length > 0 ? null : { service: 'forum-service', about: null }
}

/** The topic stands behind a mark there, and its address below; somebody may well write "Benoît invited you to write" in a post. */
const isInvitation = ({ subject, text }: ParsedMail, words: string) =>
  (INVITATION.test(subject) || INVITATION.test(words.split('\n', 1)[0] ?? '')) && /^\s*>\s*\*\*/m.test(words.slice(0, 2000)) && /^\s*https?:\S+\s*$/m.test(text.slice(0, 20_000))
