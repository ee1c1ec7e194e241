import { expect, test } from 'vitest'
import { mergeSpf, parseSpf, spfLookups } from './spf.ts'
import { isSpf, textOf, txtData } from './txt.ts'

test('the terms of an SPF text, and the words that are none', () => {
  expect(parseSpf('V=SPF1  a mx:exemple.net ~IP4:192.0.2.0/24 a/24 -all redirect=_spf.exemple.net nonsense ip5:x include')).toEqual({
    terms: [
      { qualifier: '+', name: 'a', value: '' }, { qualifier: '+', name: 'mx', value: 'exemple.net' }, { qualifier: '~', name: 'ip4', value: '192.0.2.0/24' },
      { qualifier: '+', name: 'a', value: '/24' }, { qualifier: '-', name: 'all', value: '' }, { qualifier: '=', name: 'redirect', value: '_spf.exemple.net' },
    ],
    wrong: ['nonsense', 'ip5:x', 'include'],
  })
  expect([parseSpf(''), parseSpf('v=spf10 a'), parseSpf('v=DMARC1; p=none')]).toEqual([null, null, null])
})

test('what asks is counted', () => {
  expect(spfLookups(parseSpf('v=spf1 a mx ptr include:a include:b exists:%{i}.x ip4:192.0.2.1 ip6:2001:db8::1 redirect=c all')!.terms)).toBe(7)
})

test.each([
  ['ours and a third party, Gandi gone', ['v=spf1 include:_mailcust.gandi.net include:spf.brevo.com ?all'], 'v=spf1 include:_spf.exemple.coop ~all', 'v=spf1 include:_spf.exemple.coop include:spf.brevo.com ~all'],
  ['several become one, each word once', ['v=spf1 mx a/24 include:A.exemple -all', 'v=spf1 MX include:a.exemple ip4:192.0.2.1 ~all'], null, 'v=spf1 mx a/24 include:A.exemple ip4:192.0.2.1 ~all'],
  ['nobody says how it ends', ['v=spf1 mx'], null, 'v=spf1 mx ?all'],
  ['everybody may send: nobody meant it', ['v=spf1 mx +all'], null, 'v=spf1 mx ?all'],
  ['ours does not say how it ends', ['v=spf1 mx -all'], 'v=spf1 a', 'v=spf1 a mx -all'],
  ['a redirection is included, explanations stand once and last', ['v=spf1 redirect=_spf.exemple.net', 'v=spf1 a exp=x.exemple -all exp=y.exemple'], null, 'v=spf1 include:_spf.exemple.net a -all exp=x.exemple'],
  ['who is refused stays refused', ['v=spf1 -ip4:192.0.2.1 ip4:192.0.2.0/24 -all'], null, 'v=spf1 -ip4:192.0.2.1 ip4:192.0.2.0/24 -all'],
  ['nothing', ['hello'], null, 'v=spf1 ?all'],
])('%s', (...[, others, ours, merged]) => {
  expect(mergeSpf(others, { ours, gone: ['_mailcust.gandi.net'] })).toBe(merged)
})

test('a text is put together from its pieces, and cut again', () => {
  const text = `v=spf1 ${'ip4:192.0.2.1 '.repeat(30)}é -all`
  expect(textOf(txtData(text))).toBe(text)
  expect([isSpf({ type: 'TXT', data: txtData(text) }), isSpf({ type: 'TXT', data: '"v=" "spf1"' }), isSpf({ type: 'TXT', data: '"v=spf10"' }), isSpf({ type: 'SPF', data: '"v=spf1"' }), isSpf({ type: 'TXT', data: '\\# 0' })]).toEqual([true, true, false, false, false])
  expect(txtData('')).toBe('""')
})
