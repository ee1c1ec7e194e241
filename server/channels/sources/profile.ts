import type { ParsedMail } from '../mail/message.ts'
import type { Post } from './post.ts'
import type { ProfileName, Source } from './source.ts'

/** How the mail of one kind of list or forum is read. */
export type Profile = {
  name: ProfileName
  kind: Source['kind']
  /** Whether this software has sent it, going by what only it writes. */
  isMadeBy: (mail: ParsedMail) => boolean
  /** What it says. Anything may be missing: whatever a header would have told is null then. */
  read: (mail: ParsedMail, source: Source) => Post
}
