import type { ParsedMail } from '../../understanding/message.ts'
import { listAuthor } from '../authors.ts'
import { carried, linkCarried, splitAddress } from '../carried.ts'
import { listService } from '../list-service.ts'
import { listWords } from '../list-words.ts'
import { UNKNOWN_POST, type Post } from '../post.ts'
import type { Profile } from '../profile.ts'
import type { Source } from '../source.ts'
import { isTagOf, titleWith } from '../titles.ts'

/** Any list that says so (RFC 2919, RFC 2369). */
export const list: Profile = { name: 'list', kind: 'list', isMadeBy: mail => mail.isList, read: readList }

/** What a message says that came by a list. Threads of lists are those of their Message-IDs. */
export function readList(mail: ParsedMail, source: Source): Post {
  const author = listAuthor(mail, source)
  return {
    ...UNKNOWN_POST,
    ...listService(mail, source) ?? {},
    author,
    title: titleWith(mail.subject, tag => isTagOf(tag, namesOf(mail, source)) || isNumbered(tag, mail)),
    words: listWords(mail, source),
    postUrl: linkCarried(mail, 'archived-at'),
    isOwn: source.account !== null && [author.address, mail.from?.address].some(address => address?.toLowerCase() === source.account?.toLowerCase()),
  }
}

/** Whatever Sympa calls it there, it has counted the message. */
const isNumbered = (tag: string, mail: ParsedMail) => /\s\d+$/.test(tag) && tag.split(/\s/).at(-1) === carried(mail, 'x-sequence')

/** Everything it may be called in a subject. */
const namesOf = (mail: ParsedMail, { name, address, listId }: Source): (string | null)[] => [
  name,
  address === null ? null : splitAddress(address).local,
  (listId ?? mail.listId)?.replace(/\..*$/s, '') ?? null,
  carried(mail, 'list-id')?.replace(/<.*$/s, '').replaceAll('"', '').trim() ?? null,
]
