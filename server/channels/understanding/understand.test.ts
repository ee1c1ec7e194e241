import { describe, expect, test } from 'vitest'
import { readFields } from './bytes/headers.ts'
import type { LeafPart } from './bytes/parts.ts'
import { understand } from './understand.ts'

const HEAD = 'From: Camille <camille@example.org>\nSubject: Essai\nDate: Mon, 23 Nov 2026 10:00:00 +0100\nMessage-ID: <a@x>'
const TEXT: LeafPart = { contentType: 'text/plain', parameters: new Map(), disposition: null, filename: null, contentId: null, size: 0, sha256: 'text', kept: new Uint8Array(), isCut: false, parts: [] }
const FILE: LeafPart = { ...TEXT, contentType: 'application/pdf', filename: 'a.pdf', sha256: 'file' }

const read = (fields: string, text = 'Bonjour', leaves: LeafPart[] = [TEXT]) =>
  understand({ headers: readFields(fields), authentication: [], root: { contentType: 'multipart/mixed', parameters: new Map(), disposition: null, filename: null, contentId: null, parts: leaves }, text, leadLength: null, html: null, rawHash: () => 'raw', problems: [] })

describe('the fingerprint', () => {
  const { fingerprint } = read(HEAD)

  test.each([
    ['it took another way', `Received: from a\nX-Spam: no\nReturn-Path: <b@x>\nDelivered-To: c@x\n${HEAD}`, 'Bonjour'],
    ['blanks and line ends were changed', HEAD, 'Bonjour \n\n'],
    ['the same moment is written otherwise', HEAD.replace('10:00:00 +0100', '09:00:00 GMT'), 'Bonjour'],
    ['the sender is written otherwise', HEAD.replace('Camille <camille@', 'C. M. <camille@'), 'Bonjour'],
  ])('is the same when %s', (...[, fields, text]) => { expect(read(fields, text).fingerprint).toBe(fingerprint) })

  test.each([
    ['sender', HEAD.replace('camille@', 'rene@'), 'Bonjour'],
    ['subject', HEAD.replace('Essai', 'Autre'), 'Bonjour'],
    ['date', HEAD.replace('10:00:00', '10:00:01'), 'Bonjour'],
    ['text', HEAD, 'Bonsoir'],
  ])('changes with the %s', (...[, fields, text]) => { expect(read(fields, text).fingerprint).not.toBe(fingerprint) })

  test('changes with the attachments', () => { expect(read(HEAD, 'Bonjour', [TEXT, FILE]).fingerprint).not.toBe(fingerprint) })

  test('of a message with neither date nor id is that of its bytes', () => { expect(read('From: camille@example.org').fingerprint).toBe('raw') })
})

test.each([
  ['From: \nReply-To: Camille <camille@example.org>', 'camille@example.org', 'sender-from-other-header'],
  ['From: Camille\nSender: camille@example.org', 'camille@example.org', 'sender-from-other-header'],
  ['Subject: x', undefined, 'no-sender'],
  ['From: a@x.fr\nFrom: b@x.fr', 'a@x.fr', 'several-from'],
  ['From: a@x.fr\nDate: hier', 'a@x.fr', 'bad-date'],
  ['From: a@x.fr', 'a@x.fr', 'no-date'],
  ['From: a@x.fr', 'a@x.fr', 'no-message-id'],
  [`From: a@x.fr\nSubject: ${'a'.repeat(2000)}`, 'a@x.fr', 'subject-too-long'],
])('%s', (fields, from, problem) => {
  const mail = read(fields)
  expect(mail.from?.address).toBe(from)
  expect(mail.problems).toContain(problem)
})

test('a whole message has no problems', () => { expect(read(HEAD).problems).toStrictEqual([]) })

test('a bounce forwards nothing, and is automatic', () => {
  const status = { ...FILE, contentType: 'message/delivery-status', kept: Buffer.from('Final-Recipient: rfc822;a@x.fr\nAction: failed\nStatus: 5.1.1\n') }
  const returned = { ...FILE, contentType: 'message/rfc822', kept: Buffer.from('From: support@example.coop\nMessage-ID: <ours@x>\n\n') }
  expect(read(HEAD, '', [TEXT, status, returned])).toMatchObject({ automatic: 'bounce', forwardedFrom: null, bounce: { originalMessageId: '<ours@x>' } })
})

test.each<[string, object]>([
  ['From: a@x.fr, b@x.fr', { authors: 2 }],
  ['From: a@x.fr', { authors: 1, silence: null, language: null }],
  ['From: a@x.fr\nContent-Language: fr-FR, en', { language: 'fr' }],
  ['From: a@x.fr\nPrecedence: bulk', { silence: 'bulk' }],
  ['From: a@x.fr\nList-Unsubscribe: <mailto:x@x.fr>', { silence: 'bulk' }],
  ['From: a@x.fr\nFeedback-ID: 1:2:3', { silence: 'bulk' }],
  ['From: a@x.fr\nX-Auto-Response-Suppress: DR, OOF, AutoReply', { silence: 'suppressed' }],
  ['From: a@x.fr\nX-Auto-Response-Suppress: None', { silence: null }],
])('%s is understood', (fields, expected) => expect(read(fields)).toMatchObject(expected))
