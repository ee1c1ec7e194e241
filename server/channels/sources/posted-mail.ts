import type { ParsedMail } from '../understanding/message.ts'
import { sha256 } from '../../platform/signing.ts'
import { allCarried, webAddress } from './carried.ts'
import { UNKNOWN_POST, type Post } from './post.ts'
import { unprefixed } from './titles.ts'

/** A post that came by an API, a webhook or a feed, with what a mail of it needs. */
export type PostedMail = Pick<Post, 'threadKey' | 'postKey' | 'title' | 'postUrl' | 'threadUrl' | 'category' | 'isOwn' | 'isPrivate' | 'event'> & {
  author: { name: string, handle: string | null }
  /** Of the forum: its name, its address, its host. No mail is sent there. */
  forum: { name: string, address: string | null, host: string }
  /** Text as it was written, and its HTML if there is one. */
  text: string
  html: string | null
  /** When it was written, UTC milliseconds. */
  at: number
  /** Under which mail of the forum carries the same post; null for one that no mail carries. */
  messageId: string | null
  /** The Message-IDs of what it answers, the root first. */
  references: readonly string[]
}

const PREFIX = 'x-permanence-post'

/** What a header of ours carries of a post, in a form that no value can leave. */
const FIELDS = ['thread', 'author', 'url', 'thread-url', 'category', 'private', 'own', 'event'] as const

type Field = typeof FIELDS[number]

/** All headers that only we write; of a mail from outside they are believed by nobody. */
export const POSTED_HEADERS: readonly string[] = [PREFIX, ...FIELDS.map(field => `${PREFIX}-${field}`)]

/** Writes a post as the mail that goes through the intake like any other: the same post gives the same bytes. */
export function postedMail(post: PostedMail): Buffer {
  const { forum, author, at, html, text } = post
  const id = messageIdOf(post)
  const boundary = `posted-${sha256(`${id} ${text} ${html ?? ''}`).slice(0, 32)}`
  const references = post.references.map(safeId).filter(one => one !== null).slice(-MOST_REFERENCES)
  const lines = [
    ...fieldsOf(post).map(([name, value]) => `X-Permanence-Post${name === '' ? '' : `-${name}`}: ${folded(value)}`),
    `From: ${encodedWords([author.name || author.handle, forum.name].filter(Boolean).join(' via '))} <${safeAddress(forum)}>`,
    `Subject: ${encodedWords(post.title)}`,
    `Date: ${new Date(at).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${id}`,
    ...references.length > 0 ? [`In-Reply-To: ${references.at(-1)}`, `References: ${references.join('\r\n ')}`] : [],
    `List-Id: <${safeHost(forum.host)}>`,
    'MIME-Version: 1.0',
    ...html === null ? part('text/plain', text) : [
      `Content-Type: multipart/alternative; boundary="${boundary}"`, '',
      `--${boundary}`, ...part('text/plain', text),
      `--${boundary}`, ...part('text/html', html),
      `--${boundary}--`,
    ],
  ]
  return Buffer.from(`${lines.join('\r\n')}\r\n`)
}

/** What such a mail says; null for one that we have not written. */
export function readPostedMail(mail: ParsedMail): Post | null {
  if (allCarried(mail, PREFIX).length === 0) return null
  const said = (field?: Field) => decoded(allCarried(mail, field ? `${PREFIX}-${field}` : PREFIX)[0])
  const event = said('event')
  const handle = said('author')
  return {
    ...UNKNOWN_POST,
    threadKey: said('thread'),
    postKey: said(),
    author: { name: mail.from?.name.replace(/ via (?:(?! via ).)*$/s, '') || handle || '', handle, address: null },
    title: unprefixed(mail.subject),
    words: mail.text.trim(),
    postUrl: webAddress(said('url')),
    threadUrl: webAddress(said('thread-url')),
    category: said('category'),
    isPrivate: said('private') === 'yes',
    isOwn: said('own') === 'yes',
    event: event === 'edited' || event === 'removed' || event === 'solved' ? event : 'said',
  }
}

/** A header is kept up to 1,000 characters. */
const LONGEST = 950
const MOST_REFERENCES = 20

function fieldsOf(post: PostedMail): [string, string][] {
  const said: [string, string | null][] = [
    ['', post.postKey ?? post.messageId ?? sha256(`${post.at} ${post.text}`)],
    ['Thread', post.threadKey], ['Author', post.author.handle], ['Url', webAddress(post.postUrl)], ['Thread-Url', webAddress(post.threadUrl)], ['Category', post.category],
    ['Private', post.isPrivate ? 'yes' : null], ['Own', post.isOwn ? 'yes' : null], ['Event', post.event],
  ]
  return said.map(([name, value]): [string, string] => [name, encoded(value ?? '', { isAddress: name.endsWith('Url') })]).filter(([, value]) => value !== '')
}

/** Nothing but printable ASCII without blanks. A web address that was cut would lead elsewhere. */
function encoded(value: string, { isAddress }: { isAddress: boolean }): string {
  let written = ''
  for (const character of value.toWellFormed()) {
    const next = /[!-$&-~]/.test(character) ? character : encodeURIComponent(character)
    if (written.length + next.length > LONGEST) return isAddress ? '' : written
    written += next
  }
  return written
}

function decoded(value: string | undefined): string | null {
  try { return decodeURIComponent((value ?? '').replace(/\s+/g, '')) || null }
  catch { return null }
}

/** RFC 5322 §2.1.1: no line over 998 characters, and mail programs like them short. */
const folded = (value: string) => value.replace(/(.{70})(?=.)/g, '$1\r\n ')

/** RFC 2047, always: then no value of anybody's can end a line or begin another header. */
function encodedWords(text: string): string {
  const words: string[] = []
  let piece = ''
  for (const character of text.toWellFormed().replace(/[\s\u0000-\u001f\u007f]+/g, ' ').trim().slice(0, 900)) {
    if (Buffer.byteLength(piece + character) > 45) {
      words.push(piece)
      piece = ''
    }
    piece += character
  }
  return [...words, piece].map(word => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ')
}

const messageIdOf = ({ messageId, postKey, forum, at, text }: PostedMail) => (messageId === null ? null : safeId(messageId)) ?? `<post-${sha256(`${forum.host} ${postKey ?? `${at} ${text}`}`).slice(0, 40)}@${safeHost(forum.host)}>`

const safeId = (id: string): string | null => /^<[!-;=?-~]{3,400}>$/.test(id) && id.includes('@') ? id : null

const safeHost = (host: string) => /^[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?$/i.test(host) ? host.toLowerCase() : 'forum.invalid'

const safeAddress = ({ address, host }: PostedMail['forum']) => address !== null && /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9.-]{1,250}$/i.test(address) ? address : `forum@${safeHost(host)}`

const part = (type: string, text: string): string[] => [
  `Content-Type: ${type}; charset=utf-8`,
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from(text.toWellFormed()).toString('base64').replace(/(.{76})(?=.)/g, '$1\r\n'),
]
