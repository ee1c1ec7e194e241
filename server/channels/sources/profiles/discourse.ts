import type { ParsedMail } from '../../understanding/message.ts'
import { allCarried, carried, hostOf, isWithin, linkCarried, splitAddress } from '../carried.ts'
import { discourseBase, discoursePlace } from '../discourse-links.ts'
import { discourseService } from '../discourse-service.ts'
import { forumText } from '../discourse-words.ts'
import { withoutFooter } from '../list-words.ts'
import { UNKNOWN_POST, type Post } from '../post.ts'
import type { Profile } from '../profile.ts'
import type { Source } from '../source.ts'
import { bare, isTagOf, piecesOf, titleWith } from '../titles.ts'

/** Discourse, as it writes since 2014. */
export const discourse: Profile = { name: 'discourse', kind: 'forum', isMadeBy, read }

const OWN_ID = /^<(?:discourse\/post|topic)\/\d/

function isMadeBy(mail: ParsedMail): boolean {
  if (Object.keys(mail.carrier).some(name => name.startsWith('x-discourse-'))) return true
  if ([mail.messageId ?? '', ...mail.references].some(id => OWN_ID.test(id))) return true
  return /\/t\/(?:[^/]+\/)?\d+/.test(linkCarried(mail, 'list-archive') ?? '') || allCarried(mail, 'list-unsubscribe').some(value => value.includes('/email/unsubscribe/'))
}

function read(mail: ParsedMail, source: Source): Post {
  const { words, around } = forumText(withoutFooter(mail.text, source.footer))
  const place = discoursePlace(mail, source, around)
  const service = discourseService(mail, { isPost: place.topic !== null || place.post !== null, words })
  const category = categoryOf(mail, source)
  const author = authorOf(mail, source)
  return {
    ...UNKNOWN_POST,
    ...service ?? {},
    threadKey: place.topic && `topic/${place.topic}`,
    postKey: place.post && `post/${place.post}`,
    author,
    title: titleOf(mail, { source, category }),
    words: [words, mail.visibleReply].find(said => said !== '') ?? mail.text.trim(),
    postUrl: place.postUrl,
    threadUrl: place.topicUrl,
    category,
    replyAddress: replyAddressOf(mail),
    isOwn: author.handle !== null && author.handle.toLowerCase() === source.account?.toLowerCase(),
    isPrivate: category === null && isPrivate(mail.subject, around),
  }
}

/** It has a key that is ours alone: whoever writes there writes in the name of our account. */
const replyAddressOf = ({ replyTo }: ParsedMail) => replyTo.map(({ address }) => address).find(address => /[0-9a-f]{32}/i.test(splitAddress(address).local)) ?? null

/** "Camille Martin via Forum Ouvaton": what stands between is translated, the name of the forum is not. */
const VIA_WORDS = 'via|über|a través de|tramite|através de|através do|przez|через|通过|經由|経由|aracılığıyla'
const VIA = new RegExp(`^(.*\\S)\\s+(?:${VIA_WORDS})\\s+\\S.*$`, 'iu')
/** Less than the whole name of the forum was known. */
const CUT_SHORT = new RegExp(`\\s(?:${VIA_WORDS})$`, 'iu')

/** Its address is never told, and the name by which the forum knows them by newer versions only; in others the name that is shown stands in. */
function authorOf(mail: ParsedMail, source: Source): Post['author'] {
  const written = (mail.from?.name ?? '').trim()
  const ending = [siteOf(mail), source.name].find(site => site !== null && site !== '' && written.toLowerCase().endsWith(` ${site.toLowerCase()}`))
  const start = ending ? written.slice(0, -ending.length).trim().replace(/\s+\S+$/u, '') : ''
  const name = (CUT_SHORT.test(start) ? '' : start) || VIA.exec(written)?.[1] || written
  return { name, handle: carried(mail, 'x-discourse-sender') ?? (name || null), address: null }
}

/** "Forum Ouvaton | Hébergement <hebergement.forum.example>" */
const described = (mail: ParsedMail): string | null => carried(mail, 'list-id')?.replace(/<[^<>]*>\s*$/, '').replaceAll('"', '').trim() || null

const siteOf = (mail: ParsedMail) => described(mail)?.replace(/\s*\|.*$/su, '') ?? null

/** By the name under which it is followed, when there is one. */
function categoryOf(mail: ParsedMail, source: Source): string | null {
  const [, inList] = /\|\s*(.+)$/su.exec(described(mail) ?? '') ?? []
  const names = [carried(mail, 'x-discourse-category'), inList?.trim(), slugOf(mail, source)].filter(name => name != null && name !== '').map(String)
  return source.categories.find(followed => names.some(name => bare(name) === bare(followed))) ?? names[0] ?? null
}

/** As in hebergement.forum.example */
function slugOf({ listId, ...mail }: ParsedMail, source: Source): string | null {
  const host = hostOf(discourseBase({ listId, ...mail }, source))
  return listId !== null && host !== null && listId !== host && isWithin(listId, host) ? listId.slice(0, -host.length - 1).split('.')[0] ?? null : null
}

const PRIVATE = /^(pm|mp|md|dm|private message|message privé|message direct)$/iu

/** The mark stands behind that of the forum, where titles do not begin. */
const isPrivate = (subject: string, around: string) =>
  piecesOf(subject).tags.slice(0, 2).some(tag => PRIVATE.test(tag)) || /\[(?:visit message|view message|voir le message)\]/i.test(around.replace(/\s+/g, ' '))

/** What authors write into brackets themselves. */
const AUTHORS = /^(résolue?|réglée?|solved|urgente?|question|aide|help|bug|info|annonce|wip|closed|fermée?)$/iu

/** The forum names itself first, then the category, then the tags. */
function titleOf(mail: ParsedMail, { source, category }: { source: Source, category: string | null }): string {
  const { tags } = piecesOf(mail.subject)
  const names = [source.name, siteOf(mail)]
  const ofCategory = [category, carried(mail, 'x-discourse-category'), /\|/.test(described(mail) ?? '') ? described(mail)?.replace(/^.*\|\s*/su, '') : null, ...source.categories].map(name => bare(name ?? '')).filter(name => name !== '')
  const isCategory = (tag: string) => ofCategory.some(name => bare(tag).endsWith(name))
  const last = Math.max(tags.findIndex(isCategory), tags.findIndex(tag => PRIVATE.test(tag)))
  const title = titleWith(mail.subject, (tag, at) => at <= last || (at === 0 && (isTagOf(tag, names) || !AUTHORS.test(tag))))
  const marks = (carried(mail, 'x-discourse-tags') ?? '').split(/[,\s]+/).filter(Boolean).join(' ')
  return marks !== '' && title.toLowerCase().startsWith(`${marks.toLowerCase()} `) ? title.slice(marks.length + 1).trim() : title
}
