import { expect, test } from 'vitest'
import { reportOf } from './reports.ts'
import { leavesOf, readPartHeader, type LeafPart } from '../bytes/parts.ts'

const leaf = (contentType: string, text: string): LeafPart =>
  ({ ...readPartHeader(new Map([['content-type', [contentType]]])), size: text.length, sha256: '', kept: Buffer.from(text), isCut: false, parts: [] })
const FEEDBACK = 'Feedback-Type: abuse\r\nUser-Agent: SomeGenerator/1.0\r\nVersion: 1\r\n'
const OURS = 'Message-ID: <t1.2.mac@coop.example>\r\nSubject: Re: Mon site\r\n\r\nBonjour'

test.each<[string, LeafPart[], ReturnType<typeof reportOf>]>([
  ['a complaint with the message', [leaf('message/feedback-report', FEEDBACK), leaf('message/rfc822', OURS)], { messageId: '<t1.2.mac@coop.example>', returnPath: null }],
  ['a complaint with its header alone', [leaf('message/feedback-report', FEEDBACK), leaf('text/rfc822-headers', OURS)], { messageId: '<t1.2.mac@coop.example>', returnPath: null }],
  ['a complaint that blacks out all but the way back', [leaf('message/feedback-report', `${FEEDBACK}Original-Mail-From: <retours+b1.2.3.mac@coop.example>\r\n`), leaf('message/rfc822', 'Subject: x\r\n\r\n')], { messageId: null, returnPath: 'retours+b1.2.3.mac@coop.example' }],
  ['one whose message tells the way back', [leaf('message/feedback-report', FEEDBACK), leaf('message/rfc822', 'Return-Path: <retours+b1.2.3.mac@coop.example>\r\n\r\n')], { messageId: null, returnPath: 'retours+b1.2.3.mac@coop.example' }],
  ['a complaint that says nothing', [leaf('message/feedback-report', 'x')], { messageId: null, returnPath: null }],
  ['"your message was displayed"', [leaf('message/disposition-notification', 'Reporting-UA: phone\r\n\r\nFinal-Recipient: rfc822;claire@asso.example\r\nOriginal-Message-ID: <t1.2.mac@coop.example>\r\nDisposition: manual-action/MDN-sent-manually; displayed\r\n')], { messageId: '<t1.2.mac@coop.example>', returnPath: null }],
  ['a bounce is none', [leaf('message/delivery-status', 'Original-Message-ID: <a@x>'), leaf('message/rfc822', OURS)], null],
  ['a forwarded message is none', [leaf('message/rfc822', OURS)], null],
])('%s', (_what, leaves, expected) => expect(reportOf(leaves.flatMap(leavesOf))).toEqual(expected))
