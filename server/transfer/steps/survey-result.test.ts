import { expect, test } from 'vitest'
import { simulatedDomains } from '../../adapters/survey.sim.ts'
import type { Call } from '../../workflows/ports.ts'
import { domainCanLeaveProbe, domainSurveyAction } from './actions/domain-survey.ts'
import { SURVEY_GIVES } from './survey-result.ts'

const NOW = Date.UTC(2026, 10, 22)
const world = { lookAtDomain: simulatedDomains(() => new Date(NOW)), ours: { nameServers: [], mailHosts: [] } }
const call = (domain: unknown): Call => ({
  key: '1/survey/1', with: { domain }, run: { id: 1, ticketId: null, subject: '', rehearsal: false, example: null }, now: NOW, signal: new AbortController().signal,
  secret: () => Promise.reject(new Error('It needs none')),
})

test.each<[string, Record<string, unknown>]>([
  ['assoc-good.fr', { eligible: true, headline: 'now', blocks: [], registrar: 'Gandi SAS', ianaId: 81, mailAt: 'gandi', dnsAt: 'gandi', ds: [], tld: 'fr', waitDays: 8, refusedWaitDays: 22, registry: 'AFNIC' }],
  ['ASSOC-Good.org ', { eligible: true, tld: 'org', waitDays: 5, codeRequired: true, highestTtl: 10_800, nsTtl: 172_800 }],
  ['locked-assoc.org', { eligible: true, headline: 'after', blocks: ['locked'] }],
  ['young-assoc.org', { eligible: false, headline: 'from', blocks: ['too-young'], until: '2027-01-01T00:00:00.000Z' }],
  ['young-assoc.fr', { eligible: true }],
  ['moved-assoc.org', { eligible: false, blocks: ['moved-lately'] }],
  ['expired-assoc.org', { eligible: false, headline: 'after', blocks: ['expired'] }],
  ['expiring-assoc.org', { eligible: false, blocks: ['expires-soon'], expires: '2026-12-04T00:00:00.000Z' }],
  ['pending-assoc.org', { eligible: false, headline: 'blocked', blocks: ['pending-transfer'] }],
  ['free-assoc.org', { eligible: false, blocks: ['unregistered'], registrar: null, nameServers: [], dnsAt: 'unknown', mailAt: 'unknown' }],
  ['unknown-assoc.it', { eligible: false, headline: 'unknown', waitDays: null, until: null }],
  ['silent-assoc.org', { eligible: false, headline: 'unknown' }],
  ['dnssec-assoc.org', { eligible: true, ds: ['50651 13 2 01CC0A'], dsTtl: 3600 }],
])('%s', async (domain, expected) => {
  const acted = await domainSurveyAction(world).ensure(call(domain))
  const result = 'done' in acted ? acted.done : {}
  expect(result).toMatchObject(expected)
  expect(Object.keys(result).sort()).toEqual([...SURVEY_GIVES].sort())
  expect(await domainCanLeaveProbe(world).look(call(domain))).toMatchObject({ passed: expected['eligible'], result })
})

test.each([undefined, '', 'assoc', '192.0.2.1', 'www.assoc-good.org', 'assoc-good.org.', 'https://assoc-good.org/', 'équipe-good.org'])('%j is refused', async domain => expect(domainSurveyAction(world).ensure(call(domain))).rejects.toMatchObject({ code: 'invalid' }))

test('without a word in its name, a domain is what it always is', async () => {
  const kinds = await Promise.all(Array.from({ length: 60 }, async (_, index) => {
    const acted = await domainSurveyAction(world).ensure(call(`assoc${index}.org`))
    return 'done' in acted ? acted.done['headline'] : null
  }))
  expect(new Set(kinds)).toEqual(new Set(['now', 'after', 'from', 'blocked', 'unknown']))
})
