import { simpleParser } from 'mailparser'
import { describe, expect, test } from 'vitest'
import { LONGEST, messageOf, problemWith } from './answer.ts'
import { pageOf, type PortalTicket } from './page.ts'
import { portalLocale, wordsIn } from './words.ts'

describe('an answer', () => {
  test.each([
    ['Bonjour', 0, undefined],
    [' \n ', 0, 'empty'],
    ['x'.repeat(LONGEST + 1), 0, 'tooLong'],
    ['Bonjour', 12, 'tooMany'],
  ] as const)('%.20s after %i others: %s', (text, withinTheHour, problem) => expect(problemWith(text, { withinTheHour })).toBe(problem))

  test.each([
    'Ça marche, merci\u00A0! 🎉',
    'ligne\nligne\r\nligne\r\n\r\n.\r\nFrom moi',
    'é'.repeat(5000),
  ])('is a message that says the same: %.30s', async (text) => {
    const subject = 'Re: Boîte pleine, à l’accueil et chez nos voisins d’à côté 🎉'
    const mail = await simpleParser(messageOf({ from: 'claire@pieds.example', to: 'portal+t1.x@portal.invalid', subject, text, at: new Date(0), id: 'a-b' }))
    expect(mail.subject).toBe(subject)
    expect(mail.text?.trim()).toBe(text.replace(/\r\n/g, '\n').trim())
    expect([mail.from?.value[0]?.address, mail.messageId, mail.date?.getTime()]).toEqual(['claire@pieds.example', '<a-b@portal.invalid>', 0])
  })
})

const ticket: PortalTicket = {
  reference: 'CDF-GHJ-KMNP', subject: 'Quota', status: 'waiting', locale: 'fr', createdAt: Date.UTC(2026, 10, 22, 17), guest: 'claire@pieds.example', requester: 'claire@pieds.example', house: 'Aide Coop',
  messages: [
    { kind: 'incoming', name: 'Claire', address: 'Claire@pieds.example', text: 'Bonjour', at: 0, files: ['capture.png'] },
    { kind: 'incoming', name: '', address: 'tom@web.example', text: 'Moi aussi', at: 1, files: [] },
    { kind: 'reply', name: 'Nadia', address: 'nadia@coop.example', text: 'Voilà', at: 2, files: [] },
  ],
}

describe('a page', () => {
  test('names who speaks, and never an agent', () => expect(pageOf(ticket, 'fr').messages.map(({ author, side }) => [author, side])).toEqual([['Vous', 'own'], ['tom@web.example', 'other'], ['Aide Coop', 'ours']]))
  test('shows the key of a run to its member alone', () => {
    const told = { ...ticket, messages: [{ kind: 'reply', name: 'Nadia', address: 'n@coop.example', text: 'Ici : https://coop.example/aide/parcours/12/abcdefghij234567.', at: 0, files: [] }] } satisfies PortalTicket
    expect(pageOf(told, 'fr').messages[0]?.text).toContain('/12/abcdefghij234567.')
    expect(pageOf({ ...told, guest: 'tom@web.example' }, 'fr').messages[0]?.text).toBe('Ici : https://coop.example/aide/parcours/12/….')
  })
  test('tells the time of Paris', () => expect(pageOf(ticket, 'en').opened).toContain('18:00'))
  test.each(['solved', 'closed'] as const)('offers no closing when it is %s', status => expect(pageOf({ ...ticket, status }, 'fr').mayClose).toBe(false))
})

test.each([
  [{ asked: 'en', ticket: 'fr', accepted: 'fr' }, 'en'],
  [{ asked: undefined, ticket: 'en', accepted: 'fr' }, 'en'],
  [{ asked: ['en'], ticket: null, accepted: 'en-GB,fr;q=0.5' }, 'en'],
  [{ asked: 'de', ticket: null, accepted: undefined }, 'fr'],
] as const)('the language of %j is %s', (given, locale) => expect(portalLocale(given)).toBe(locale))

test('both languages say everything', () => {
  for (const words of Object.values(wordsIn)) for (const word of Object.values(words)) expect(word.trim()).not.toBe('')
})
