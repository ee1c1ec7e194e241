import { expect, test } from 'vitest'
import { forumMail, forumSource, understood, without, type Draft } from '../../../testing/posts.ts'
import type { Post } from '../post.ts'
import { channelOf, postIn, softwareOf } from '../reading.ts'
import type { ProfileName } from '../source.ts'

const source = (profile: ProfileName, url = 'https://asso.example') => forumSource({ profile, name: 'Forum Asso', address: 'forum@asso.example', url })
const by = (name: string) => ({ name, handle: name, address: null })
const RULE = '-----------------------------------------------------------------------'

const PHPBB = { 'X-Mailer': 'phpBB3', 'X-phpBB-Origin': 'phpbb://asso.example/forum', 'X-MimeOLE': 'phpBB3' }
const BBPRESS = 'Zoé wrote:\n\nTrop lent chez moi.\n\nPost Link: https://asso.example/forums/topic/site-lent/#post-77\n\n-----------\n\nYou are receiving this email because you subscribed to a forum topic.\n\nLogin and visit the topic to unsubscribe from these emails.'

const cases: [ProfileName, string, Draft, Partial<Post>][] = [
  ['phpbb', 'a reply (en)', forumMail({ headers: PHPBB, subject: 'Topic reply notification - "Site lent"', text: 'Hello support,\n\nYou are receiving this notification because you are watching the topic "Site lent" at "Forum Asso". This topic has received a reply by zoe since your last visit. No more notifications will be sent until you visit the topic.\n\nhttps://asso.example/forum/viewtopic.php?f=2&t=12&p=345#p345\n' }), { threadKey: 'topic/12', postKey: 'post/345', author: by('zoe'), title: 'Site lent', postUrl: 'https://asso.example/forum/viewtopic.php?f=2&t=12&p=345#p345' }],
  ['phpbb', 'a reply (fr)', forumMail({ headers: { 'X-Mailer': 'phpBB', 'X-phpBB-Origin': 'phpbb://asso.example' }, subject: 'Notification de réponse - « Site lent »', text: 'Bonjour,\n\nCe sujet a reçu une réponse de zoé depuis votre dernière visite.\n\nhttps://asso.example/viewtopic.php?t=12\n' }), { threadKey: 'topic/12', postKey: null, author: by('zoé'), title: 'Site lent' }],
  ['fluxbb', 'a reply with its words', forumMail({ headers: { 'X-Mailer': 'FluxBB Mailer' }, subject: 'Reply to topic: \'Site lent\'', text: `zoe has replied to the topic 'Site lent' to which you are subscribed.\n\nThe post is located at https://asso.example/viewtopic.php?pid=345#p345\n\nThe message reads as follows:\n${RULE}\n\nTrop lent chez moi.\n\n${RULE}\n\nYou can unsubscribe by going to https://asso.example/misc.php?action=unsubscribe&tid=12` }), { postKey: 'post/345', author: by('zoe'), title: 'Site lent', words: 'Trop lent chez moi.' }],
  ['fluxbb', 'a topic (fr)', forumMail({ headers: { 'X-Mailer': 'FluxBB Mailer' }, subject: 'Nouvelle discussion dans le forum : « Site lent »', text: 'zoé a posté une nouvelle discussion « Site lent ».\n\nhttps://asso.example/viewtopic.php?id=12' }), { threadKey: 'topic/12', author: by('zoé'), title: 'Site lent' }],
  ['smf', 'a reply with its words', forumMail({ headers: { 'X-Mailer': 'SMF' }, subject: 'Topic reply: Site lent', text: 'A reply has been posted to a topic you are watching by zoe.\n\nView the reply at: https://asso.example/index.php?topic=12.msg345#new\n\nUnsubscribe to this topic by using this link: https://asso.example/index.php?action=notify;topic=12.0\n\nThe text of the reply is shown below:\nTrop lent chez moi.\n\nRegards,\nThe Forum Asso Team.' }), { threadKey: 'topic/12', postKey: 'post/345', author: by('zoe'), title: 'Site lent', words: 'Trop lent chez moi.' }],
  ['bbpress', 'a reply', forumMail({ from: 'Forum Asso <noreply@asso.example>', subject: '[Forum Asso] Site lent', text: BBPRESS }), { threadKey: 'topic/site-lent', postKey: 'post/77', author: by('Zoé'), title: 'Site lent', words: 'Trop lent chez moi.' }],
  ['bbpress', 'a reply (fr)', forumMail({ subject: '[Forum Asso] Site lent', text: 'Zoé a écrit :\n\nTrop lent chez moi.\n\nLien de l’article : https://asso.example/forums/sujet/site-lent/#post-77\n\n-----------\n\nVous recevez cet e-mail' }), { threadKey: 'topic/site-lent', words: 'Trop lent chez moi.', author: by('Zoé') }],
  ['flarum', 'a post', forumMail({ headers: { 'List-Unsubscribe': '<https://asso.example/notifications/unsubscribe/1/a?type=newPost>' }, subject: '[New Post] Site lent', text: 'Hey support!\n\nzoe made a post in a discussion you\'re following: Site lent\n\nhttps://asso.example/d/12-site-lent/3\n\n---\n\nTrop lent chez moi.\n\n---\n\nYou won\'t receive any more notifications' }), { threadKey: 'topic/12', postKey: 'post/12.3', author: by('zoe'), title: 'Site lent', words: 'Trop lent chez moi.' }],
  ['nodebb', 'a post', forumMail({ headers: { 'List-Id': '<notification.5.asso.example>', 'List-Unsubscribe': '<https://asso.example/email/unsubscribe/x>'.replace('/email', '') }, subject: '[Forum Asso] zoe has posted a reply to: "Site lent"', text: 'Hello support,\n\nzoe has posted a reply to: "Site lent"\n\nTrop lent chez moi.\n\nView the full topic: https://asso.example/post/345\n\nhttps://asso.example/topic/12/site-lent' }), { threadKey: 'topic/12', postKey: 'post/345', author: by('zoe'), title: 'Site lent', words: 'Trop lent chez moi.' }],
]

test.each(cases)('%s: %s', async (...[profile, , draft, expected]) => {
  const mail = await understood(draft)
  expect([softwareOf(mail), channelOf(mail)]).toEqual([profile, 'forum'])
  expect(postIn(mail, source(profile), { isOurs: false })).toMatchObject({ service: null, isOwn: false, ...expected })
})

test.each(cases)('%s, without any header but its words: %s', async (...[profile, , draft, expected]) => {
  const mail = await understood(without(draft, 'X-Mailer', 'X-phpBB-Origin', 'X-MimeOLE', 'List-Id', 'List-Unsubscribe', 'Message-ID', 'Subject', 'Date'))
  expect(postIn(mail, source(profile), { isOurs: false })).toMatchObject({ ...expected, title: '' })
})

test('of a forum that does not pass on what was written, its notice is shown', async () => {
  const mail = await understood(cases[0]?.[2] ?? forumMail({}))
  expect(postIn(mail, source('phpbb'), { isOurs: false }).words).toContain('has received a reply by zoe')
})

test('what is about no topic is the forum\'s own', async () => {
  const mail = await understood(forumMail({ headers: PHPBB, subject: 'Welcome to "Forum Asso"', text: 'Your account has been created.\nhttps://asso.example/forum/ucp.php' }))
  expect(postIn(mail, source('phpbb'), { isOurs: false }).service).toBe('forum-service')
  const digest = await understood(forumMail({ headers: { 'List-Id': '<digest.5.asso.example>' }, text: 'https://asso.example/topic/12/x' }))
  expect(postIn(digest, source('nodebb'), { isOurs: false }).service).toBe('digest')
})

test('a link to a topic of another forum names no topic here', async () => {
  const mail = await understood(forumMail({ headers: PHPBB, text: 'https://other.example/viewtopic.php?t=9\nhttps://asso.example/viewtopic.php?t=12' }))
  expect(postIn(mail, source('phpbb'), { isOurs: false }).threadKey).toBe('topic/12')
})

test('our own posts are ours', async () => {
  const mail = await understood(forumMail({ subject: '[Forum Asso] Site lent', text: BBPRESS.replace('Zoé', 'Support') }))
  expect(postIn(mail, source('bbpress'), { isOurs: false }).isOwn).toBe(true)
})

test.each<[string, Draft]>([
  ['a mail between people', forumMail({ from: 'Zoé <zoe@asso.example>', subject: 'Site lent', text: 'Voir https://asso.example/d/12-site-lent/3\n\nZoé a écrit :\n> oui' })],
  ['a newsletter', forumMail({ headers: { 'List-Unsubscribe': '<https://news.example/u>' }, subject: '[Novembre] Nos nouvelles', text: 'https://news.example/d/1234' })],
])('%s comes by mail', async (_what, draft) => expect(channelOf(await understood(draft))).toBe('mail'))
