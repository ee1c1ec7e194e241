import { describe, expect, test } from 'vitest'
import { changed, discourseBelow, discourseMail, forumSource, headerNames, understood, without, type Draft, type Period } from '../../../testing/posts.ts'
import { postIn, softwareOf } from '../reading.ts'
import type { Source } from '../source.ts'

const forum = forumSource()
const read = async (draft: Draft, source: Source = forum) => postIn(await understood(draft), source, { isOurs: false })
const periods: Period[] = ['topic/T/P', 'topic/T/P.R', 'discourse/post/P']

test.each(periods)('Discourse with ids as in %s says everything', async (period) => {
  expect(await read(discourseMail(period))).toEqual({
    threadKey: 'topic/2354', postKey: 'post/48213', author: { name: 'Camille Martin', handle: period === 'discourse/post/P' ? 'camille' : 'Camille Martin', address: null },
    title: 'Panne du FTP', words: 'Même problème chez moi.', postUrl: 'https://forum.coop.example/p/48213', threadUrl: 'https://forum.coop.example/t/panne-du-ftp/2354',
    category: 'Hebergement', replyAddress: 'reply+0123456789abcdef0123456789abcdef@forum.coop.example', isOwn: false, isPrivate: false, service: null, about: null, event: 'said',
  })
})

describe.each(periods)('with ids as in %s', (period) => {
  test('topic, post and words are found without any one header', async () => {
    const whole = discourseMail(period)
    for (const name of headerNames(whole)) {
      const mail = await understood(without(whole, name))
      const post = postIn(mail, forum, { isOurs: false })
      expect([name, softwareOf(mail), post.threadKey, post.words, post.service]).toEqual([name, 'discourse', 'topic/2354', 'Même problème chez moi.', null])
      if (name !== 'Message-ID' || period === 'discourse/post/P') expect([name, post.postKey]).toEqual([name, 'post/48213'])
      // Without a word of what the category is called, it may be the author's.
      if (name !== 'Subject') expect([name, post.title]).toEqual([name, name === 'List-ID' && period !== 'discourse/post/P' ? '[Hebergement] Panne du FTP' : 'Panne du FTP'])
      if (name !== 'From') expect([name, post.author.name]).toEqual([name, 'Camille Martin'])
    }
  })

  test('the topic is found in the link below when nothing else is left', async () => {
    const bare = without(discourseMail(period, { text: 'Voyez https://forum.coop.example/t/autre-sujet/99 aussi.' }), 'Message-ID', 'In-Reply-To', 'References', 'List-ID', 'List-Archive', 'X-Discourse-Post-Id', 'X-Discourse-Topic-Id')
    expect(await read(bare)).toMatchObject({ threadKey: 'topic/2354', postKey: null, postUrl: 'https://forum.coop.example/t/panne-du-ftp/2354/7', words: 'Voyez https://forum.coop.example/t/autre-sujet/99 aussi.', service: null })
  })
})

test.each<[string, Record<string, string>, string | null, string | null]>([
  ['the first post of a topic, in the old way', { 'Message-ID': '<topic/2354@forum.coop.example>' }, 'topic/2354', null],
  ['a post that came to the forum by mail keeps its id', { 'Message-ID': '<abc@free.example>' }, 'topic/2354', null],
  ['the id of a topic of another forum says nothing', { 'Message-ID': '<topic/7/8@other.example>', 'List-Archive': 'https://other.example/t/x/7' }, 'topic/2354', null],
])('%s', async (...[, headers, threadKey, postKey]) => expect(await read(discourseMail('topic/T/P', { headers }))).toMatchObject({ threadKey, postKey }))

describe('what is written around a post is cut', () => {
  test.each([
    ['French', discourseBelow.fr],
    ['English', discourseBelow.en],
    ['mailing-list mode (fr)', '---\n[Voir le sujet](https://forum.coop.example/t/a/2354/7) ou répondre à ce courriel pour répondre.\n\nVous recevez ce courriel car vous avez activé la liste de diffusion.\n\nPour vous désabonner de ces courriels, [cliquez ici](https://forum.coop.example/email/unsubscribe/0a).'],
    ['mailing-list mode (en)', '---\n[Visit Topic](https://forum.coop.example/t/a/2354/7) or reply to this email to respond.\n\nYou are receiving this because you enabled mailing list mode.\n\nTo unsubscribe from these emails, [click here](https://forum.coop.example/email/unsubscribe/0a).'],
    ['answering by the page only', '---\n\n[Voir le sujet](https://forum.coop.example/t/a/2354/7) pour répondre.'],
    ['a line broken on the way', '---\n[Visit\nTopic](https://forum.coop.example/t/a/2354/7)\nor reply to this email to respond.'],
    ['2014', '---\n\nTo respond, reply to this email or visit https://forum.coop.example/t/a/2354/7 in your browser.\n\nTo unsubscribe from these emails, visit your [user preferences](https://forum.coop.example/my/preferences).'],
    ['the posts before (fr)', '---\n*Réponses précédentes*\n\nPublié par tom le 19/11/2026\n\nDepuis lundi ?\n\n---\n\n[Voir le sujet](https://forum.coop.example/t/a/2354/7) ou répondre à ce courriel pour répondre.'],
    ['the posts before (en)', '---\n*Previous Replies*\n\nPosted by tom on 11/19/2026\n\nSince Monday?\n\n---\n\n[Visit Topic](https://forum.coop.example/t/a/2354/7) or reply to this email to respond.'],
    ['what it answers (fr)', '---\n*En réponse à*\n\nPublié par tom\n\nDepuis lundi ?\n\n---\n\n[Voir le sujet](https://forum.coop.example/t/a/2354/7) ou répondre à ce courriel pour répondre.'],
    ['another language', '---\n\n[Thema ansehen](https://forum.coop.example/t/a/2354/7) oder antworte.\n\n[Abmelden](https://forum.coop.example/email/unsubscribe/0a).'.replace('[Thema ansehen](https://forum.coop.example/t/a/2354/7) oder antworte.', '[Thema ansehen](https://forum.coop.example/t/a/2354/7)')],
    ['of a private message', '---\n\n[Voir le message](https://forum.coop.example/t/a/2354/7) ou répondre à ce courriel pour répondre à tom, zoe.\n\nParticipants : tom (3), zoe (1)'],
    ['with words that an administrator has added', '---\n[Voir le sujet](https://forum.coop.example/t/a/2354/7) ou répondre à ce courriel pour répondre.\n\nMerci de rester courtois.'],
    ['nothing', ''],
  ])('%s', async (_what, below) => expect((await read(discourseMail('discourse/post/P', { below }))).words).toBe('Même problème chez moi.'))

  test('the line above which one answers', async () => {
    expect((await read(discourseMail('discourse/post/P', { text: '## Veuillez saisir votre réponse au-dessus de cette ligne. ##\n\nMême problème.' }))).words).toBe('Même problème.')
  })

  test.each([
    ['a line drawn by the author, and what stands below it', 'Avant\n\n---\n\nAprès'],
    ['a quotation in Markdown', '> Depuis lundi ?\n\nOui.'],
    ['a link to another topic', 'Voyez\n\nhttps://forum.coop.example/t/autre/99 pour la suite'],
    ['a line, and words about topics below it', 'Avant\n\n---\nVoir le sujet précédent, il y a tout.'],
    ['what is said last, though a forum says the like', 'Oui.\n\nPour répondre à ta question : non.\n\nRépondez à ce message si c’est pareil.\n\nPour vous désabonner de la lettre, écrivez-nous.\n\nParticipants : Zoé, Tom'],
    ['a link to another topic, said last', 'Oui.\n\n[Voir le sujet](https://forum.coop.example/t/x/12) que j’ai ouvert.'],
    ['code', '```\n530 Login incorrect\n---\n```'],
  ])('nothing of the author is: %s', async (_what, text) => expect((await read(discourseMail('discourse/post/P', { text }))).words).toBe(text))

  test('words of this forum that an agent has told', async () => {
    const below = 'Merci de ne pas partager\nvotre mot de passe.'
    expect((await read(discourseMail('discourse/post/P', { below }), forumSource({ footer: 'Merci de ne pas partager votre mot de passe.' }))).words).toBe('Même problème chez moi.')
  })

  test('a post that says nothing else is shown whole', async () => {
    expect((await read(discourseMail('discourse/post/P', { text: '' }))).words).toContain('Voir le sujet')
  })
})

test.each([
  ['"Camille Martin via Forum Coop" <notifications@forum.coop.example>', 'Camille Martin'],
  ['"Marie via Lactée via Forum Coop" <notifications@forum.coop.example>', 'Marie via Lactée'],
  ['"Camille über Forum Coop" <notifications@forum.coop.example>', 'Camille'],
  ['"Camille через Forum Coop" <notifications@forum.coop.example>', 'Camille'],
  ['=?utf-8?q?Zo=C3=A9_via_Forum_Coop?= <notifications@forum.coop.example>', 'Zoé'],
  ['Camille <notifications@forum.coop.example>', 'Camille'],
  ['"Camille via Coop, Forum Coop" <notifications@forum.coop.example>', 'Camille'],
])('the author in %s', async (from, name) => expect((await read(discourseMail('topic/T/P', { from }))).author).toEqual({ name, handle: name, address: null }))

test.each<[string, string, boolean]>([
  ['[Forum Coop] [Hebergement] Panne', 'Panne', false], ['Re : [Forum Coop] [Hebergement] Panne', 'Panne', false], ['[Coop] [Hebergement] Panne', 'Panne', false], ['[Forum Coop] [Services/Hebergement] Panne', 'Panne', false],
  ['[Forum Coop] [Hebergement] [Résolu] Panne', '[Résolu] Panne', false], ['[Forum Coop] [Hebergement] ftp urgent Panne', 'Panne', false], ['Panne', 'Panne', false],
])('the title of %j', async (subject, title, isPrivate) => {
  expect(await read(discourseMail('discourse/post/P', { subject, headers: { 'X-Discourse-Tags': 'ftp urgent' } }))).toMatchObject({ title, isPrivate })
})

test.each(['[Forum Coop] [MD] Mon mot de passe', '[Forum Coop] [PM] Mon mot de passe', 'Re : [Coop] [MP] Mon mot de passe', '[Forum Coop] Mon mot de passe'])('a private message stays one: %s', async (subject) => {
  const draft = without(discourseMail('discourse/post/P', { subject, headers: { 'List-ID': '"Forum Coop" <forum.coop.example>' }, below: '---\n\n[Voir le message](https://forum.coop.example/t/a/2354/7) ou répondre à ce courriel pour répondre à camille.' }), 'X-Discourse-Category')
  expect(await read(draft)).toMatchObject({ title: 'Mon mot de passe', isPrivate: true, category: null, threadKey: 'topic/2354' })
})

test.each<[string, Record<string, string>, string[], string | null]>([
  ['its header', {}, [], 'Hebergement'],
  ['the description of its List-Id', { 'X-Discourse-Category': '' }, [], 'Hebergement'],
  ['its List-Id', { 'X-Discourse-Category': '', 'List-ID': '<hebergement.forum.coop.example>' }, [], 'hebergement'],
  ['the name under which it is followed', { 'X-Discourse-Category': '', 'List-ID': '<mon-hebergement.forum.coop.example>' }, ['Mon Hébergement'], 'Mon Hébergement'],
  ['the forum itself is none', { 'X-Discourse-Category': '', 'List-ID': '"Forum Coop" <forum.coop.example>' }, [], null],
])('the category is told by %s', async (...[, headers, categories, category]) => expect((await read(discourseMail('discourse/post/P', { headers }), forumSource({ categories }))).category).toBe(category))

test('our own posts are ours, by the name of our account', async () => {
  expect((await read(discourseMail('discourse/post/P', { headers: { 'X-Discourse-Sender': 'Support' } }))).isOwn).toBe(true)
  expect((await read(discourseMail('topic/T/P', { from: '"support via Forum Coop" <notifications@forum.coop.example>' }))).isOwn).toBe(true)
  expect((await read(discourseMail('discourse/post/P', { from: '"Support via Forum Coop" <notifications@forum.coop.example>' }))).isOwn).toBe(false)
})

describe('what is no post', () => {
  const notPost = (subject: string, text: string, headers: Record<string, string> = {}) =>
    changed(without(discourseMail('discourse/post/P', { subject, text, below: '' }), 'In-Reply-To', 'References', 'X-Discourse-Post-Id', 'X-Discourse-Topic-Id', 'X-Discourse-Category', 'X-Discourse-Sender', 'List-Archive'), { 'Message-ID': '<1f2e@forum.coop.example>', 'List-ID': '"Forum Coop" <forum.coop.example>', ...headers })

  test.each<[string, Draft, string]>([
    ['a digest', notPost('[Forum Coop] Résumé', 'Sujets populaires\nhttps://forum.coop.example/t/x/12'), 'digest'],
    ['a digest, by its header', notPost('[Forum Coop] Nouveautés', 'x', { 'X-Discourse-Topic-Ids': '1,2', 'X-Discourse-Post-Ids': '3' }), 'digest'],
    ['a welcome', notPost('[Forum Coop] Bienvenue sur Forum Coop !', 'Merci d\'avoir rejoint Forum Coop'), 'forum-service'],
    ['a badge', notPost('[Forum Coop] Félicitations', 'Vous avez reçu le badge https://forum.coop.example/badges/3'), 'forum-service'],
    ['an answer by mail that it did not take (fr)', notPost('[Forum Coop] Problème de courriel -- L\'utilisateur est introuvable', 'Nous sommes désolés'), 'answer-rejected'],
    ['an answer by mail that it did not take (en)', notPost('[Forum Coop] Email issue -- Unexpected Reply Address', 'We\'re sorry, but your email message didn\'t work.'), 'answer-rejected'],
    ['an invitation', discourseMail('discourse/post/P', { subject: '[Forum Coop] tom vous a invité(e) dans « Panne du FTP »', text: 'tom vous invite à une discussion\n\n> **[Panne](https://forum.coop.example/t/a/2354)**\n>\n> Depuis lundi\n\nsur\n\n> Forum Coop -- notre forum\n\nPour rejoindre la discussion, cliquez sur le lien ci-dessous :\n\nhttps://forum.coop.example/t/a/2354' }), 'forum-service'],
  ])('%s', async (_what, draft, service) => expect(await read(draft)).toMatchObject({ service }))

  test('people write about such things', async () => {
    for (const subject of ['[Forum Coop] [Hebergement] Problème de courriel', '[Forum Coop] [Hebergement] Résumé de la réunion']) expect((await read(discourseMail('topic/T/P', { subject }))).service).toBeNull()
    expect((await read(discourseMail('discourse/post/P', { text: 'Tom invited you to write here. Thanks!' }))).service).toBeNull()
  })
})
