import { describe, expect, test } from 'vitest'
import { byHand, MANUAL_ACTS } from './by-hand.ts'
import { hasMail, lostWith, type RrSet } from './domain.ts'
import { allows, CALLED, lacking, RIGHTS, unknownToken, unseenDomain } from './rights.ts'
import { lackingIn, lengthenedAgain, longest, shortened } from './zone-changes.ts'

const set = (...[name, type, ttl, ...values]: [string, string, number, ...string[]]): RrSet => ({ name, type, ttl, values })
const zone = [set('@', 'SOA', 10_800, 'x'), set('@', 'A', 10_800, '192.0.2.1'), set('www', 'CNAME', 600, 'a.example.'), set('@', 'MX', 300, '10 a.', '20 b.')]

test('what is remembered for too long is shortened, but the SOA; and lengthened again where nothing else has changed', () => {
  const short = shortened(zone, 300)
  expect(short).toEqual([set('@', 'A', 300, '192.0.2.1'), set('www', 'CNAME', 300, 'a.example.')])
  const now = [zone[0], ...short, zone[3], set('new', 'A', 300, '192.0.2.9')].filter(one => one !== undefined)
  expect(lengthenedAgain(now, zone)).toEqual([zone[1], zone[2]])
  expect(lengthenedAgain(now.map(one => one.type === 'A' ? { ...one, values: ['198.51.100.7'] } : one), zone)).toEqual([zone[2]])
  expect([longest(zone), longest(short), longest([])]).toEqual([10_800, 300, 0])
})

test.each<[RrSet[], number]>([
  [[set('@', 'MX', 300, '20 b.', '10 a.')], 0], [[set('@', 'mx', 300, '10 a.')], 1], [[set('WWW', 'CNAME', 600, 'a.example.')], 0], [[set('mail', 'A', 300, '192.0.2.1')], 1], [[set('www', 'CNAME', 300, 'a.example.')], 1],
])('of %j, %i are not there as they are wanted', (wanted, count) => expect(lackingIn(zone, wanted)).toHaveLength(count))

describe('a token', () => {
  test.each<[string[] | null, (boolean | null)[]]>([
    [null, [null, null, null]],
    [[], [null, null, null]],
    [['organization:view'], [null, null, null]],
    [['domain:view'], [true, false, null]],
    [['domain:view', 'domain:tech', 'mail:view'], [true, true, true]],
  ])('with %j may', (scopes, expected) => expect(RIGHTS.map(right => allows(scopes, right))).toEqual(expected))

  test('that is refused is refused in words that say what to tick, and where', () => {
    for (const right of RIGHTS) expect(lacking(right).details).toMatchObject({ words: { fr: expect.stringContaining(CALLED[right].fr) as unknown, en: expect.stringContaining('admin.gandi.net') as unknown } })
    for (const refusal of [unknownToken(), unseenDomain('assoc.org'), lacking('view')]) expect(JSON.stringify(refusal.details['words'])).not.toMatch(/'| [:;?!]|« /)
  })
})

test('what is lost with the departure, each once, also what nobody has heard of', () => {
  const services = ['gandilivedns', 'mailboxv2', 'packmail', 'hologram']
  expect([lostWith({ services }).fr, hasMail({ services }), hasMail({ services: ['gandilivedns'] })]).toEqual([['la zone DNS', 'les boîtes mail', 'hologram'], true, false])
})

test.each(MANUAL_ACTS)('%s can be done by hand, in both languages, in good French', (act) => {
  const { title, how, seen } = byHand(act, { domain: 'assoc.org', nameServers: ['ns1.coop.example', 'ns2.coop.example'] })
  for (const { fr, en } of [title, how, seen]) {
    expect(Math.min(fr.length, en.length)).toBeGreaterThan(10)
    expect(fr + en).not.toContain('{{')
    expect(fr).not.toMatch(/'| [:;?!»]|« /)
  }
  if (act !== 'token') expect(how.fr.includes('assoc.org') || act === 'accept').toBe(true)
  if (act === 'name-servers') expect(how.en).toContain('ns1.coop.example, ns2.coop.example')
})
