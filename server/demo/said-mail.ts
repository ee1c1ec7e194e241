import { postedMail, type PostedMail } from '../channels/sources/posted-mail.ts'
import { FORUM, FORUM_HOST, LIST } from './places.ts'
import { bytesOf } from './raw.ts'
import { idOnList, type OnForum, type Said } from './said.ts'

/** Under which Message-ID it is known once it has been said. */
export const saidId = (said: Pick<Said, 'name' | 'on'> & Partial<Pick<OnForum, 'post' | 'event'>>): string => {
  if (said.on === 'list') return idOnList(said.name)
  return said.event === undefined && said.post !== undefined ? `<discourse/post/${said.post}@${FORUM_HOST}>` : `<${said.name}@${FORUM_HOST}>`
}

type Author = { name: string, address: string }
type Letter = { author: Author, title: string, text: string, id: string, answers: string | null, at: number }

/** RFC 2047 §2: no encoded word has more than 75 characters. */
const words = (text: string) => /^[ -~]*$/.test(text) ? text : (text.match(/.{1,15}/gsu) ?? []).map(piece => `=?UTF-8?B?${Buffer.from(piece).toString('base64')}?=`).join('\n ')

/** A mail to the list, as its author's program writes it. */
export function letterToList({ author, title, text, id, answers, at }: Letter): Uint8Array {
  const subject = answers === null ? title : `Re: [entraide] ${title}`
  return bytesOf([
    `From: ${words(author.name)} <${author.address}>`, `To: ${LIST.address}`, `Subject: ${words(subject)}`, `Date: ${new Date(at).toUTCString().replace('GMT', '+0000')}`, `Message-ID: ${id}`,
    ...answers === null ? [] : [`In-Reply-To: ${answers}`, `References: ${answers}`],
    'User-Agent: Mozilla Thunderbird', 'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit', '', text, '',
  ].join('\n'))
}

type Posted = Pick<PostedMail, 'postKey' | 'title' | 'text' | 'at' | 'event' | 'messageId'> & { author: { name: string, handle: string }, threadKey: string, isOwn?: boolean }

/** A post of the forum, as its API tells it. */
export function postOnForum({ threadKey, isOwn = false, ...post }: Posted): Uint8Array {
  const topic = threadKey.replace(/^topic\//, '')
  return postedMail({
    ...post, threadKey, category: 'Hébergement', html: null, isOwn, isPrivate: false, references: [],
    postUrl: post.postKey === null ? null : `${FORUM.url}/p/${post.postKey.replace(/^post\//, '')}`, threadUrl: `${FORUM.url}/t/${topic}`, forum: { name: 'L’Écluse, le forum', address: FORUM.address, host: FORUM_HOST },
  })
}
