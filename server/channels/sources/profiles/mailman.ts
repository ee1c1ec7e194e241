import type { ParsedMail } from '../../understanding/message.ts'
import { allCarried, carried, linkCarried, webAddress } from '../carried.ts'
import type { Profile } from '../profile.ts'
import type { Post } from '../post.ts'
import type { Source } from '../source.ts'
import { readList } from './list.ts'

const SAYS_SO = ['x-mailman-version', 'x-beenthere', 'x-mailfrom', 'message-id-hash', 'x-message-id-hash']

/** Mailman 2 and 3. */
export const mailman: Profile = { name: 'mailman', kind: 'list', isMadeBy, read }

const PAGES = /\/listinfo\/|\/pipermail\/|\/hyperkitty\/|\/postorius\/|\/mailman3?\//i

function isMadeBy(mail: ParsedMail): boolean {
  return SAYS_SO.some(name => allCarried(mail, name).length > 0)
    || ['list-help', 'list-unsubscribe', 'list-archive', 'archived-at'].some(name => allCarried(mail, name).some(value => PAGES.test(value)))
}

function read(mail: ParsedMail, source: Source): Post {
  const post = readList(mail, source)
  return { ...post, postUrl: post.postUrl ?? inArchive(mail) }
}

/** Mailman 3 keeps a message under the hash of its Message-ID. */
function inArchive(mail: ParsedMail): string | null {
  const archive = linkCarried(mail, 'list-archive')
  const hash = carried(mail, 'message-id-hash') ?? carried(mail, 'x-message-id-hash')
  if (archive === null || hash === null || !/^[A-Z2-7]{32}$/.test(hash) || !/hyperkitty|\/archives\//.test(archive)) return null
  return webAddress(`${archive.replace(/\/+$/, '')}/message/${hash}/`)
}
