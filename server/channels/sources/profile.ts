import type { ParsedMail } from '../understanding/message.ts'
import type { Post } from './post.ts'
import type { SeenPost } from './seen.ts'
import type { ProfileName, Source } from './source.ts'

/** How the mail of one kind of list or forum is read. */
export type Profile = {
  name: ProfileName
  kind: Source['kind']
  /** Whether this software has sent it, going by what only it writes. */
  isMadeBy: (mail: ParsedMail) => boolean
  /** What it says. Anything may be missing: whatever a header would have told is null then. */
  read: (mail: ParsedMail, source: Source) => Post
  /** Of what is read where it is published, without mail and without a key: where that is, and what stands there. */
  published?: {
    address: (source: Source) => string
    /** The oldest first. Throws a RemoteFailure, in a sentence, when it is none of this kind. */
    read: (document: string, source: Source) => readonly Omit<SeenPost, 'isNew'>[]
  }
}
