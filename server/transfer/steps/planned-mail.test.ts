import { expect, test } from 'vitest'
import { Refusal } from '../../platform/errors.ts'
import { MailGiven, plannedMail } from './planned-mail.ts'

const planned = (given: object) => plannedMail(MailGiven.parse({ domain: 'pieds.example', ...given }))

test('mailboxes, their aliases and forwards become addresses, and what takes everything else stays so', () => {
  expect(planned({
    mailboxes: [{ address: 'contact@pieds.example', aliases: ['info', '*', 'liste-*'], responder: true }],
    forwards: [{ source: 'bureau', destinations: ['a@free.example', 'b@free.example'] }], quotaMb: 500,
  })).toEqual({
    addresses: [
      { local: 'contact', mailbox: { quotaMb: 500 }, recipients: [] },
      { local: 'bureau', mailbox: null, recipients: ['a@free.example', 'b@free.example'] },
      { local: 'info', mailbox: null, recipients: ['contact@pieds.example'] },
    ],
    boxes: [{ address: 'contact@pieds.example', local: 'contact' }],
    catchAll: 'contact@pieds.example',
    byHand: [expect.objectContaining({ fr: expect.stringContaining('liste-*@pieds.example') as string }), expect.objectContaining({ en: expect.stringContaining('automatic answer') as string })],
    fr: '1 boîte, 2 redirections', en: '1 mailbox, 2 forwards',
  })
})

test('what a member writes down is read line by line', () => {
  expect(planned({ list: 'Contact@pieds.example\r\n\n tresorerie \nbureau: a@free.example, b@free.example\ninfo → contact@pieds.example' })).toMatchObject({
    boxes: [{ local: 'contact' }, { local: 'tresorerie' }], fr: '2 boîtes, 2 redirections',
    addresses: [{ local: 'contact' }, { local: 'tresorerie' }, { local: 'bureau', recipients: ['a@free.example', 'b@free.example'] }, { local: 'info', recipients: ['contact@pieds.example'] }],
  })
})

test('a domain without mail has nothing to carry', () => {
  expect(planned({})).toMatchObject({ addresses: [], boxes: [], catchAll: null, byHand: [] })
})

test('an address of another domain is refused', () => {
  expect(() => planned({ list: 'contact@ailleurs.example' })).toThrow(Refusal)
})
