import type { ParsedMail } from '../understanding/message.ts'
import { carried, hostOf, isWithin, linkCarried, splitAddress, webAddress } from './carried.ts'
import type { Source } from './source.ts'

/** What is known of where a post of Discourse is read. Its names are those of its addresses: `topic/2354`, `post/48213`. */
export type DiscoursePlace = { topic: string | null, post: string | null, topicUrl: string | null, postUrl: string | null }

/** Where the forum is, without a slash at the end. */
export function discourseBase(mail: ParsedMail, source: Source): string | null {
  const host = hostOf(linkCarried(mail, 'list-archive')) ?? hostIn(mail)
  return source.url?.replace(/\/+$/, '') ?? (host === null ? null : `https://${host}`)
}

/** Discourse names itself in its Message-IDs. */
const hostIn = ({ messageId, references }: ParsedMail): string | null =>
  [messageId, ...references].map(id => /^<(?:discourse\/post|topic)\/[^@>]{1,200}@([^@>\s]{1,250})>$/.exec(id ?? '')?.[1]?.toLowerCase() ?? null).find(host => host !== null) ?? null

/** Finds topic and post in what each period of Discourse tells: its own headers, the link to the topic, its Message-IDs, the link under the post. */
export function discoursePlace(mail: ParsedMail, source: Source, around: string): DiscoursePlace {
  const base = discourseBase(mail, source)
  const own = [mail.messageId ?? ''].filter(id => isOf(id, base))
  const ids = [...own, ...[...mail.references, ...mail.inReplyTo].filter(id => isOf(id, base))]
  const archive = linkCarried(mail, 'list-archive')
  const below = linkIn(around, base)
  const topic = firstOf([() => numberIn(carried(mail, 'x-discourse-topic-id')), () => topicOf(archive, base), () => numberOf(ids, TOPIC_ID), () => topicOf(below, base)])
  const post = firstOf([() => numberIn(carried(mail, 'x-discourse-post-id')), () => numberOf(own, POST_ID)])
  return {
    topic, post,
    topicUrl: topicOf(archive, base) === null ? pageOf(base, 't', topic) : archive,
    postUrl: pageOf(base, 'p', post) ?? below,
  }
}

const firstOf = (tries: readonly (() => string | null)[]): string | null => {
  for (const attempt of tries) {
    const found = attempt()
    if (found !== null) return found
  }
  return null
}

const pageOf = (base: string | null, kind: 't' | 'p', number: string | null) => base === null || number === null ? null : webAddress(`${base}/${kind}/${number}`)

const numberIn = (value: string | null): string | null => /^\d{1,12}$/.exec(value?.trim() ?? '')?.[0] ?? null

const TOPIC_ID = /^<topic\/(\d{1,12})(?:[/.][^@]*)?@/
const POST_ID = /^<(?:discourse\/post\/(\d{1,12})|topic\/\d{1,12}\/(\d{1,12}))(?:\.[^@]*)?@/

const numberOf = (ids: readonly string[], pattern: RegExp): string | null => {
  for (const id of ids) {
    const found = pattern.exec(id)
    if (found) return found[1] ?? found[2] ?? null
  }
  return null
}

/** What another forum calls its topics is of no use here. */
function isOf(id: string, base: string | null): boolean {
  const host = splitAddress(id.replace(/[<>]/g, '')).host
  const own = hostOf(base)
  return own === null || isWithin(host, own) || (host.includes('.') && isWithin(own, host))
}

function topicOf(link: string | null, base: string | null): string | null {
  const own = hostOf(base)
  if (link === null || (own !== null && hostOf(link) !== own)) return null
  return /\/t\/(?:[^/?#]{1,300}\/)?(\d{1,12})(?:[/?#]|$)/.exec(link)?.[1] ?? null
}

/** The link to this forum that stands last among its own words. */
function linkIn(around: string, base: string | null): string | null {
  const links = [...around.slice(-20_000).matchAll(/https?:\/\/[^\s<>"()[\]]{1,900}/gi)].map(([link]) => webAddress(link)).filter(link => topicOf(link, base) !== null)
  return links.at(-1) ?? null
}
