import { expect, test } from 'vitest'
import { readZone } from '../../dns/zone/reading.ts'
import { movedZone, oursFor } from '../zones/moving.ts'
import { firstRecords } from './first-records.ts'

const ZONE = 'pieds.example.'
const GANDI = `@ 10800 IN A 217.70.184.38
@ 10800 IN MX 10 spool.mail.gandi.net.
@ 10800 IN TXT "v=spf1 include:_mailcust.gandi.net ?all"
@ 10800 IN TXT "google-site-verification=abc"
www 10800 IN CNAME webredir.vip.gandi.net.
nuage 3600 IN A 198.51.100.7
`

function first(comes: { mail: boolean, web: boolean }, text = GANDI) {
  const { records: old } = readZone(text, { origin: ZONE, ttl: 3600 })
  const { records: planned, expected } = movedZone({ zone: ZONE, old, ours: oursFor(ZONE, { ...comes, hosting: { mailHost: 'mx.coop.example', webAddresses: ['192.0.2.10', '2001:db8::10'] } }) })
  return firstRecords({ zone: ZONE, old, planned, expected }).map(({ name, type, ttl, values }) => `${name} ${ttl} ${type} ${values.join(' · ')}`)
}

test.each([
  ['mail and site', { mail: true, web: true }, ['@ 300 MX 5 mx.coop.example.', '@ 300 TXT "v=spf1 a mx ?all" · "google-site-verification=abc"', '@ 300 A 192.0.2.10']],
  ['the mail alone', { mail: true, web: false }, ['@ 300 MX 5 mx.coop.example.', '@ 300 TXT "v=spf1 a mx ?all" · "google-site-verification=abc"']],
  ['the site alone', { mail: false, web: true }, ['@ 300 A 192.0.2.10']],
])('%s: what moves, and nothing under an alias', (_what, comes, sets) => {
  expect(first(comes)).toEqual(expect.arrayContaining(sets))
  expect(first(comes).filter(line => line.startsWith('www') || line.startsWith('nuage'))).toEqual([])
})

test('what stays elsewhere is not written', () => {
  expect(first({ mail: false, web: false }, '@ 300 A 203.0.113.5\n@ 300 MX 5 mail.ailleurs.example.\n')).toEqual([])
})

test('what is not there yet is not written: nothing would take it away again', () => {
  expect(first({ mail: true, web: true }, '@ 300 A 217.70.184.38\n')).toEqual(['@ 300 A 192.0.2.10'])
  expect(first({ mail: true, web: true }, '@ 300 A 217.70.184.38\n@ 300 AAAA 2001:4b98::1\n')).toContain('@ 300 AAAA 2001:db8::10')
})
