import type { ParsedMail } from '../../understanding/message.ts'
import { isForged } from '../../mail/posts.ts'
import { addressesCarried, hostOf, linkCarried } from '../carried.ts'
import type { ProfileName, SourceTested } from '../contract.ts'
import type { Post } from '../post.ts'
import { postIn, softwareOf } from '../reading.ts'
import { sourceOf } from '../recognising.ts'
import { kindOf, type Source } from '../source.ts'
import { vouchingOf, type Vouched } from '../vouching.ts'

/** What a message is tried with: the lists and forums that are followed, and the names of our own mail servers. */
export type Trying = { sources: readonly Source[], authservIds: readonly string[] }

/** What we understand of a message that somebody shows us, and what would become of it if it came. Nothing is done with it. */
export function tried(mail: ParsedMail, { sources, authservIds }: Trying): SourceTested {
  const found = sourceOf({ mail, envelope: null, fetchedFrom: null }, sources)
  const profile = softwareOf(mail)
  const proposed = proposedFor(mail, profile)
  const source = found ?? unknownSource(profile ?? 'list', proposed)
  const post = postIn(mail, source, { isOurs: false })
  const { title, author, words, threadKey, postKey, postUrl, threadUrl, category, replyAddress, isPrivate, service } = post
  return {
    source: found ? { id: found.id, name: found.name } : null, profile, trust: trustIn(mail, source, authservIds), outcome: outcomeOf(mail, { found, post, authservIds }),
    service, title, author, words, threadKey, postKey, postUrl, threadUrl, category, replyAddress, isPrivate, proposed,
  }
}

/** What cannot be read at all. */
export const UNREAD: SourceTested = {
  source: null, profile: null, trust: 'unknown', outcome: 'unread', service: null, title: '', author: null, words: '', threadKey: null, postKey: null, postUrl: null, threadUrl: null, category: null,
  replyAddress: null, isPrivate: false, proposed: { listId: null, address: null, url: null },
}

/** One of our servers is enough: each mailbox has its own. */
function trustIn(mail: ParsedMail, source: Source, authservIds: readonly string[]): Vouched {
  const said = authservIds.map(id => vouchingOf(mail, source, id))
  return said.find(trust => trust === 'vouched') ?? said.find(trust => trust === 'failed') ?? 'unknown'
}

/** In the order in which it is decided when a message comes. Of none of ours it is read as mail, or not at all. */
function outcomeOf(mail: ParsedMail, { found, post, authservIds }: { found: Source | undefined, post: Post, authservIds: readonly string[] }): SourceTested['outcome'] {
  if (!found) return 'unread'
  if (post.service !== null) return 'service'
  if (authservIds.length > 0 && authservIds.every(id => isForged(mail, found, id))) return 'forged'
  return post.isOwn ? 'own' : 'taken'
}

function proposedFor(mail: ParsedMail, profile: ProfileName | null): SourceTested['proposed'] {
  const archive = linkCarried(mail, 'list-archive')
  if (profile === null || kindOf(profile) === 'list') return { listId: mail.listId, address: addressesCarried(mail, 'list-post')[0] ?? null, url: archive }
  const host = hostOf(archive)
  return { listId: host ?? mail.listId, address: mail.from?.address.toLowerCase() ?? null, url: host === null ? null : `https://${host}` }
}

const unknownSource = (profile: ProfileName, { listId, address, url }: SourceTested['proposed']): Source => ({
  id: 0, kind: kindOf(profile), profile, name: '', address, listId, recipient: null, url, mailboxId: null, account: null, answersBy: 'hand', answersTo: 'public', mustAuthenticate: true,
  footer: null, categories: [], unansweredHours: null, active: true,
})
