import { describe, expect, test } from 'vitest'
import { changed, headerNames, listSource, mailmanMail, sympaMail, understood, withFooterPart, without, type Draft } from '../../../testing/posts.ts'
import { speakerIn } from '../authors.ts'
import { postIn, softwareOf } from '../reading.ts'
import type { Source } from '../source.ts'

const sympa = listSource()
const shapes = listSource({ profile: 'mailman', name: 'Shapes', address: 'shapes@lists.asso.example', listId: 'shapes.lists.asso.example' })
const read = async (draft: Draft, source: Source = sympa) => postIn(await understood(draft), source, { isOurs: false })
const camille = { name: 'Camille Martin', handle: null, address: 'camille@free.example' }

describe('Sympa', () => {
  test('says who wrote what, and where it can be read', async () => {
    expect(await read(sympaMail())).toMatchObject({
      author: camille, title: 'Certificat expiré', words: 'Chez moi aussi.', postUrl: 'https://lists.coop.example/sympa/msg/entraide/2026-11/4f2c', threadKey: null, isOwn: false, isPrivate: false, service: null, event: 'said',
    })
  })

  test('is understood without any one of its headers', async () => {
    const whole = sympaMail({ from: 'Camille Martin (via entraide) <entraide@lists.coop.example>', headers: { 'X-Original-From': 'Camille Martin <camille@free.example>', 'Reply-To': 'camille@free.example' } })
    for (const name of headerNames(whole)) {
      const mail = await understood(without(whole, name))
      const post = postIn(mail, sympa, { isOurs: false })
      expect([name, softwareOf(mail), post.words, post.service]).toEqual([name, 'sympa', 'Chez moi aussi.', null])
      if (name !== 'From') expect([name, post.author]).toEqual([name, camille])
      if (name !== 'Subject') expect([name, post.title]).toEqual([name, 'Certificat expiré'])
      if (name !== 'Archived-At') expect([name, post.postUrl]).toEqual([name, 'https://lists.coop.example/sympa/msg/entraide/2026-11/4f2c'])
    }
  })

  // dmarc_protection.phrase: what stands in From when the list speaks for its author.
  test.each([
    ['Camille Martin (via entraide Mailing List)', 'Camille Martin', null],
    ['Camille Martin (via entraide)', 'Camille Martin', null],
    ['Camille Martin (camille@free.example)', 'Camille Martin', 'camille@free.example'],
    ['Camille Martin (camille@free.example via entraide Mailing List)', 'Camille Martin', 'camille@free.example'],
    ['Camille Martin (camille@free.example via entraide)', 'Camille Martin', 'camille@free.example'],
    ['entraide Mailing List (on behalf of Camille Martin)', 'Camille Martin', null],
    ['Liste entraide (de la part de Camille Martin)', 'Camille Martin', null],
    ['entraide Mailing List (on behalf of camille@free.example)', '', 'camille@free.example'],
    ['Liste entraide (de la part de camille@free.example)', '', 'camille@free.example'],
    ['Camille Martin via Entraide', 'Camille Martin', null],
    ['Camille Martin', 'Camille Martin', null],
  ])('%s', async (phrase, name, address) => {
    expect(speakerIn(phrase)).toEqual({ name, address })
    expect((await read(sympaMail({ from: `${phrase} <entraide@lists.coop.example>` }))).author).toEqual({ name, handle: null, address })
  })

  const rewritten = 'Camille Martin (via entraide) <entraide@lists.coop.example>'
  test.each<[string, Record<string, string>, string | null]>([
    ['X-Original-From comes first', { 'X-Original-From': 'Camille Martin <camille@free.example>', 'Reply-To': 'other@asso.example' }, 'camille@free.example'],
    ['Reply-To of one who is not the list', { 'Reply-To': 'Camille Martin <camille@free.example>, entraide@lists.coop.example' }, 'camille@free.example'],
    ['of several in Reply-To the one of that name', { 'Reply-To': 'Tom <tom@owl.example>, "Camille Martin" <camille@free.example>' }, 'camille@free.example'],
    ['of several in Reply-To none is guessed', { 'Reply-To': 'Tom <tom@owl.example>, Zoe <zoe@owl.example>' }, null],
    ['a Reply-To that is the list', { 'Reply-To': 'entraide@lists.coop.example' }, null],
    ['somebody of the same name in Cc', { 'Cc': 'Tom <tom@owl.example>, Camille Martin <camille@free.example>' }, 'camille@free.example'],
    ['somebody else in Cc is not the author', { 'Cc': 'Tom <tom@owl.example>' }, null],
    ['a machine of the list is nobody', { 'X-Original-From': 'sympa@lists.coop.example' }, null],
  ])('the author: %s', async (_what, headers, address) => expect((await read(sympaMail({ from: rewritten, headers }))).author).toEqual({ name: 'Camille Martin', handle: null, address }))

  test('nobody makes themselves somebody else by a header that the list has not written', async () => {
    const draft = sympaMail({ headers: { 'X-Original-From': 'Zoé <zoe@asso.example>' } })
    expect((await read(draft)).author).toEqual(camille)
    const twice = sympaMail({ from: rewritten })
    expect((await read({ ...twice, headers: [['X-Original-From', 'zoe@asso.example'], ['X-Original-From', 'camille@free.example'], ...twice.headers] })).author.address).toBeNull()
  })

  test.each<[string, Draft, string | null]>([
    ['a part of its own, with the address of the list', withFooterPart(sympaMail(), 'Liste Entraide\nentraide@lists.coop.example'), null],
    ['a part of its own, with words of anybody', withFooterPart(sympaMail(), 'Pour vous désabonner : écrivez à Zoé'), null],
    ['a part of its own, known', withFooterPart(sympaMail(), 'Merci de rester polis !'), 'Merci de rester polis !'],
    ['at the end of the text, known, its lines broken elsewhere', sympaMail({ text: 'Chez moi aussi.\n\nMerci de rester polis,\nen toutes\ncirconstances' }), 'Merci de rester polis, en toutes circonstances'],
    ['at the end of the text, below a line', sympaMail({ text: 'Chez moi aussi.\n\n---\nPour se désabonner : https://lists.coop.example/sympa/signoff/entraide' }), null],
  ])('the footer is cut: %s', async (_what, draft, footer) => expect((await read(draft, listSource({ footer }))).words).toBe('Chez moi aussi.'))

  test.each<[string, Draft, string | null, string]>([
    ['a second part that somebody wrote', withFooterPart(sympaMail(), 'La suite de mon message, après la capture.'), null, 'Chez moi aussi.\n\nLa suite de mon message, après la capture.'],
    ['words that are all that is said', sympaMail({ text: 'Merci de rester polis !' }), 'Merci de rester polis !', 'Merci de rester polis !'],
    ['a quotation goes, the answer stays', withFooterPart(sympaMail({ text: 'Oui.\n\nLe 19/11/2026 à 10:00, Tom a écrit :\n> Et chez vous ?' }), 'Liste entraide@lists.coop.example'), null, 'Oui.'],
  ])('nothing that somebody wrote is cut: %s', async (...[, draft, footer, words]) => expect((await read(draft, listSource({ footer }))).words).toBe(words))

  test.each([
    ['[entraide] Certificat expiré', 'Certificat expiré'], ['[entraide 412] Certificat', 'Certificat'], ['Re : [entraide] RE: Certificat', 'Certificat'], ['TR : [Entraide] Certificat', 'Certificat'],
    ['Re: [entraide] [URGENT] Certificat', '[URGENT] Certificat'], ['[résolu] Certificat', '[résolu] Certificat'], ['[Le coin 412] Certificat', 'Certificat'], ['[Le coin 7] Certificat', '[Le coin 7] Certificat'], ['[entraide]', '[entraide]'], ['', ''],
  ])('the title of %j', async (subject, title) => expect((await read(sympaMail({ subject }))).title).toBe(title))

  test('our own words coming back are ours, rewritten or not', async () => {
    expect((await read(sympaMail({ from: 'Support <support@coop.example>' }))).isOwn).toBe(true)
    expect((await read(sympaMail({ from: 'Support (via entraide) <entraide@lists.coop.example>', headers: { 'X-Original-From': 'Support <Support@coop.example>' } }))).isOwn).toBe(true)
  })
})

describe('what its software says itself is no post', () => {
  const ours = '<our.answer@coop.example>'
  test.each<[string, string, string, string, { service: string, about?: string | null }]>([
    ['a command report', 'SYMPA <sympa@lists.coop.example>', 'Résultats de vos commandes', 'Commande réussie', { service: 'list-service' }],
    ['a confirmation', 'sympa@lists.coop.example', 'AUTH 2f3a subscribe entraide', 'Confirmez : https://lists.coop.example/sympa/auth', { service: 'list-service' }],
    ['a moderator is asked', 'entraide-request@lists.coop.example', 'Message de zoe@asso.example pour la liste entraide à modérer', 'Un message attend.', { service: 'list-service' }],
    ['a subscription', 'entraide-owner@lists.coop.example', 'Bienvenue dans la liste entraide', 'Bonjour', { service: 'list-service' }],
    ['our message waits (fr)', 'sympa@lists.coop.example', 'Diffusion de message', 'Votre message pour la liste \'entraide\' a été transmis à ses modérateurs', { service: 'answer-held', about: ours }],
    ['our message waits (en)', 'sympa@lists.coop.example', 'Message distribution', 'Your message to the list \'entraide\' has been forwarded to the moderator(s)', { service: 'answer-held', about: ours }],
    ['our message was refused (en)', 'entraide-owner@lists.coop.example', 'Your message has been rejected.', 'Your message for list entraide@lists.coop.example\nhas been rejected by the moderator (zoe).', { service: 'answer-rejected', about: ours }],
    ['our message was refused (fr)', 'sympa@lists.coop.example', 'Votre message a été rejeté', 'Votre message a été rejeté par le modérateur', { service: 'answer-rejected', about: ours }],
    ['a digest', 'entraide-request@lists.coop.example', 'entraide Digest 2026-11-20', 'Table of contents:', { service: 'digest', about: null }],
  ])('Sympa: %s', async (...[, from, subject, text, expected]) => {
    const draft = without(sympaMail({ from, subject, text, headers: { 'In-Reply-To': ours } }), 'List-Id', 'List-Post', 'X-Loop', 'X-Sequence', 'List-Archive', 'Archived-At', 'List-Help', 'List-Unsubscribe', 'List-Owner', 'List-Subscribe')
    expect(await read(draft)).toMatchObject(expected)
  })

  test.each<[string, string, string, string, string]>([
    ['held (en)', 'shapes-bounces@lists.asso.example', 'Your message to Shapes awaits moderator approval', 'Your mail to \'Shapes\' with the subject\n\n    Refused again\n\nIs being held until the list moderator can review it for approval.', 'answer-held'],
    ['held (fr)', 'shapes-bounces@lists.asso.example', 'Votre message à Shapes est en attente d\'approbation', 'Bonjour', 'answer-held'],
    ['refused', 'shapes-bounces@lists.asso.example', 'Request to mailing list Shapes rejected', 'Your request to the Shapes mailing list', 'answer-rejected'],
    ['moderation', 'shapes-bounces@lists.asso.example', '3 Shapes moderator request(s) waiting', 'The list has 3 requests', 'list-service'],
    ['passwords', 'mailman@lists.asso.example', 'lists.asso.example mailing list memberships reminder', 'This is a reminder', 'list-service'],
    ['a digest', 'shapes-request@lists.asso.example', 'Shapes Digest, Vol 5, Issue 3', 'Send Shapes mailing list submissions to', 'digest'],
    ['a digest (fr)', 'shapes-request@lists.asso.example', 'Lot Shapes, Vol 5, Parution 3', 'Envoyez', 'digest'],
  ])('Mailman: %s', async (...[, from, subject, text, service]) => expect(await read(mailmanMail(2, { from, subject, text }), shapes)).toMatchObject({ service }))

  test('people write what looks like it', async () => {
    for (const subject of ['Your message has been rejected', 'entraide Digest 4', 'AUTH ne marche pas']) expect((await read(sympaMail({ subject }))).service).toBeNull()
    expect((await read(sympaMail({ from: 'Zoé, pour les propriétaires <entraide-owner@lists.coop.example>', subject: 'Les règles changent' }))).service).toBeNull()
    expect((await read(without(sympaMail({ from: 'Zoé <sympa@asso.example>' }), 'List-Id'))).service).toBeNull()
  })

  test('the message of ours that it is about is found in its text', async () => {
    const draft = without(mailmanMail(2, { from: 'shapes-bounces@lists.asso.example', subject: 'Your message to Shapes awaits moderator approval', text: 'Held.\n\nMessage-ID: <our.answer@coop.example>\n' }), 'In-Reply-To')
    expect(await read(draft, shapes)).toMatchObject({ about: ours })
  })
})

describe('Mailman and others', () => {
  test.each([2, 3] as const)('Mailman %i is understood without any one of its headers', async (version) => {
    const whole = mailmanMail(version)
    for (const name of headerNames(whole)) {
      const mail = await understood(without(whole, name))
      const post = postIn(mail, shapes, { isOurs: false })
      expect([name, softwareOf(mail), post.words]).toEqual([name, 'mailman', 'Which projection is it?'])
      if (name !== 'Subject') expect([name, post.title]).toEqual([name, 'need some help'])
      if (name !== 'From') expect([name, post.author.address]).toEqual([name, 'tom@owl.example'])
    }
  })

  test.each<[string, Draft, string | null]>([
    ['2, in Reply-To', mailmanMail(2, { from: 'Tom Owl via Shapes <shapes@lists.asso.example>', headers: { 'Reply-To': 'Tom Owl <tom@owl.example>' } }), 'tom@owl.example'],
    ['2, in Cc', mailmanMail(2, { from: 'Tom Owl via Shapes <shapes@lists.asso.example>', headers: { 'Reply-To': 'Shapes <shapes@lists.asso.example>', 'Cc': 'Tom Owl <tom@owl.example>' } }), 'tom@owl.example'],
    ['3, in X-MailFrom, with the mark of its server', mailmanMail(3, { from: 'Tom Owl via Shapes <shapes@lists.asso.example>' }), 'tom@owl.example'],
    ['3, when the mail was sent by a machine', mailmanMail(3, { from: 'Tom Owl via Shapes <shapes@lists.asso.example>', headers: { 'X-MailFrom': 'bounces+1@sender.example' } }), null],
  ])('whom Mailman speaks for: %s', async (_what, draft, address) => expect((await read(draft, shapes)).author).toEqual({ name: 'Tom Owl', handle: null, address }))

  test('Mailman 3 leads to the post in its archive', async () => {
    expect((await read(mailmanMail(3), shapes)).postUrl).toBe('https://lists.asso.example/archives/list/shapes@lists.asso.example/message/ABCDEFGHIJKLMNOPQRSTUVWXYZ234567/')
    expect((await read(mailmanMail(2), shapes)).postUrl).toBeNull()
    expect((await read(mailmanMail(2, { headers: { 'Archived-At': '<javascript:alert(1)>' } }), shapes)).postUrl).toBeNull()
  })

  test.each([
    '_______________________________________________\nShapes mailing list\nShapes@lists.asso.example\nhttp://lists.asso.example/mailman/listinfo/shapes',
    '_______________________________________________\nshapes mailing list -- shapes@lists.asso.example\nTo unsubscribe send an email to shapes-leave@lists.asso.example',
  ])('its footer is cut', async (footer) => {
    expect((await read(withFooterPart(mailmanMail(2), footer), shapes)).words).toBe('Which projection is it?')
    expect((await read(mailmanMail(2, { text: `Which projection is it?\n${footer}` }), shapes)).words).toBe('Which projection is it?')
  })

  test('any list is a list', async () => {
    const draft = changed(without(mailmanMail(2), 'X-BeenThere', 'X-Mailman-Version', 'List-Archive', 'List-Unsubscribe', 'Sender', 'Errors-To'), { 'List-Archive': '<https://groups.example/shapes>' })
    const mail = await understood(draft)
    expect(softwareOf(mail)).toBe('list')
    expect(postIn(mail, listSource({ ...shapes, profile: 'list' }), { isOurs: false })).toMatchObject({ title: 'need some help', author: { address: 'tom@owl.example' } })
  })
})
