import { expect, test } from 'vitest'
import { rdapDomain } from '../testing/rdap-server.ts'
import { registrationIn } from './rdap-answer.ts'
import { eppStatus } from './rdap-statuses.ts'

const asked = { domain: 'assoc.org', source: 'https://rdap.example/domain/assoc.org' }
const read = (more: Record<string, unknown>) => registrationIn(JSON.stringify(rdapDomain('assoc.org', more)), asked)

test('what a registry says, in our words', () => {
  expect(read({})).toEqual({
    ...asked,
    registrar: { name: 'Gandi SAS', ianaId: 81 },
    statuses: ['clientTransferProhibited'],
    registeredAt: Date.UTC(2004, 7, 30, 22, 55),
    expiresAt: Date.UTC(2027, 7, 30, 22, 55),
    transferredAt: Date.UTC(2015, 0, 2, 3, 4, 5),
    changedAt: Date.UTC(2026, 5, 1),
    nameServers: ['ns-25-a.gandi.net.', 'ns-119-b.gandi.net.'],
    signed: true,
  })
})

test.each([
  ['active', 'ok'], ['Client Transfer Prohibited', 'clientTransferProhibited'], ['serverHold', 'serverHold'], ['pending  transfer', 'pendingTransfer'], ['auto renew period', 'autoRenewPeriod'],
  ['redemption_period', 'redemptionPeriod'], ['associated', 'associated'], ['<b>ok</b>', undefined], ['', undefined], ['x'.repeat(80), undefined],
])('the status %j is %j', (status, word) => expect(eppStatus(status)).toBe(word))

const entity = { roles: ['registrar'], handle: 'H' }
const bomb = JSON.parse(`${'['.repeat(2000)}${']'.repeat(2000)}`) as unknown

test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  ['dates that are none', { events: [{ eventAction: 'registration', eventDate: 'yesterday' }, { eventAction: 'expiration', eventDate: 7 }, { eventAction: 'transfer', eventDate: '0001-01-01' }, null] }, { registeredAt: null, expiresAt: null, transferredAt: null }],
  ['an event twice', { events: [{ eventAction: 'Registration ', eventDate: '2021-01-01' }, { eventAction: 'registration', eventDate: '2020-01-01' }] }, { registeredAt: Date.UTC(2020, 0) }],
  ['events that are one thing', { events: { eventAction: 'registration', eventDate: '2020-01-01' } }, { registeredAt: Date.UTC(2020, 0) }],
  ['statuses that are nothing', { status: [1, null, {}, 'transfer prohibited'] }, { statuses: ['transferProhibited'] }],
  ['a status alone', { status: 'active' }, { statuses: ['ok'] }],
  ['a registrar without a card', { entities: [entity] }, { registrar: { name: 'H', ianaId: null } }],
  ['a broken card', { entities: [{ ...entity, vcardArray: ['vcard', 'fn'] }] }, { registrar: { name: 'H', ianaId: null } }],
  ['an empty card', { entities: [{ ...entity, handle: 5, vcardArray: ['vcard', [['fn', {}, 'text', ''], ['org', {}, 'text', ['Gandi\nSAS', 'Paris']], 3]] }] }, { registrar: { name: 'Gandi SAS', ianaId: null } }],
  ['an id that is no number', { entities: [{ ...entity, publicIds: { type: 'IANA Registrar ID', identifier: 'n/a' } }] }, { registrar: { name: 'H', ianaId: null } }],
  ['a number as id', { entities: [{ ...entity, publicIds: [{ type: 'IANA Registrar ID', identifier: 81 }] }] }, { registrar: { name: 'H', ianaId: 81 } }],
  ['a registrar within somebody', { entities: [{ roles: ['registrant'], entities: [{ roles: 'tech', entities: [entity] }] }] }, { registrar: { name: 'H', ianaId: null } }],
  ['entities without end', { entities: bomb }, { registrar: null }],
  ['entities that are words', { entities: 'none' }, { registrar: null }],
  ['servers that are no hosts', { nameservers: [{ ldhName: '../..' }, { ldhName: 'a b.fr' }, {}, { ldhName: 'ns1.ok.fr' }, { ldhName: 'NS1.OK.FR.' }] }, { nameServers: ['ns1.ok.fr.'] }],
  ['keys without a word on the delegation', { secureDNS: { dsData: [{ keyTag: 1 }] } }, { signed: true }],
  ['nothing on keys', { secureDNS: { zoneSigned: true } }, { signed: null }],
  ['keys that are a word', { secureDNS: 'yes' }, { signed: null }],
  ['not signed', { secureDNS: { delegationSigned: false, dsData: [{}] } }, { signed: false }],
])('%s', (_, given, expected) => expect(read(given)).toMatchObject(expected))

test.each([
  ['no JSON', '<html>'], ['an empty text', ''], ['null', 'null'], ['a list', '[]'], ['a list without end', '['.repeat(100_000)], ['a number', '1e999'],
  ['another domain', JSON.stringify(rdapDomain('other.org'))], ['another thing', JSON.stringify(rdapDomain('assoc.org', { objectClassName: 'entity' }))], ['nothing', '{}'],
])('%s is no answer', (_, text) => expect(registrationIn(text, asked)).toBeUndefined())
