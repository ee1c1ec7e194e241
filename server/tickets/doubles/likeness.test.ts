import { describe, expect, test } from 'vitest'
import { doublesOf, keeper, likeness, personOf, type Asked } from './likeness.ts'
import { bareSubject, fullName, tellingWords } from './words.ts'

const DAY = 86_400_000
const LONG = 'Bonjour, depuis ce matin notre boîte contact@piedsverts.org ne reçoit plus rien et les messages reviennent avec une erreur de quota. Pouvez-vous agrandir l’espace disque du compte piedsverts ? Merci, Claire'

type Question = { from?: string, name?: string, subject?: string, text?: string, day?: number, mailbox?: number, channel?: Asked['channel'] }
let ids = 0
const asked = ({ from = 'claire@pieds.example', name = 'Claire Vasseur', subject = 'Quota dépassé', text = LONG, day = 0, mailbox = 1, channel = 'mail' }: Question = {}): Asked => ({
  ticketId: ++ids, person: personOf({ address: from, joined: null, handle: null }), name: fullName(name), channel, mailboxId: mailbox, subject: tellingWords(bareSubject(subject)), text: tellingWords(text), openedAt: day * DAY,
})

describe('the same question', () => {
  test.each<[string, Question, Question]>([
    ['sent again by another entrance, cut short', {}, { channel: 'form', text: 'Notre boîte contact@piedsverts.org ne reçoit plus rien, quota dépassé.' }],
    ['on a list with its tag', { mailbox: 2, channel: 'list', subject: '[entraide] Quota dépassé' }, {}],
    ['asked again at the same place, as nobody answered', { subject: 'Re: Quota dépassé', text: `Je me permets de relancer. ${LONG}`, day: 2 }, {}],
    ['with and without accents, capitals and plurals', { channel: 'form', subject: 'QUOTAS DEPASSES', text: 'boites pleines, quota depasse chez piedsverts.org' }, { subject: 'Quota dépassé', text: 'boîte pleine, quotas dépassés chez piedsverts.org' }],
    ['in English', { channel: 'forum', subject: 'Website down', text: 'Our website asso.example shows error 503 since this morning' }, { subject: 'Fwd: website down', text: 'asso.example: error 503 on the website, please help' }],
    ['from another address of hers, word for word', { from: 'c.vasseur@maison.example', name: 'VASSEUR Claire', day: 1 }, {}],
    ['told at length elsewhere', { channel: 'forum', text: `${LONG} ${'Nous avons tout essayé : redémarrer le logiciel, changer le réglage du serveur sortant, appeler une voisine informaticienne. '.repeat(2)}` }, { text: 'La boîte contact@piedsverts.org ne reçoit plus rien' }],
  ])('%s', (_what, one, other) => {
    expect(likeness(asked(one), asked(other))).toBeGreaterThan(0.3)
  })

  test.each<[string, Question, Question]>([
    ['something else of the same person', { channel: 'form', subject: 'Facture 2025', text: 'Je ne retrouve pas ma facture de janvier, pouvez-vous la renvoyer ?' }, {}],
    ['greetings alone', { channel: 'form', subject: 'Bonjour', text: 'Bonjour, pouvez-vous m’aider ? Merci d’avance. Cordialement' }, { subject: 'Bonjour', text: 'Bonjour, j’ai un problème, merci de votre aide. Cordialement' }],
    ['nothing at all', { subject: '', text: '' }, { subject: '', text: '', channel: 'form' }],
    ['the same words, weeks ago', { channel: 'form', day: 9 }, {}],
    ['the same words of somebody else', { from: 'tom@weber.example', name: 'Tom Weber' }, {}],
    ['a namesake with another question', { from: 'claire@autre.example', subject: 'Quota', text: 'Quel est le quota d’une boîte chez vous avant d’adhérer ?' }, {}],
    ['a first name alone', { from: 'autre@pieds.example', name: 'Claire' }, { name: 'Claire' }],
    ['two who have no address', { from: '', name: '' }, { from: '', name: '' }],
  ])('not: %s', (_what, one, other) => {
    expect(likeness(asked(one), asked(other))).toBeUndefined()
  })

  test('a name at a forum counts as the address it was joined to', () => {
    expect(personOf({ address: '', joined: 'Claire@pieds.example', handle: 'claire_v' })).toBe(personOf({ address: 'claire@pieds.example', joined: null, handle: null }))
    expect(personOf({ address: '', joined: null, handle: 'claire_v' })).toBe('handle:claire_v')
  })
})

test('the most alike come first, three at most, and never the ticket itself', () => {
  const one = asked()
  const others = [one, asked({ text: `${LONG} Et autre chose, la facture du mois dernier.` }), asked(), asked({ day: 1 }), asked({ text: `${LONG} Aussi le calendrier partagé.` })]
  const pairs = doublesOf(one, others)
  expect(pairs).toHaveLength(3)
  expect(pairs.map(({ highId }) => highId).slice(0, 2).sort()).toEqual([others[2]?.ticketId, others[3]?.ticketId].sort())
})

test('who writes all day is a machine', () => {
  expect(doublesOf(asked(), Array.from({ length: 21 }, () => asked()))).toEqual([])
})

test.each([
  { what: 'the older goes on', one: { id: 2, assigneeId: 0, createdAt: 5 }, other: { id: 3, assigneeId: 0, createdAt: 4 }, kept: 3 },
  { what: 'unless somebody has the other', one: { id: 2, assigneeId: 9, createdAt: 5 }, other: { id: 3, assigneeId: 0, createdAt: 4 }, kept: 2 },
  { what: 'the older of two that somebody has', one: { id: 2, assigneeId: 9, createdAt: 5 }, other: { id: 3, assigneeId: 8, createdAt: 4 }, kept: 3 },
  { what: 'the first of two of one instant', one: { id: 3, assigneeId: 0, createdAt: 4 }, other: { id: 2, assigneeId: 0, createdAt: 4 }, kept: 2 },
])('$what', ({ one, other, kept }) => {
  expect([keeper(one, other), keeper(other, one)]).toEqual([kept, kept])
})
