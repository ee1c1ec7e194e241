import { RemoteFailure } from '../../../../platform/errors.ts'
import { sha256 } from '../../../../platform/signing.ts'
import { hostOf, webAddress } from '../../carried.ts'
import { plainWords } from '../../plain-words.ts'
import { UNKNOWN_POST } from '../../post.ts'
import { readPostedMail } from '../../posted-mail.ts'
import type { Profile } from '../../profile.ts'
import type { SeenPost } from '../../seen.ts'
import type { Source } from '../../source.ts'
import { unprefixed } from '../../titles.ts'
import { atomEntries } from './atom.ts'
import type { Entry } from './entry.ts'
import { rssEntries } from './rss.ts'
import { parseXml } from './xml.ts'

/** What is read by Atom or RSS: each entry is a mail that we have written ourselves. */
export const feed: Profile = {
  name: 'feed',
  kind: 'forum',
  isMadeBy: ({ carrier }) => 'x-permanence-post' in carrier,
  read: mail => readPostedMail(mail) ?? {
    ...UNKNOWN_POST, author: { name: mail.from?.name ?? '', handle: mail.from?.name || null, address: null }, title: unprefixed(mail.subject), words: mail.visibleReply || mail.text.trim(),
  },
  published: { address: ({ url }) => url ?? '', read: readFeed },
}

const MOST_ENTRIES = 500

function readFeed(document: string, source: Source): Omit<SeenPost, 'isNew'>[] {
  const root = parseXml(document)
  const entries = atomEntries(root) ?? rssEntries(root)
  if (!entries) throw new RemoteFailure(source.name, true, new Error('this is neither Atom nor RSS 2.0'))
  return entries.slice(0, MOST_ENTRIES).filter(({ id }) => id !== '').map(entry => seen(entry, source)).sort((one, other) => one.post.at - other.post.at)
}

const nameOf = (id: string) => sha256(id).slice(0, 32)

function seen(entry: Entry, source: Source): Omit<SeenPost, 'isNew'> {
  const { title, author, category, answers, html } = entry
  const text = entry.text ?? plainWords(html ?? '')
  const at = entry.at ?? entry.changedAt ?? 0
  return {
    post: {
      ...placeOf(entry, source), title, category, isPrivate: false,
      isOwn: author !== '' && author.toLowerCase() === source.account?.toLowerCase(), author: { name: author, handle: author || null }, text, html, at,
    },
    version: sha256(JSON.stringify([title, text])).slice(0, 32), changedAt: entry.changedAt ?? at, opens: answers === null, isGone: false, isSolution: false,
  }
}

function placeOf({ id, link, answers }: Entry, { name, address, url }: Source) {
  const host = hostOf(url) ?? 'feed.invalid'
  const postUrl = webAddress(link)
  const references = answers === null ? [] : [`<entry.${nameOf(answers)}@${host}>`]
  return { threadKey: topicIn(postUrl), postKey: `entry/${nameOf(id)}`, postUrl, threadUrl: null, forum: { name, address, host }, messageId: `<entry.${nameOf(id)}@${host}>`, references }
}

/** Most forums say in the address of a post which topic it is of. */
const TOPICS = [/\/t\/(?:[^/?#]{1,300}\/)?(\d{1,12})(?=[/?#]|$)/, /[?&;](?:t|topic|tid)=(\d{1,12})/, /\/(?:topic|thread|discussion|d)\/(\d{1,12})/]

function topicIn(link: string | null): string | null {
  const found = TOPICS.map(pattern => pattern.exec(link ?? '')?.[1]).find(number => number !== undefined)
  return found === undefined ? null : `topic/${found}`
}
