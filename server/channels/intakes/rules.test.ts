import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { bareMail } from '../understanding/bytes/bare.ts'
import { headerBlock } from './header-block.ts'
import { possible, reasonIn } from './possible.ts'
import { understoodAs } from './understood.ts'

test.each([
  ['quarantined', {}, ['retry', 'ticket', 'attach', 'dismiss']],
  ['quarantined', { hasBytes: false }, ['dismiss']],
  ['refused', { isDismissed: true }, ['retry', 'ticket', 'attach']],
  ['ignored', {}, ['ticket', 'attach']],
  ['ignored', { hasBytes: false }, []],
  ['ignored', { isOnTicket: true }, []],
  ['opened', { isOnTicket: true }, []],
  ['own', {}, []],
  ['duplicate', {}, []],
] as const)('%s, %o: an agent may %j', (state, more, acts) => {
  expect(possible({ state, hasBytes: true, isOnTicket: false, isDismissed: false, ...more })).toEqual(acts)
})

test.each([
  ['too-many-hops', { reason: 'too-many-hops', detail: null }],
  ['not-storable: data too long: 3', { reason: 'not-storable', detail: 'data too long: 3' }],
])('the reason %s', (stored, expected) => {
  expect(reasonIn(stored)).toEqual(expected)
})

test.each([
  ['From: a\r\nTo: b\r\n\r\nText', 'From: a\r\nTo: b\r\n'],
  ['From: a\nTo: b\n\nText\n\nmore', 'From: a\nTo: b\n'],
  ['From: a', 'From: a'],
])('the header of %j', async (raw, header) => {
  expect((await headerBlock(Readable.from([Buffer.from(raw)]))).toString()).toBe(header)
})

test('a message that no reader can read still says from whom it is, about what, and its bytes', () => {
  expect(bareMail(Buffer.from('From: "Odile" <odile@asso.example>\r\nSubject: =?utf-8?q?D=C3=A9sol=C3=A9e?=\r\nMessage-ID: <a@b>\r\n\r\nCaf\u00e9\0', 'latin1')))
    .toMatchObject({ from: { address: 'odile@asso.example', name: 'Odile' }, subject: 'Désolée', messageId: '<a@b>', text: expect.stringContaining('Café') as string, silence: 'bulk', problems: ['unreadable'] })
})

test('bytes that are no message at all are a text of nobody', () => {
  expect(bareMail(Buffer.from('ceci n’est pas un mail'))).toMatchObject({ from: null, subject: '', messageId: null, text: 'ceci n’est pas un mail' })
})

test('what is understood is cut, and what is not says why', () => {
  expect(understoodAs({ quarantined: 'timeout: 30 s' })).toEqual({ unreadable: 'timeout: 30 s' })
  expect(understoodAs({ mail: { ...bareMail(Buffer.from('x')), text: 'a'.repeat(30_000), attachments: [{ part: 0, filename: 'a.pdf', contentType: 'application/pdf', size: 3, disposition: null, contentId: null, sha256: '' }] } }))
    .toMatchObject({ text: 'a'.repeat(20_000), attachments: [{ filename: 'a.pdf', contentType: 'application/pdf', size: 3 }] })
})
