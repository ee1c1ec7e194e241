import { expect, test } from 'vitest'
import { parse } from '../../adapters/mail-parser.thread.ts'
import { forumSource } from '../../testing/posts.ts'
import type { ParsedMail } from '../understanding/message.ts'
import { postedMail, type PostedMail } from './posted-mail.ts'
import { postIn } from './reading.ts'

const POST: PostedMail = {
  threadKey: 'topic/2354', postKey: 'post/48213', title: 'Panne du FTP depuis lundi ?', postUrl: 'https://forum.coop.example/p/48213', threadUrl: 'https://forum.coop.example/t/panne/2354', category: 'Hébergement',
  isOwn: false, isPrivate: false, event: 'said', author: { name: 'Zoé Hérault', handle: 'zoe' }, forum: { name: 'Forum Coop', address: 'notifications@forum.coop.example', host: 'forum.coop.example' },
  text: 'Même problème chez moi.\n\n-- \nZoé', html: null, at: Date.UTC(2026, 10, 20, 10, 11, 12), messageId: '<discourse/post/48213@forum.coop.example>', references: ['<discourse/post/48200@forum.coop.example>'],
}

async function sent(post: Partial<PostedMail>): Promise<ParsedMail> {
  const answer = await parse({ raw: { bytes: postedMail({ ...POST, ...post }) } })
  if (!answer || answer instanceof Uint8Array || !('mail' in answer)) throw new Error('This message cannot be read')
  return answer.mail
}

const read = async (post: Partial<PostedMail>, isOurs = true) => postIn(await sent(post), forumSource(), { isOurs })

test('a post comes back as it was told', async () => {
  expect(await read({})).toEqual({
    threadKey: 'topic/2354', postKey: 'post/48213', author: { name: 'Zoé Hérault', handle: 'zoe', address: null }, title: 'Panne du FTP depuis lundi ?', words: 'Même problème chez moi.\n\n-- \nZoé',
    postUrl: 'https://forum.coop.example/p/48213', threadUrl: 'https://forum.coop.example/t/panne/2354', category: 'Hébergement', replyAddress: null, isOwn: false, isPrivate: false, service: null, about: null, event: 'said',
  })
  expect(await sent({})).toMatchObject({
    from: { name: 'Zoé Hérault via Forum Coop', address: 'notifications@forum.coop.example' }, messageId: POST.messageId, references: POST.references, inReplyTo: POST.references, date: POST.at, isList: true, automatic: null, problems: [],
  })
})

test.each(['edited', 'removed', 'solved'] as const)('it says what was done: %s', async event => expect((await read({ event, isPrivate: true, isOwn: true }))).toMatchObject({ event, isPrivate: true, isOwn: true }))

test('the same post gives the same bytes, and an id of its own where it has none', async () => {
  expect(postedMail(POST)).toEqual(postedMail(POST))
  const [one, again, edited] = await Promise.all([sent({ messageId: null }), sent({ messageId: null }), sent({ messageId: null, text: 'Corrigé', event: 'edited' })])
  expect([again.messageId, edited.messageId]).toEqual([one.messageId, one.messageId])
  expect((await sent({ messageId: null, postKey: 'post/1' })).messageId).not.toBe(one.messageId)
})

test('HTML stands beside the text', async () => expect(await sent({ html: '<p>Même <b>problème</b></p>' })).toMatchObject({ text: POST.text, html: '<p>Même <b>problème</b></p>' }))

test.each<[string, Partial<PostedMail>]>([
  ['name', { author: { name: 'Zoé\r\nBcc: all@asso.example\r\n\r\nX', handle: 'zoe\r\nX-Evil: 1' } }],
  ['title', { title: 'Panne\r\nBcc: all@asso.example\r\n\r\nX' }],
  ['id', { messageId: '<a@b>\r\nBcc: all@asso.example', references: ['<c@d>\nBcc: x', 'x y', '<ok@forum.coop.example>'] }],
  ['keys', { threadKey: 'topic/1\r\nBcc: x', postKey: 'a\nBcc: x', category: 'c\rBcc: x', postUrl: 'javascript:alert(1)', threadUrl: 'https://x.example/\r\nBcc: x' }],
  ['forum', { forum: { name: 'F\r\nBcc: x', address: 'a@b.example>\r\nBcc: x', host: 'b.example\r\nBcc: x' } }],
  ['text', { text: '.\r\n\r\n--posted-0\r\nBcc: x', html: '--posted-0--' }],
])('no value ends a line: %s', async (_what, values) => {
  const head = postedMail({ ...POST, ...values }).toString().split('\r\n\r\n', 1)[0] ?? ''
  expect(head).not.toMatch(/^(bcc|x-evil)/im)
  expect(head).not.toMatch(/[^\r]\n|\r[^\n]/)
  expect(Math.max(...head.split('\r\n').map(line => line.length))).toBeLessThan(200)
  const mail = await sent(values)
  expect(mail.problems).toEqual([])
  expect(await read(values)).toMatchObject({ words: (values.text ?? POST.text).replaceAll('\r', '') })
})

test('of a mail from outside none of it is believed', async () => {
  expect(await read({ event: 'removed', threadKey: 'topic/1', isOwn: true, isPrivate: true, messageId: '<x@forum.coop.example>', references: [] }, false)).toMatchObject({ threadKey: null, postKey: null, event: 'said', isOwn: false, isPrivate: false })
})

test('long values are cut, addresses never', async () => {
  const post = await read({ category: 'é'.repeat(2000), postUrl: `https://forum.coop.example/${'x'.repeat(900)}`, title: 'é'.repeat(2000) })
  expect([post.category?.length, post.postUrl?.length, post.title.length]).toEqual([158, 927, 900])
})
