import { describe, expect, test } from 'vitest'
import { Definition } from '../../workflows/definition/schema.ts'
import type { Progress, Result, StepProgress } from '../../workflows/engine/progress.ts'
import { plannedZone } from '../steps/planned-zone.ts'
import { knownIn, lineOf, wholeOf, zoneOf } from './changes.ts'

const said = { fr: 'x', en: 'x' }
const action = (id: string, uses: string, given: Record<string, string> = {}) => ({ kind: 'action', id, title: said, why: said, how: said, uses, with: given })
const definition = (tasks: object[] = []) => Definition.parse({
  workflow: 'moves', title: said, start: [{ name: 'domain', label: said }],
  steps: [
    action('survey', 'domain.survey'), action('found', 'gandi.inventory'), action('zone', 'zone.plan', { domain: 'start.domain', zone: 'found.zone', mail: 'true', web: 'true' }), action('mail', 'mail.plan'), action('plan', 'hosting.plan'),
    ...tasks, { kind: 'each', id: 'boxes', title: said, why: said, over: 'mail.boxes', name: 'item.address', steps: [action('copy', 'mail.copy', { address: 'item.address' })] },
    { kind: 'probe', id: 'forgotten', title: said, why: said, checked: said, uses: 'dns.unsigned', for: '2d', every: '1h' },
    action('again', 'mail.copy', { address: 'mail.boxes[0].address' }),
  ],
})

const GANDI = `@ 10800 IN A 217.70.184.38
@ 10800 IN MX 10 spool.mail.gandi.net.
www 10800 IN CNAME webredir.vip.gandi.net.
nuage 3600 IN A 198.51.100.7
`
const hosting = { mailHost: 'mx.coop.example', webAddresses: ['192.0.2.10'], nameServers: ['ns1.coop.example'] }
const planOf = (text: string) => ({ ...plannedZone({ domain: 'pieds.example', text, mail: true, web: true, hosting }), ...hosting })
const step = (result: Result, state: StepProgress['state'] = 'done'): StepProgress => ({ state, round: 1, since: 0, tries: 0, reminded: 0, result })
const BOXES = [{ address: 'a@pieds.example' }, { address: 'b@pieds.example' }]
const COPIED = { copied: 7, found: 1, unmatched: [] }

type Parts = { text?: string, steps?: Record<string, StepProgress>, plan?: Result }
const progress = ({ text = GANDI, steps = {}, plan = {} }: Parts = {}): Progress => ({
  state: 'running', at: 0, startedAt: 0, start: { domain: 'pieds.example' }, items: { boxes: BOXES.map(value => ({ name: value.address, value })) },
  steps: { survey: step({ ds: [], nameServers: ['a.gandi.net'] }), found: step({ zone: text, signed: false, nameServers: [] }), zone: step({ ...planOf(text), ...plan }), mail: step({ boxes: BOXES, byHand: [] }), plan: step({ fr: 'Tout', en: 'All', objections: [] }), ...steps },
})
const line = (parts: Parts = {}, tasks: object[] = []) => {
  const known = knownIn(definition(tasks), progress(parts))
  if (!known) throw new Error('nothing is known')
  return lineOf(1, known, zoneOf(known, { state: 'unasked' }))
}

test('what is kept, changed and left, who answers before and after, and the mail that is to come', () => {
  expect(line()).toEqual({
    runId: 1, domain: 'pieds.example', counts: { kept: 1, changed: 4, left: 3, byHand: 0, other: 0 }, nameServers: { before: ['a.gandi.net'], after: ['ns1.coop.example'] },
    mail: { boxes: 2, copied: 0, messages: 0 }, marks: [],
  })
})

test.each([
  ['without a plan of the zone', { zone: step({}, 'acting') }], ['when the zone cannot be worked out', { found: step({}) }], ['when it was passed over', { zone: step({}, 'skipped') }],
])('nothing is known %s', (_, steps) => expect(knownIn(definition(), progress({ steps }))).toBeUndefined())

const SIGNED = { survey: step({ ds: ['1 8 2 AB'], nameServers: [] }) }
const SRV = `${GANDI}_sip._tcp 3600 IN SRV 5 10 5060 sip.voix.example.\n`
const byHand = { kind: 'task', id: 'by_hand', role: 'staff', title: said, why: said, how: said, when: 'zone.byHand != ""' }

describe('what is worth a look', () => {
  test.each<[string, Parts, object[], string[]]>([
    ['DNSSEC has still to go', { steps: SIGNED }, [], ['signed']],
    ['DNSSEC, as Gandi says', { steps: { found: step({ zone: GANDI, signed: true }) } }, [], ['signed']],
    ['DNSSEC has gone', { steps: { ...SIGNED, forgotten: step({}) } }, [], ['unsigned']],
    ['nobody waited for its end', { steps: { ...SIGNED, forgotten: step({}, 'skipped') } }, [], ['still-signed!']],
    ['records by hand', { text: SRV }, [], ['by-hand!']],
    ['records by hand that a task is there for', { text: SRV }, [byHand], ['by-hand']],
    ['the same, but it was passed over', { text: SRV, steps: { by_hand: step({}, 'skipped') } }, [byHand], ['by-hand!']],
    ['a line that was not understood, before what is usual', { text: `${GANDI}ici 3600 IN A pas-une-adresse\n`, steps: SIGNED }, [], ['unread!', 'signed']],
    ['a record that was planned is not in what the hosting was asked for', { plan: { served: plannedZone({ domain: 'pieds.example', text: GANDI.replace(/nuage.*\n/, ''), mail: true, web: true, hosting })['served'] } }, [], ['unplanned!']],
    ['a site without an address', { plan: { served: 'www IN A 192.0.2.10\n@ IN MX 5 mx.coop.example.\nnuage 3600 IN A 198.51.100.7\n' } }, [], ['objections!', 'unplanned!']],
    ['what the hosting objects to, and mail that has no word', { steps: { plan: step({ objections: [{ ...said, stops: true }] }), mail: step({ boxes: [], byHand: [said] }) } }, [], ['hosting!', 'mail-by-hand!']],
    ['a mailbox that was passed over, and messages that are missing', { steps: { 'boxes/0/copy': step({}, 'skipped'), 'boxes/1/copy': step({ ...COPIED, unmatched: ['INBOX: one', 'INBOX: two'] }) } }, [], ['mail-left!', 'mail-missed!']],
  ])('%s', (...[, parts, tasks, marks]) => {
    expect(line(parts, tasks).marks.map(({ kind, unusual }) => `${kind}${unusual ? '!' : ''}`)).toEqual(marks)
  })
})

test('a mailbox stands as its last copy does; what earlier ones brought is counted', () => {
  const parts = { steps: { 'boxes/0/copy': step(COPIED), 'boxes/1/copy': step({}, 'acting'), 'again': step({ copied: 2, found: 0, unmatched: [] }) } }
  expect(line(parts).mail).toEqual({ boxes: 2, copied: 1, messages: 10 })
  const known = knownIn(definition(), progress(parts))!
  expect(wholeOf(1, known, zoneOf(known, { state: 'absent' })).mailboxes).toEqual([{ address: 'a@pieds.example', state: 'done', messages: 10, missed: [] }, { address: 'b@pieds.example', state: 'going', messages: 0, missed: [] }])
})

test('the whole has each record, the plan of the hosting, and what our name servers serve already', () => {
  const known = knownIn(definition(), progress({ text: SRV }))!
  const { zone, hosting: said } = wholeOf(1, known, zoneOf(known, { state: 'served', records: [] }))
  expect(zone.planned.rows.map(({ name, type, category }) => [name.replace(/\.?pieds\.example\.$/, ''), type, category])).toContainEqual(['nuage', 'A', 'same'])
  expect(zone.planned.handOver?.lines).toContain('SRV 5 10 5060')
  expect(zone.served?.rows.some(({ category }) => category === 'missing')).toBe(true)
  expect(said).toEqual({ plan: { fr: 'Tout', en: 'All' }, objections: [] })
})
