import { hashOf } from '../../tickets/filing/thread-hash.ts'
import { postIn } from '../sources/reading.ts'
import { sourceOf } from '../sources/recognising.ts'
import type { Source } from '../sources/source.ts'
import { vouchingOf } from '../sources/vouching.ts'
import type { ReadPost } from './case.ts'
import { domainOf, resultsOf } from './authentication.ts'
import { entranceOf, type Entrance } from './entrances.ts'
import type { Arrived } from './intake.ts'
import type { ParsedMail } from '../understanding/message.ts'
import { allKeys } from './post-keys.ts'
import { identityOf, type KnownId } from './threading.ts'

/** Which of the messages are posts of these lists and forums, and what they say. */
export function readPosts(arrivals: readonly Arrived[], sources: readonly Source[], entrances: readonly Entrance[]): Map<Arrived, ReadPost> {
  const posts = new Map<Arrived, ReadPost>()
  for (const arrived of arrivals) {
    if (!('mail' in arrived.understood)) continue
    const { mail } = arrived.understood
    const fetchedFrom = arrived.place.source === 'forum' ? arrived.place.sourceId : null
    const source = sourceOf({ mail, envelope: arrived.envelope, fetchedFrom }, sources)
    if (!source) continue
    const authservId = entranceOf(arrived, entrances)?.authservId ?? null
    const post = postIn(mail, source, { isOurs: fetchedFrom !== null })
    const isOwn = post.isOwn && (source.kind === 'forum' || isOurVoice(mail, source, authservId))
    posts.set(arrived, { source, post: { ...post, isOwn }, claimsOurs: post.isOwn, isForged: fetchedFrom === null && isForged(mail, source, authservId) })
  }
  return posts
}

/**
 * A forum knows its users; a list takes what a subscriber writes into From, also our own address. What stands there under it is ours when our
 * server has seen our own signature on it: the list's envelope proves nothing, though its domain may lie below ours. (Mail that leaves by this
 * installation is known by its Message-ID before anybody asks for this.)
 */
function isOurVoice(mail: ParsedMail, { account, address }: Source, authservId: string | null): boolean {
  if (!authservId || mail.authors !== 1 || mail.from?.address.toLowerCase() !== account?.toLowerCase()) return false
  const domain = domainOf(account ?? '')
  const signers = resultsOf(mail, authservId.trim().toLowerCase())('dkim').filter(({ result }) => result === 'pass').map(({ properties }) => domainOf(properties.get('header.d') ?? properties.get('header.i') ?? ''))
  return domain !== domainOf(address ?? '') && signers.includes(domain)
}

/** Where nobody has told us the name of our own mail server, nobody can be vouched for: then everything is taken, as it is of people. */
export function isForged(mail: ParsedMail, source: Source, authservId: string | null): boolean {
  if (!source.mustAuthenticate) return false
  const vouched = vouchingOf(mail, source, authservId)
  return vouched === 'failed' || (vouched === 'unknown' && authservId !== null)
}

/** The messages that one of these may be, though not with the same marks: a list adds its tag and its footer. */
export function maybeHeld(arrivals: readonly Arrived[], ids: ReadonlyMap<string, KnownId>, posts: ReadonlyMap<Arrived, ReadPost>): number[] {
  const held = new Set<number>()
  for (const arrived of arrivals) {
    if (!('mail' in arrived.understood)) continue
    const post = posts.get(arrived)
    const names = [identityOf(arrived.understood.mail), ...post ? allKeys(post) : []]
    for (const known of names.map(name => ids.get(hashOf(name)))) {
      if (known?.messageId != null && (post ?? known.discussionId) != null) held.add(known.messageId)
    }
  }
  return [...held]
}
