import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAuthenticationResults } from './authentication-results.ts'
import { authenticationOf } from './authentication.ts'
import { readHeaders } from '../understanding/bytes/headers.ts'
import { readAddresses } from '../understanding/addresses.ts'

const OURS = 'mx.coop.example'

/** What is made of a header block whose lines are these. */
function judged(lines: readonly string[], authservId: string | null = OURS) {
  const block = readHeaders(Buffer.from(`${lines.join('\r\n')}\r\n\r\nBonjour`))
  if (!block) throw new Error('no header')
  const authors = readAddresses(block.headers.get('from') ?? [])
  return authenticationOf({ from: authors[0] ?? null, authors: authors.length, authentication: block.authentication }, authservId)
}

const BY_US = 'Received: from out.asso.example by mx.coop.example; Sun, 22 Nov 2026 08:00:00 +0100'
const FROM = 'From: Claire <claire@asso.example>'
const by = (results: string, server = OURS) => `Authentication-Results: ${server}; ${results}`

describe('one result of our server', () => {
  test.each<[string, string, string]>([
    ['dmarc=pass', 'dmarc=pass (p=none dis=none) header.from=asso.example', 'authenticated'],
    ['dmarc=pass in other letters', 'DMARC = Pass  header.From=ASSO.example', 'authenticated'],
    ['dmarc with a version', 'dmarc/1=pass header.from=asso.example', 'authenticated'],
    ['dmarc of nobody in particular', 'dmarc=pass', 'authenticated'],
    ['dmarc of somebody else', 'dmarc=pass header.from=evil.example', 'unknown'],
    ['dmarc=fail', 'dmarc=fail header.from=asso.example', 'failed'],
    ['dmarc=fail with a good signature of somebody else', 'dkim=pass header.d=evil.example; spf=pass smtp.mailfrom=x@evil.example; dmarc=fail (p=reject) header.from=asso.example', 'failed'],
    ['dmarc=none', 'dmarc=none', 'unknown'],
    ['dmarc=bestguesspass', 'dmarc=bestguesspass header.from=asso.example', 'unknown'],
    ['dkim of the domain', 'dkim=pass header.d=asso.example header.s=k1', 'authenticated'],
    ['dkim by its identity', 'dkim=pass header.i=@mail.asso.example header.b="abc="', 'authenticated'],
    ['dkim of a parent', 'dkim=pass header.d=example', 'unknown'],
    ['dkim of somebody else', 'dkim=pass header.d=evil.example', 'unknown'],
    ['dkim of a look-alike', 'dkim=pass header.d=notasso.example', 'unknown'],
    ['one of two signatures', 'dkim=fail (bad signature) header.d=asso.example; dkim=pass header.d=asso.example', 'authenticated'],
    ['dkim=fail', 'dkim=fail header.d=asso.example', 'unknown'],
    ['spf of the domain', 'spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=bounces@asso.example', 'authenticated'],
    ['spf of a bare domain', 'spf=pass smtp.mailfrom=asso.example', 'authenticated'],
    ['spf of somebody else', 'spf=pass smtp.mailfrom=claire@evil.example', 'unknown'],
    ['spf of the greeting only', 'spf=pass smtp.helo=asso.example', 'unknown'],
    ['blanks around the point', 'dkim=pass header . d = asso.example', 'authenticated'],
    ['a comment in between', 'dkim (two; things) = (really) pass (good (very \\) good) one) header.d=asso.example', 'authenticated'],
    ['a comment that says pass', 'dkim=fail (dmarc=pass header.from=asso.example)', 'unknown'],
    ['a quoted reason that says pass', 'dkim=fail reason="no; dmarc=pass header.from=asso.example"', 'unknown'],
    ['a quoted value', 'dkim=pass header.d="asso.example"', 'authenticated'],
    ['none', 'none', 'unknown'],
    ['a comment that never ends', 'dkim=pass header.d=asso.example (', 'authenticated'],
  ])('%s', (_what, results, expected) => expect(judged([by(results), BY_US, FROM])).toBe(expected))

  test('with a version of the header, a comment and a fold', () => {
    expect(judged([`Authentication-Results: (of) ${OURS.toUpperCase()}. 1;`, '\tdmarc=pass', '\theader.from=asso.example', BY_US, FROM])).toBe('authenticated')
  })
  test('an international domain', () => {
    expect(judged([by('dmarc=pass header.from=xn--association-ile-2jb.example'), BY_US, 'From: a@xn--association-ile-2jb.example'])).toBe('authenticated')
  })
})

const PASS = 'dmarc=pass header.from=asso.example'
const FAIL = 'dmarc=fail header.from=asso.example'

describe('where it stands', () => {
  test.each<[string, string[], string]>([
    ['above our server, below the last hop', ['Received: from mx.coop.example by imap.coop.example', by(PASS), BY_US, FROM], 'authenticated'],
    ['below our server, which writes so', [BY_US, by(PASS), 'Received: from pc by out.asso.example', FROM], 'authenticated'],
    ['two of our filters, the one above the other', [by('spf=none'), by(PASS), BY_US, FROM], 'authenticated'],
    ['forged below our server, which said nothing of it', [by('spf=none'), BY_US, by(PASS), FROM], 'unknown'],
    ['forged below our server, which said otherwise', [by(FAIL), BY_US, by(PASS), FROM], 'failed'],
    ['forged in the same hop: the topmost counts', [BY_US, by(FAIL), by(PASS), FROM], 'failed'],
    ['forged by a server that stands further down', [by('dmarc=none'), BY_US, 'Received: from x by mx.coop.example', by(PASS), FROM], 'unknown'],
    ['of another server', [by(PASS, 'mx.evil.example'), BY_US, FROM], 'unknown'],
    ['of a server that begins like ours', [by(PASS, 'mx.coop.example.evil.example'), BY_US, FROM], 'unknown'],
    ['of a server without a name', ['Authentication-Results: dmarc=pass header.from=asso.example', BY_US, FROM], 'unknown'],
    ['none at all', [BY_US, FROM], 'unknown'],
    ['two authors', [by(PASS), BY_US, `${FROM}, evil@evil.example`], 'unknown'],
    ['two From headers', [by(PASS), BY_US, FROM, 'From: evil@evil.example'], 'unknown'],
    ['two authors do not undo a forgery', [by(FAIL), BY_US, `${FROM}, evil@evil.example`], 'failed'],
  ])('%s', (_what, lines, expected) => expect(judged(lines)).toBe(expected))

  test('without an authserv-id nobody is known', () => expect(judged([by(PASS), BY_US, FROM], null)).toBe('unknown'))

  test('whatever stands below our server proves nothing', () => {
    const forged = fc.array(fc.oneof(
      fc.constantFrom(by(PASS), by('dkim=pass header.d=asso.example'), 'Received: from x by mx.coop.example', 'X-Spam: no'),
      fc.string().map(text => by(text.replace(/[\r\n]/g, ' '))),
    ), { maxLength: 8 })
    fc.assert(fc.property(forged, lines => judged([by('spf=none'), BY_US, ...lines, FROM]) === 'unknown'))
  })
})

test('any text is read, in time that grows with its length', () => {
  fc.assert(fc.property(fc.string({ maxLength: 300 }), text => Array.isArray(readAuthenticationResults(text).results)))
  expect(readAuthenticationResults(`${OURS}; ${'('.repeat(4000)}`)).toEqual({ server: OURS, results: [] })
})
