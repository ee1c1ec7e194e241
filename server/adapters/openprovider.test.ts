import { describe, expect, test } from 'vitest'
import { Refusal, RemoteFailure } from '../platform/errors.ts'
import { phoneOf } from './openprovider-customers.ts'
import { instantIn, textOf } from './openprovider-dates.ts'
import { currentOf, Domain, fieldsIn, moneyIn, partsOf, standingOf } from './openprovider-reading.ts'
import { reasonIn } from './openprovider-reasons.ts'
import { openprovider } from './openprovider.ts'
import type { SimReply } from './http.sim.ts'
import { askingHere } from './http.sim.ts'

describe('the time of Amsterdam', () => {
  test.each<[string | null | undefined, string | null]>([
    ['2026-11-22 14:05:00', '2026-11-22T13:05:00.000Z'],
    ['2026-07-14 00:00:00', '2026-07-13T22:00:00.000Z'],
    // The night of 29 March the clocks go from 2 to 3, that of 25 October from 3 to 2.
    ['2026-03-29 01:59:59', '2026-03-29T00:59:59.000Z'],
    ['2026-03-29 03:00:00', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25 01:59:59', '2026-10-24T23:59:59.000Z'],
    ['2026-10-25 02:30:00', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25 03:00:00', '2026-10-25T02:00:00.000Z'],
    ['2026-12-31', '2026-12-30T23:00:00.000Z'],
    ['0000-00-00 00:00:00', null], ['2026-02-31 10:00:00', null], ['2026-11-22 25:00:00', null], ['yesterday', null], ['', null], [null, null], [undefined, null],
  ])('%s is %s', (text, instant) => {
    const found = instantIn(text)
    expect(found === null ? null : new Date(found).toISOString()).toBe(instant)
  })

  test('is written as it is read', () => {
    for (const at of [Date.UTC(2026, 0, 15, 12), Date.UTC(2026, 6, 15, 12), Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 2)]) expect(instantIn(textOf(at))).toBe(at)
  })
})

test.each([
  ['Invalid authorization information', 'wrong-code'], ['399 2202 auth code is wrong', 'wrong-code'], ['Domain is locked (clientTransferProhibited)', 'locked'], ['Object status prohibits operation', 'locked'],
  ['The domain was recently registered: within 60 days', 'too-young'], ['2308 domain expired', 'expired'], ['Your account balance is insufficient to perform this operation', 'funds'], ['Required field is missing: birth_date', 'contact-incomplete'],
  ['The domain is already in your account', 'already-pending'], ['2106 Object is not eligible for transfer', 'not-eligible'], ['Transfer Refused by Registrar', 'refused'], ['An unexpected thing', undefined],
])('“%s” is %s', (says, reason) => expect(reasonIn(says)).toBe(reason))

test.each([['assoc.org', 'assoc', 'org'], ['assoc.asso.fr', 'assoc', 'asso.fr'], ['assoc.co.uk', 'assoc', 'co.uk'], ['xn--caf-dma.fr', 'xn--caf-dma', 'fr']])('%s is %s and %s', (domain, name, extension) => expect(partsOf(domain)).toEqual({ name, extension }))

test.each([
  ['+33.145678901', '+33', '145678901'], ['01 45 67 89 01', '+33', '145678901'], ['0033 1 45 67 89 01', '+33', '145678901'], ['+33 (0)1 45 67 89 01', '+33', '145678901'], ['+32 2 123 45 67', '+32', '21234567'], ['+352 12 34 56', '+352', '123456'], ['+1.5551234567', '+1', '5551234567'],
])('the telephone %s', (text, country, rest) => {
  const phone = phoneOf(text)
  expect([phone?.country_code, `${phone?.area_code}${phone?.subscriber_number}`]).toEqual([country, rest])
})
test.each(['', 'call me', '+33', '12'])('“%s” is no telephone', text => expect(phoneOf(text)).toBeUndefined())

const found = (status: string, more: Record<string, unknown> = {}) => Domain.parse({ id: 7, status, domain: { name: 'assoc', extension: 'org' }, ...more })

describe('a domain there', () => {
  test.each([['ACT', 'active'], ['act', 'active'], ['REQ', 'requested'], ['SCH', 'requested'], ['PEN', 'pending'], ['FAI', 'failed'], ['DEL', 'none'], ['XYZ', 'pending'], ['', 'pending']])('that is %s is %s', (status, state) => expect(standingOf(found(status)).state).toBe(state))

  test('that waits for a mail to be answered says so; what failed says why', () => {
    expect(standingOf(found('PEN', { verification_email_status: 'sent' })).state).toBe('waiting-approval')
    expect(standingOf(found('FAI', { comments: 'Invalid authorization information' }))).toMatchObject({ reason: 'wrong-code', says: 'Invalid authorization information' })
    expect(standingOf(found('FAI'))).toMatchObject({ reason: 'unknown' })
    expect(standingOf(found('XYZ'))).toMatchObject({ says: 'XYZ' })
  })

  test('has an end, if its transfer is under way', () => {
    expect(standingOf(found('PEN', { creation_date: '2026-11-01 12:00:00' })).until).toBe(Date.UTC(2026, 10, 7, 11))
    expect(standingOf(found('ACT', { creation_date: '2026-11-01 12:00:00', renewal_date: '2027-11-01 12:00:00' }))).toMatchObject({ until: null, expiresAt: Date.UTC(2027, 10, 1, 11) })
  })

  test('of several, the one that counts; strange values are nothing', () => {
    const all = [found('DEL', { id: 9 }), found('FAI', { id: 8 }), found('PEN', { id: 5 }), found('ACT', { id: 3, domain: { name: 'autre', extension: 'org' } })]
    expect(currentOf(all, 'assoc.org')?.id).toBe('5')
    expect(standingOf(found('ACT', { name_servers: 'none', is_locked: 'perhaps', creation_date: 12, comments: {} }))).toMatchObject({ nameServers: [], locked: null, since: null, says: null })
  })
})

test('fields are found however deep they stand, and prices of nothing are none', () => {
  const deep = { data: [{ sections: { one: [{ name: 'birth_date', required: 1, label: 'Birth', options: [{ value: 'a' }, 'b', 3] }] } }, { name: 'vat', required: false }] }
  expect(fieldsIn(deep)).toEqual([{ name: 'birth_date', label: 'Birth', required: true, options: ['a', 'b'] }, { name: 'vat', label: 'vat', required: false, options: [] }])
  expect([fieldsIn(null), fieldsIn('x'), fieldsIn({ a: { b: { c: { d: { e: { f: { g: { name: 'x', required: true } } } } } } } })]).toEqual([[], [], []])
  expect([moneyIn({ reseller: { price: 0, currency: 'EUR' }, product: { price: 12.5, currency: 'eur' } }), moneyIn(null)]).toEqual([{ cents: 1250, currency: 'EUR' }, null])
})

describe('answers that no honest server gives', () => {
  const LOGIN = { status: 200, body: { code: 0, desc: '', data: { token: 'secret-token' } } }
  const PASSWORD = 'secret-password'
  const answering = (reply: SimReply) => openprovider({ url: 'http://x.example', user: 'u', password: PASSWORD, shortWaitMs: 0, ask: askingHere(({ path }) => path.endsWith('/login') ? LOGIN : reply) })

  test.each<[string, SimReply]>([
    ['a page', { status: 200, body: '<html>' }], ['nothing', { status: 200, body: '' }], ['no envelope', { status: 200, body: [] }], ['another shape', { status: 200, body: { code: 0, data: { results: 7 } } }],
    ['a number that is none', { status: 200, body: { code: 'x', data: {} } }], ['null', { status: 200, body: null }], ['a redirect', { status: 302, body: '', headers: { location: 'https://evil.example/' } }], ['a teapot', { status: 418, body: '' }],
    ['an error without words', { status: 500, body: { code: 399 } }], ['its secrets', { status: 500, body: { code: 399, desc: `bad ${PASSWORD} and The-Code`, data: 'The-Code' } }],
  ])('%s', async (_what, reply) => {
    const asks = answering(reply)
    for (const work of [asks.check('assoc.org'), asks.orderTransfer({ domain: 'assoc.org', code: 'The-Code', holder: 'H', nameServers: ['a.example', 'b.example'] }), asks.balance()]) {
      const error: unknown = await work.then(() => undefined, (reason: unknown) => reason)
      if (error === undefined) continue
      expect(error instanceof RemoteFailure || error instanceof Refusal).toBe(true)
      expect(String(error)).not.toContain(PASSWORD)
    }
  })

  test('the code stands in no failure', async () => {
    const asks = openprovider({ url: 'http://x.example', user: 'u', password: PASSWORD, shortWaitMs: 0, ask: askingHere(({ path, method }) => path.endsWith('/login') ? LOGIN : method === 'GET' ? { status: 200, body: { code: 0, data: { results: [] } } } : { status: 500, body: { code: 1, desc: 'strange: The-Code' } }) })
    await expect(asks.orderTransfer({ domain: 'assoc.org', code: 'The-Code', holder: 'H', nameServers: ['a.example', 'b.example'] })).rejects.toMatchObject({ message: expect.not.stringContaining('The-Code') as unknown })
  })

  test('a bad password is for an administrator; a refused token is renewed once, not for ever', async () => {
    let logins = 0
    const refusing = { status: 500, body: { code: 196, desc: 'Authentication/Authorization Failed' } }
    const bad = openprovider({ url: 'http://x.example', user: 'u', password: PASSWORD, ask: askingHere(() => refusing) })
    await expect(bad.balance()).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('PERMANENCE_REGISTRAR_PASSWORD') as unknown })
    const strange = openprovider({ url: 'http://x.example', user: 'u', password: PASSWORD, ask: askingHere(({ path }) => { logins += path.endsWith('/login') ? 1 : 0; return path.endsWith('/login') ? LOGIN : refusing }) })
    await expect(strange.balance()).rejects.toThrow(RemoteFailure)
    expect(logins).toBe(2)
  })
})
