import { describe, expect, test } from 'vitest'
import { ENTRANCE, mail } from '../../../testing/deciding.ts'
import type { Arrived } from '../intake.ts'
import type { ParsedMail } from '../../understanding/message.ts'
import { countedAs, senderKey } from './counted.ts'
import { Rates } from './rates.ts'
import { rateLimits, type LimitName } from './rate-limits.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const NOW = Date.UTC(2026, 10, 22, 12)
/** When it was fetched, or copied into our mailbox. */
const LATER = NOW * 2

function counted(values: Partial<ParsedMail> = {}, arrived: Partial<Arrived> = {}, createdAt = 0) {
  const one = mail({ text: 'Mon site ne répond plus', visibleReply: '', arrival: { at: NOW, host: '8.8.4.4' }, ...values }, { deliveredAt: LATER, ...arrived })
  if (!('mail' in one.understood)) throw new Error('not read')
  return { arrived: one, counted: countedAs({ arrived: one, mail: one.understood.mail, entrance: { ...ENTRANCE, createdAt } }) }
}
type Coming = ReturnType<typeof counted>
const count = (values: Partial<ParsedMail> = {}) => counted(values)

/** The limits as they stand when these come and nothing is known of before. */
function ratesOf(coming: readonly Coming[], acknowledged: readonly string[] = []) {
  const known = new Map(coming.flatMap(({ arrived, counted: one }) => one ? [[arrived, one] as const] : []))
  return new Rates(known, { bySender: new Map(), bySource: new Map(), acknowledged: new Set(acknowledged.map(senderKey)) })
}

/** How many of these are taken in, and by which limit the next is refused. Each opens a ticket, unless one is given. */
function taken(coming: readonly Coming[], { ticketId = null, acknowledged = [] }: { ticketId?: number | null, acknowledged?: string[] } = {}): [number, LimitName | undefined] {
  const rates = ratesOf(coming, acknowledged)
  let passed = 0
  for (const { arrived } of coming) {
    const limit = rates.exceeded(arrived, ticketId)
    if (limit) return [passed, limit]
    passed += 1
    rates.note({ id: passed, arrived, ticketId: ticketId ?? passed, state: ticketId === null ? 'opened' : 'joined' })
  }
  return [passed, undefined]
}
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const word = (index: number) => [...String(index)].map(digit => LETTERS[Number(digit)]).join('')
/** So many mails, this far apart. */
const series = (many: number, apart: number, values: (index: number) => Partial<ParsedMail> = () => ({})) =>
  Array.from({ length: many }, (_, index) => count({ ...values(index), arrival: { at: NOW + index * apart, host: '8.8.4.4' } }))
const other = (index: number): Partial<ParsedMail> => ({ text: `Une question sur ${word(index)}, dont la réponse m’aiderait` })
const sender = (index: number) => ({ address: `m${index}@asso.example`, name: '' })
const host = (index: number) => ({ arrival: { at: NOW + index, host: '8.8.4.4' } })

describe('is taken in', () => {
  test.each<[string, Coming[], { ticketId?: number, acknowledged?: string[] }?]>([
    ['ten mails of a member in an hour', series(10, MINUTE, other)],
    ['a colleague who forwards a week of mail', series(80, 1000, other)],
    ['a dialogue on a ticket, sentence by sentence', series(30, MINUTE, other), { ticketId: 7 }],
    ['the same notice every hour of a day', series(24, HOUR)],
    ['the same but for a number, of somebody to whom no machine of ours writes', series(60, MINUTE, index => ({ text: `Alerte : le disque ${index} du serveur est plein` }))],
    ['one person’s mail of years, read at once', series(400, 6 * HOUR, other)],
    ['pictures of a telephone, without a word', series(12, 1000, index => ({ subject: '', text: '', attachments: [{ part: 0, filename: 'a.jpg', contentType: 'image/jpeg', size: 1, disposition: null, contentId: null, sha256: word(index) }] }))],
    ['every member on the day of a breakdown, through one server', Array.from({ length: 900 }, (_, index) => count({ from: sender(index), ...host(index) }))],
    ['a list in which many answer at once, in the name of the list', series(200, 1000, index => ({ ...other(index), isList: true, listId: 'entraide.coop.example' }))],
  ])('%s', (_what, coming, more) => expect(taken(coming, more)).toEqual([coming.length, undefined]))
})

describe('is refused', () => {
  test.each<[LimitName, string, Coming[], { ticketId?: number, acknowledged?: string[] }?]>([
    ['same-words', 'again and again the same', series(50, 1000)],
    ['same-words', 'the same every quarter of an hour', series(80, 15 * MINUTE)],
    ['loop', 'a machine that answers our acknowledgements, with a number of its own', series(50, 30_000, index => ({ subject: `[#${index}] Votre demande`, text: `Nous avons bien reçu votre demande ${index}, ABC-DEF-GHJK, voir https://x.example/${word(index)}` })), { acknowledged: ['claire@asso.example'] }],
    ['too-many-on-ticket', 'two machines that answer each other with us in copy', series(500, 2000, other), { ticketId: 7 }],
    ['too-many-from-sender', 'a bomb of other words each time', series(600, 100, other)],
    ['too-many-from-sender', 'a slow one', series(2100, 30_000, other)],
    ['too-many-from-list', 'a bomb that calls itself a list', series(1100, 100, index => ({ ...other(index), isList: true, listId: 'x.example' }))],
    ['too-many-from-host', 'a bomb of invented senders', Array.from({ length: 5200 }, (_, index) => count({ from: sender(index), ...host(index) }))],
    ['too-many-from-domain', 'the same, without a trace of its host', Array.from({ length: 20_200 }, (_, index) => count({ from: sender(index), arrival: { at: NOW + index, host: null } }))],
  ])('%s: %s', (limit, _what, ...[coming, more]) => {
    const [passed, by] = taken(coming, more)
    expect(by).toBe(limit)
    expect(rateLimits[limit].map(({ most }) => most)).toContain(passed)
  })

  test('and an hour later there is room again', () => {
    const bomb = series(500, 0, other)
    const [next, later, another] = [count(other(500)), count({ ...other(500), arrival: { at: NOW + HOUR, host: null } }), count({ ...other(100), from: sender(1) })]
    const rates = ratesOf([...bomb, next, later, another])
    for (const [id, { arrived }] of bomb.entries()) rates.note({ id, arrived, ticketId: id, state: 'opened' })
    expect([next, later, another].map(({ arrived }) => rates.exceeded(arrived, null))).toEqual(['too-many-from-sender', undefined, undefined])
  })

  test('what was refused before does not count', () => {
    const [bomb, next] = [series(200, 0, other), count(other(200))]
    const rates = ratesOf([...bomb, next])
    for (const [id, { arrived }] of bomb.entries()) rates.note({ id, arrived, ticketId: null, state: 'refused' })
    expect(rates.exceeded(next.arrived, null)).toBeUndefined()
  })
})

describe('is not counted', () => {
  test.each<[string, Coming]>([
    ['what was there before the mailbox was added', counted({}, {}, NOW + 1)],
    ['what was copied into the mailbox, and came to another years ago', counted({ arrival: { at: NOW - 1000 * HOUR, host: null } }, {}, NOW - HOUR)],
    ['the demonstration', counted({}, { place: { source: 'demo' } })],
    ['a member’s page', counted({}, { place: { source: 'portal' } })],
    ['a report about our own mail', counted({ bounce: { recipients: [], status: null, action: null, originalMessageId: null, diagnostic: null } })],
    ['a complaint', counted({ complaint: true })],
  ])('%s', (_what, one) => {
    expect(one.counted).toBeUndefined()
    expect(ratesOf([one]).exceeded(one.arrived, null)).toBeUndefined()
  })
})

test('our own port believes its own clock, and the host that it sees', () => {
  const place = { source: 'smtp' } as const
  expect(counted({ arrival: { at: 0, host: '9.9.9.9' } }, { place, deliveredAt: NOW, envelope: { from: null, to: [], remote: '8.8.4.4' } }).counted).toMatchObject({ at: NOW, source: count().counted?.source })
  expect(counted({ arrival: { at: 0, host: '8.8.4.4' } }, { place, deliveredAt: NOW, envelope: { from: null, to: [], remote: '127.0.0.1' } }).counted).toMatchObject({ at: NOW, source: count().counted?.source })
})

test('who says the same again, numbers apart, is known; short words say nothing', () => {
  const before = [{ subject: 'Demande 17', text: 'Nous avons bien reçu votre demande 17' }, { subject: 'Test', text: 'Test' }].map(count)
  const after = [{ subject: 'Demande 18', text: 'Nous avons bien reçu votre demande 18' }, { subject: 'Demande 18', text: 'Nous avons bien lu votre demande 18' }, { subject: 'Test', text: 'Test' }, { from: sender(1), subject: 'Demande 17', text: 'Nous avons bien reçu votre demande 17' }].map(count)
  const rates = ratesOf([...before, ...after])
  for (const [id, { arrived }] of before.entries()) rates.note({ id, arrived, ticketId: id, state: 'opened' })
  expect(after.map(({ arrived }) => rates.repeats(arrived))).toEqual([true, false, false, false])
})
