import type { ParsedMail } from '../understanding/message.ts'
import type { Post } from './post.ts'
import { POSTED_HEADERS, readPostedMail } from './posted-mail.ts'
import { profileOf, profiles } from './profiles/all.ts'
import type { ProfileName, Source } from './source.ts'

/** What a message says, read as its list or forum writes. `isOurs`: we have written it ourselves, from what an API or a feed told; of any other such headers are forged. */
export function postIn(mail: ParsedMail, source: Source, { isOurs }: { isOurs: boolean }): Post {
  const written = isOurs ? readPostedMail(mail) : null
  return written ?? profileOf(source.profile).read(isOurs ? mail : withoutOurHeaders(mail), source)
}

const withoutOurHeaders = (mail: ParsedMail): ParsedMail =>
  ({ ...mail, carrier: Object.fromEntries(Object.entries(mail.carrier).filter(([name]) => !POSTED_HEADERS.includes(name))) })

/** By which software it was written, as far as only it writes so; null for a mail between people. Nothing has to be known of the list or forum. */
export function softwareOf(mail: ParsedMail): ProfileName | null {
  return profiles.find(({ name, isMadeBy }) => name !== 'feed' && isMadeBy(mail))?.name ?? null
}

/** How it reached us: by a list, by a forum, or from one to another. */
export function channelOf(mail: ParsedMail): 'list' | 'forum' | 'mail' {
  const name = softwareOf(mail)
  return name === null ? 'mail' : profileOf(name).kind
}
