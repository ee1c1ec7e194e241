import { UNKNOWN_POST } from '../post.ts'
import { readPostedMail } from '../posted-mail.ts'
import type { Profile } from '../profile.ts'
import { unprefixed } from '../titles.ts'

/** What is read by Atom or RSS: each entry is a mail that we have written ourselves. */
export const feed: Profile = {
  name: 'feed',
  kind: 'forum',
  isMadeBy: ({ carrier }) => 'x-permanence-post' in carrier,
  read: mail => readPostedMail(mail) ?? {
    ...UNKNOWN_POST, author: { name: mail.from?.name ?? '', handle: mail.from?.name || null, address: null }, title: unprefixed(mail.subject), words: mail.visibleReply || mail.text.trim(),
  },
}
