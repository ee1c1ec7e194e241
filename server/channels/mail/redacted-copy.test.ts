import { expect, test } from 'vitest'
import { signerOf } from '../../platform/signing.ts'
import { isRedactedCopy, sealedDigest, sealedFingerprint } from './redacted-copy.ts'

const signer = signerOf('a key')
const known = { messageId: 3, fingerprint: sealedFingerprint('f', signer), sentAt: 10, redactedAt: 20 }

test.each([
  ['the same id and date', { messageId: '<a@b>', date: 10, fingerprint: 'read otherwise' }, known, true],
  ['the same id, another date: another message', { messageId: '<a@b>', date: 11, fingerprint: 'other' }, known, false],
  ['the same words, without an id', { messageId: null, date: 10, fingerprint: 'f' }, known, true],
  ['other words, without an id', { messageId: null, date: 10, fingerprint: 'g' }, known, false],
  ['no date, the same words', { messageId: '<a@b>', date: null, fingerprint: 'f' }, known, true],
  ['nothing was taken out', { messageId: '<a@b>', date: 10, fingerprint: 'f' }, { ...known, redactedAt: null }, false],
  ['only known from its answers', { messageId: '<a@b>', date: 10, fingerprint: 'f' }, { ...known, messageId: null }, false],
  ['unknown', { messageId: '<a@b>', date: 10, fingerprint: 'f' }, undefined, false],
] as const)('%s', (...[, mail, found, is]) => {
  expect(isRedactedCopy(mail, found, signer)).toBe(is)
})

test('another installation makes other codes, and none of them is a digest', () => {
  expect(sealedDigest('d', signer)).not.toBe(sealedDigest('d', signerOf('another key')))
  expect(sealedFingerprint('f'.repeat(64), signer)).toMatch(/^hmac-[a-z2-7]{16}$/)
})
