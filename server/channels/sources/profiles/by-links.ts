import { listFooterStart } from '../../understanding/quoting/list-footer.ts'
import type { ParsedMail } from '../../understanding/message.ts'
import { hostOf, webAddress } from '../carried.ts'
import { UNKNOWN_POST, type Post } from '../post.ts'
import type { Profile } from '../profile.ts'
import type { Source } from '../source.ts'
import { isTagOf, titleWith } from '../titles.ts'

/** How a forum writes that puts what there is to know into the text of its mail. Each pattern finds what its first group holds. */
export type Template = Pick<Profile, 'name' | 'isMadeBy'> & {
  /** The topic, and the post, in an address, by all of their groups. */
  topic: RegExp
  post: RegExp
  /** Who wrote, in the text. */
  author: readonly RegExp[]
  /** The title, in the subject. */
  title: readonly RegExp[]
  /** Between what and what the text has what was written; null of a forum that tells only that something was written. */
  words: readonly [from: RegExp, to: RegExp] | null
  /** Why it tells of no post, where that can be told before looking for one. */
  service?: (mail: ParsedMail) => string | null
}

/** What is looked at for a name: the sentence stands at the top. */
const BEGINNING = 4000
/** And for everything else: forums cut what is longer. */
const LONGEST = 200_000
const MOST_LINKS = 50

/** A forum without headers of its own: its topics are named by their addresses, and it is answered there. */
export function forumByLinks({ name, isMadeBy, ...template }: Template): Profile {
  return { name, kind: 'forum', isMadeBy, read: (mail, source) => readByLinks(mail, { source, ...template }) }
}

function readByLinks(mail: ParsedMail, { source, ...template }: Omit<Template, 'name' | 'isMadeBy'> & { source: Source }): Post {
  const text = mail.text.slice(0, LONGEST).replaceAll('\u00a0', ' ')
  const place = placeIn(linksIn(text, source), template)
  const who = firstIn(text.slice(0, BEGINNING), template.author) ?? ''
  return {
    ...UNKNOWN_POST,
    ...place,
    author: { name: who, handle: who || null, address: null },
    title: firstIn(mail.subject.replaceAll('\u00a0', ' '), template.title) ?? titleWith(mail.subject, tag => isTagOf(tag, [source.name])),
    words: wordsIn(text, template.words) ?? withoutTail(text),
    isOwn: who !== '' && who.toLowerCase() === source.account?.toLowerCase(),
    service: template.service?.(mail) ?? unplaced(place),
  }
}

/** What is about no topic is about ourselves: a welcome, a password. */
const unplaced = ({ threadKey, postKey }: Pick<Post, 'threadKey' | 'postKey'>) => threadKey === null && postKey === null ? 'forum-service' : null

function placeIn(links: readonly string[], template: Pick<Template, 'topic' | 'post'>): Pick<Post, 'threadKey' | 'postKey' | 'threadUrl' | 'postUrl'> {
  const [topic, post] = [found(links, template.topic), found(links, template.post)]
  return { threadKey: topic && `topic/${topic.id}`, postKey: post && `post/${post.id}`, threadUrl: topic?.link ?? null, postUrl: post?.link ?? null }
}

/** Those that lead to the forum: what others write may lead to other topics elsewhere. */
function linksIn(text: string, { url }: Source): string[] {
  const host = hostOf(url)
  const links = [...text.matchAll(/https?:\/\/[^\s<>"()[\]]{1,900}/gi)].slice(0, MOST_LINKS).map(([link]) => webAddress(link.replace(/[.,;:!?]+$/, '')))
  return links.filter(link => link !== null).filter(link => host === null || hostOf(link) === host)
}

function found(links: readonly string[], pattern: RegExp): { id: string, link: string } | null {
  for (const link of links) {
    const id = pattern.exec(link)?.slice(1).join('.')
    if (id) return { id: id.slice(0, 150), link }
  }
  return null
}

const firstIn = (text: string, patterns: readonly RegExp[]): string | null => {
  for (const pattern of patterns) {
    const said = pattern.exec(text)?.[1]?.trim()
    if (said) return said
  }
  return null
}

/** What has no end goes to the end. */
function wordsIn(text: string, frame: Template['words']): string | null {
  const from = frame?.[0].exec(text)
  if (!frame || !from) return null
  const rest = text.slice(from.index + from[0].length)
  const end = rest.search(frame[1])
  return (end < 0 ? rest : rest.slice(0, end)).trim() || null
}

/** Everything it tells, where it tells nothing else. */
function withoutTail(text: string): string {
  const lines = text.trim().split('\n')
  return lines.slice(0, listFooterStart(lines, lines.length, true)).join('\n').trim() || text.trim()
}
