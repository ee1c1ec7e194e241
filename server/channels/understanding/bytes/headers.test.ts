import { describe, expect, test } from 'vitest'
import { decodeWords } from './encoded-words.ts'
import { all, first, readable, readHeaders } from './headers.ts'

const read = (text: string, encoding: BufferEncoding = 'utf8') => readHeaders(Buffer.from(text, encoding))

describe('the header block', () => {
  test('keeps all values of a repeated header, unfolded, in their order', () => {
    const block = read('Received: from a\r\n\tby b\r\nReceived: from c\r\nSUBJECT : Essai\r\n\r\nCorps')
    expect(block && all(block.headers, 'received')).toStrictEqual(['from a by b', 'from c'])
    expect(block && first(block.headers, 'subject')).toBe('Essai')
  })

  test.each(['utf8', 'latin1'] as const)('reads bare %s', (encoding) => {
    expect(readable(first(read('Subject: été à Nîmes\r\n\r\n', encoding)?.headers ?? new Map(), 'subject'))).toBe('été à Nîmes')
  })

  test('reads bare bytes in the charset of the text', () => {
    const koi8 = Buffer.concat([Buffer.from('Content-Type: text/plain;\n\tcharset="koi8-r"\nSubject: '), Buffer.from('d0d2c9d7c5d4', 'hex'), Buffer.from('\nTo: été\n\n')])
    const headers = readHeaders(koi8)?.headers ?? new Map()
    expect([first(headers, 'subject'), first(headers, 'to')]).toStrictEqual(['привет', 'été'])
  })

  test.each([
    ['blank lines first', '\r\n\nSubject: a\n\nCorps', 'a', 'Corps', []],
    ['the line of an mbox', 'From camille@example.org Mon Nov 23\nSubject: a\n\nCorps', 'a', 'Corps', []],
    ['a byte order mark', '\ufeffSubject: a\n\nCorps', 'a', 'Corps', []],
    ['a line folded without its blank', 'Subject: a\nb c\nDate: d\n\nCorps', 'a b c', 'Corps', ['broken-header']],
    ['no blank line before the body', 'Subject: a\nBonjour, voici\n\nla suite', 'a', 'Bonjour, voici\n\nla suite', ['no-blank-line']],
    ['a line of blanks before a boundary', 'Subject: a\n \n--b\nContent-Type: text/plain\n\nCorps', 'a', '--b\nContent-Type: text/plain\n\nCorps', []],
    ['a line of blanks in a folded header', 'Subject: a\n \n b\nDate: d\n\nCorps', 'a b', 'Corps', []],
    ['a boundary without a blank line', 'Subject: a\n--b\nContent-Type: text/plain\n\nCorps', 'a', '--b\nContent-Type: text/plain\n\nCorps', ['no-blank-line']],
    ['no body', 'Subject: a', 'a', '', []],
  ] as const)('%s', (...[, message, subject, body, problems]) => {
    const block = read(message)
    expect(first(block?.headers ?? new Map(), 'subject')).toBe(subject)
    expect(Buffer.from(message).subarray(block?.bodyStart).toString()).toBe(body)
    expect(block?.problems).toStrictEqual(problems)
  })

  test.each(['Bonjour', 'x: y\n\nrien', '\n\n'])('%j is no message', (text) => { expect(read(text)).toBeUndefined() })
})

describe('encoded words', () => {
  test.each([
    ['=?iso-8859-1?Q?=C9t=E9_2026?=', 'Été 2026'],
    ['=?UTF-8?B?w6k=?= =?utf-8?B?w6g=?=', 'éè'],
    ['=?utf-8?B?w?= =?utf-8?B?6k=?=', 'é'],
    ['=?utf-8?q?caf=C3?=\t=?utf-8?q?=A9?= noir', 'café noir'],
    ['=?utf-8?q?a?= b =?utf-8?q?c?=', 'a b c'],
    ['=?x-unknown?q?=E9t=E9?=', 'été'],
    ['=?utf-8*fr?q?=C3=A9?=', 'é'],
    ['=?windows-1252?q?=80?=', '€'],
    ['=?utf-8?q?Pourquoi ? Parce que?=', 'Pourquoi ? Parce que'],
    ['=?utf-16?b?/v8A6Q==?=', 'é'],
    ['=??q?=C9t=E9?=', 'Été'],
    ['=?utf-8?b?w6nDqMOgw6nD?=', 'éèàé'],
    ['=?utf-8?q?pas fini', '=?utf-8?q?pas fini'],
    ['=?iso-2022-jp?B?GyRCJDMkcyRLJEEkTxsoQg==?=', 'こんにちは'],
  ])('%s', (value, expected) => { expect(decodeWords(value)).toBe(expected) })

  test('a subject has no line breaks, control characters or halves of characters', () => {
    expect(readable('Facture \u202efdp.exe\u2069 שלום')).toBe('Facture fdp.exe שלום')
    expect(readable('=?utf-8?q?a=0D=0ABcc:_b=00?= \ud800')).toBe('a Bcc: b  \ufffd')
  })
})
