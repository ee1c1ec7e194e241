import { describe, expect, test } from 'vitest'
import { refusedFor } from '../../registrars/reasons.ts'
import { readDefinition } from '../definition/reading.ts'
import { replay } from '../engine/advance.ts'
import type { WorkflowEvent } from '../engine/event.ts'
import { causeId, causeTitle } from './causes.ts'
import { FiguresQuery, Waits, type Figures } from './contract.ts'
import { dayOf, monthsBetween, periodOf, startOf } from './days.ts'
import { ownWords } from './own-words.ts'
import { figuresSheet } from './sheet.ts'
import { storyOf, type Happened, type Story } from './story.ts'
import { spreadOf, summed, type Lived } from './summing.ts'
import { thinned } from './thinning.ts'

const DAY = 86_400_000
const title = { fr: 'x', en: 'x' }
const read = readDefinition(JSON.stringify({
  workflow: 'move', title, phases: [{ id: 'prepare', title }, { id: 'move', title }],
  start: [{ name: 'domain', label: title }, { name: 'what', type: 'choice', label: title, options: [{ value: 'all', label: title }] }],
  steps: [
    { id: 'told', kind: 'form', who: 'member', phase: 'prepare', title, fields: [{ name: 'login', label: title }] },
    { id: 'plan', kind: 'action', phase: 'prepare', title, uses: 'a.plan', asks: 'told', tries: 3 },
    { id: 'boxes', kind: 'each', phase: 'prepare', title, over: '["a@x.fr", "b@x.fr"]', steps: [{ id: 'copy', kind: 'action', title, uses: 'mail.copy', tries: 2 }] },
    { id: 'go', kind: 'gate', phase: 'move', title },
    { id: 'days', kind: 'timer', phase: 'move', title, for: '2d' },
    { id: 'arrived', kind: 'probe', phase: 'move', title, uses: 'a.probe', every: '1d', for: '9d' },
  ],
}))
if (!('definition' in read)) throw new Error(JSON.stringify(read.problems))
const { definition } = read

type Step = [day: number, event: WorkflowEvent, byAgent?: boolean]
const one = (path: string, round = 1) => ({ path, round })
const failed = (path: string, more: { says?: string, retry?: boolean, wrong?: boolean, round?: number } = {}): WorkflowEvent => ({ type: 'failed', ...one(path), says: 'AlternC: it is away', retry: true, ...more })
const unseen = (day: number): Step => [day, { type: 'seen', ...one('arrived'), passed: false, says: 'not yet', result: {} }]
const started: Step = [0, { type: 'started', start: { domain: 'Pieds.Example.FR', what: 'all' } }, true]
const filled = (day: number): Step => [day, { type: 'filled', path: 'told', values: { login: 'claire' } }]
const copied = (day: number, index: number, more = {}): Step => [day, { type: 'acted', ...one(`boxes/${index}/copy`), result: { copied: 10, bytes: 500, ...more } }]
const acted = (day: number, path: string): Step => [day, { type: 'acted', ...one(path), result: {} }]
const agreed = (day: number): Step => [day, { type: 'agreed', path: 'go' }, true]
const arrived = (day: number): Step => [day, { type: 'seen', ...one('arrived'), passed: true, says: '', result: {} }]

const events = (steps: readonly Step[]): Happened[] => steps.map(([day, told, byAgent = false]) => ({ told: { ...told, at: day * DAY }, byAgent }))
const story = (steps: readonly Step[], until = 100) => storyOf(definition, events(steps), until * DAY)
const days = ({ spans }: Story) => Object.fromEntries(spans.map(({ phase, waits, ms }) => [`${phase} ${waits}`, ms / DAY]))
const toGate: Step[] = [started, filled(3), acted(4, 'plan'), copied(5, 0), copied(6, 1)]
const whole: Step[] = [...toGate, agreed(8), [10, { type: 'woke' }], unseen(10), unseen(11), arrived(12)]

describe('the story of a run', () => {
  test('says for how long it waited for whom, by phase, and stops at its end', () => {
    expect(days(story(whole))).toEqual({ 'prepare member': 3, 'prepare machine': 3, 'move team': 2, 'move date': 2, 'move outside': 2 })
  })
  test('of a run that goes on counts until now', () => {
    expect(days(story(toGate, 10))).toMatchObject({ 'move team': 4 })
  })
  test('another attempt waits for the outside, a stop for the team', () => {
    const two = story([started, filled(0), [1, failed('plan')], [2, failed('plan')], [4, failed('plan', { says: 'unexpected' })], [7, { type: 'retried', path: 'plan' }, true], acted(8, 'plan')], 8)
    expect(days(two)).toEqual({ 'prepare machine': 2, 'prepare outside': 3, 'prepare team': 3 })
    expect(two.stumbles).toEqual([
      { step: 'plan', how: 'again', cause: 'says:AlternC: it is away', at: DAY, ms: 0 }, { step: 'plan', how: 'again', cause: 'says:AlternC: it is away', at: 2 * DAY, ms: 0 },
      { step: 'plan', how: 'stopped', cause: 'known:unexpected', at: 4 * DAY, ms: 3 * DAY },
    ])
    expect(two.deeds).toEqual({ retried: 1 })
  })
  test.each<[string, Step[], Partial<Story['stumbles'][number]>[]]>([
    ['a wrong answer is asked anew', [started, filled(0), [1, failed('plan', { wrong: true })]], [{ step: 'plan', how: 'anew', ms: 0 }]],
    ['a step of an item has the name of the step', [started, filled(0), acted(0, 'plan'), [1, failed('boxes/1/copy', { retry: false })]], [{ step: 'boxes/copy', how: 'stopped', ms: 99 * DAY }]],
    ['a no stops, without its words', [...toGate, [7, { type: 'declined', path: 'go', reason: 'Claire est fâchée' }, true]], [{ step: 'go', how: 'stopped', cause: 'known:declined' }]],
    ['what was looked for in vain', [...toGate, agreed(8), [10, { type: 'woke' }], unseen(20)], [{ step: 'arrived', how: 'stopped', cause: 'known:deadline', ms: 80 * DAY }]],
    ['a stop is over when the run is given up', [...toGate, [7, { type: 'declined', path: 'go', reason: '' }], [9, { type: 'cancelled', reason: '', undo: false }]], [{ how: 'stopped', ms: 2 * DAY }]],
    ['what breaks off when the run is given up is none', [started, filled(0), [1, { type: 'cancelled', reason: '', undo: false }], [2, failed('plan', { retry: false })]], []],
    ['a step that is taken back by hand is none', [...toGate, agreed(8), [9, { type: 'undo-asked', path: 'go', reason: 'Erreur' }, true]], []],
  ])('%s', (_what, steps, stumbles) => {
    expect(story(steps).stumbles).toEqual(stumbles.map(stumble => expect.objectContaining(stumble) as unknown))
  })
  test('counts acts of agents only, the start excepted', () => {
    expect(story(whole).deeds).toEqual({ agreed: 1 })
    expect(story([started, [1, { type: 'filled', path: 'told', values: { login: 'x' } }, true], [2, { type: 'cancelled', reason: '', undo: false }, true]]).deeds).toEqual({ filled: 1, cancelled: 1 })
  })
  test('knows the ending of its domain and the mail that was copied, and nothing of anybody', () => {
    expect(story(whole)).toMatchObject({ ending: '.fr', copied: { mailboxes: 2, messages: 20, bytes: 1000 } })
    expect(story([started])).toMatchObject({ copied: null })
    const sad = story([...whole.slice(0, 2), [3, failed('plan', { says: 'AlternC: The login claire is taken by boite@pieds.example.fr', retry: false })]])
    expect(JSON.stringify(sad)).not.toMatch(/claire|pieds|boite|a@x/i)
  })
  test('is the same without looks in vain', () => {
    const long = [...toGate, agreed(8), [10, { type: 'woke' }] as Step, ...[10, 11, 12, 13].map(unseen), [14, { type: 'unseen', ...one('arrived'), says: 'away' }] as Step, unseen(19), [20, { type: 'ticked', path: 'arrived', evidence: '' }, true] as Step]
    expect(thinned(events(long))).toHaveLength(long.length - 5)
    expect(storyOf(definition, thinned(events(long)), 0)).toEqual(story(long))
    expect(replay(definition, thinned(events(long)).map(({ told }) => told))).toEqual(replay(definition, events(long).map(({ told }) => told)))
  })
})

describe('a cause', () => {
  const remote = (says: string, own: string[] = []) => causeId({ why: 'remote', says }, new Set(own))
  test.each([
    [refusedFor('wrong-code', { says: 'EPP 2202 for AbC!23' }).message, 'registrar:wrong-code'],
    [refusedFor('contact-incomplete', { fields: ['phone'] }).message, 'registrar:contact-incomplete'],
    ['unexpected', 'known:unexpected'],
    ['the source (claire@pieds.example): it hung up', 'says:the source: it hung up'],
    ['The password of the source (imap.x.fr) is wrong: the server answers “[AUTH] claire?”.', 'says:The password of the source is wrong: the server answers'],
    ['api.gandi.net: it answers 503 after 2026-11-22 18:02', 'says:…: it answers 503 after …'],
    ['pieds.example belongs to another account of the hosting', 'says:… belongs to another account of the hosting'],
    ['The quota of mail of Claire is used up (40): raise it first', 'says:The quota of mail of … is used up: raise it first'],
    ['https://x.fr/?token=abc', 'says:…'],
    ['x'.repeat(300), `says:${'x'.repeat(159)}…`],
  ])('%s', (says, id) => {
    expect(remote(says, ['claire'])).toBe(id)
  })
  test('is called in both languages where it is known', () => {
    expect(causeTitle('registrar:locked')).toEqual({ fr: 'Le domaine est verrouillé chez l’ancien bureau', en: 'The domain is locked at the former registrar' })
    expect(causeTitle('known:deadline').fr).toBe('Rien n’a été vu dans le temps prévu')
    expect(causeTitle(remote('AlternC: away'))).toEqual({ fr: 'AlternC: away', en: 'AlternC: away' })
    expect(causeTitle(causeId({ why: 'remote', says: 'no', words: { fr: 'Le compte claire est pris', en: 'The account claire is taken' } }, new Set(['claire'])))).toEqual({ fr: 'Le compte … est pris', en: 'The account … is taken' })
  })
  test.each<[WorkflowEvent, string[]]>([
    [{ type: 'started', start: { domain: 'x.fr', what: 'all', account: 'Claire' } }, ['claire']],
    [{ type: 'filled', path: 'told', values: { words: 'deux mots', login: 'Pieds' } }, ['pieds']],
    [{ type: 'acted', ...one('plan'), result: { state: 'pending', login: 'pieds', list: [{ name: 'claire' }] } }, ['pieds', 'claire']],
    [{ type: 'woke' }, []],
  ])('the words of %j are %j', (event, words) => {
    expect(ownWords(definition, { ...event, at: 0 })).toEqual(words)
  })
})

describe('days', () => {
  test.each([['2026-01-01', '2025-12-31T23:00:00Z'], ['2026-03-29', '2026-03-28T23:00:00Z'], ['2026-03-30', '2026-03-29T22:00:00Z'], ['2026-10-26', '2026-10-25T23:00:00Z']])('%s begins at %s in Paris', (day, instant) => {
    expect(new Date(startOf(day, 'Europe/Paris'))).toEqual(new Date(instant))
    expect([dayOf(Date.parse(instant), 'Europe/Paris'), dayOf(Date.parse(instant) - 1, 'Europe/Paris') < day]).toEqual([day, true])
  })
  test('months go over the end of a year', () => {
    expect(monthsBetween('2025-11-30', '2026-02-01')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
  })
  test.each([[{ from: '2026-01-01' }], [{ from: '2026-02-01', to: '2026-01-01' }], [{ from: '2026-02-30', to: '2026-03-01' }], [{ from: '2001-01-01', to: '2026-01-01' }], [{ from: '0026-01-01', to: '0026-12-31' }], [{ from: '9999-01-01', to: '9999-12-31' }]])('%j is refused', (query) => {
    expect(FiguresQuery.safeParse(query).success).toBe(false)
  })
})

test.each<[number[], [number, number] | null]>([[[], null], [[5], [5, 5]], [[3, 1], [2, 3]], [[3, 1, 2], [2, 3]], [[10, 1, 2, 3, 4, 5, 6, 7, 8, 9], [5.5, 9]], [[11, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9], [6, 10]]])('of %j the middle one and what nine in ten do not exceed', (durations, of) => {
  const spread = spreadOf(durations)
  expect(spread && [spread.median, spread.slow]).toEqual(of)
})

describe('the figures', () => {
  const year = periodOf({ from: '2026-01-01', to: '2026-12-31' }, 'UTC')
  const at = (month: number, day = 1) => Date.UTC(2026, month - 1, day)
  const nothing: Story = { spans: [], stumbles: [], deeds: {}, ending: null, copied: null }
  let id = 0
  const run = (startedAt: number, endedAt: number | null, { standing = endedAt === null ? 'agent' : 'finished', ...rest }: Partial<Story> & { standing?: string } = {}): Lived => ({ id: id += 1, startedAt, endedAt, standing, story: { ...nothing, ...rest } })
  const stumble = (when: number, how: 'again' | 'stopped' = 'stopped', ms = DAY) => ({ step: 'plan', how, cause: 'known:declined', at: when, ms })
  const runs = [
    run(at(-1), at(1, 5), { ending: '.fr', deeds: { agreed: 2, ticked: 1 }, spans: [{ phase: 'move', waits: 'member', ms: 4 * DAY }, { phase: 'move', waits: 'team', ms: DAY }] }),
    run(at(2), at(2, 11), { ending: '.fr', copied: { mailboxes: 2, messages: 20, bytes: 1000 }, stumbles: [stumble(at(2, 2)), stumble(at(2, 3), 'again', 0), stumble(at(2, 4))] }),
    run(at(3), at(3, 3), { standing: 'cancelled', ending: '.org', spans: [{ phase: 'move', waits: 'team', ms: 9 * DAY }] }),
    run(at(3), null, { stumbles: [stumble(at(3, 4)), stumble(at(0))] }),
    run(at(6), at(13, 9)),
    run(at(14), null),
  ]
  const found = summed(runs, { period: year, now: at(7, 14), names: { phases: [{ id: 'prepare', title }, { id: 'move', title }], steps: new Map([['plan', { fr: 'Prévoir', en: 'Plan' }]]) } })

  test('count what began, ended and goes on in these days, by month until now', () => {
    expect(found.counts).toEqual({ began: 4, finished: 2, givenUp: 1, goingOn: 2 })
    expect(found.months.map(({ month }) => month)).toEqual(['01', '02', '03', '04', '05', '06', '07'].map(month => `2026-${month}`))
    expect(found.months.slice(0, 3)).toEqual([{ month: '2026-01', began: 0, finished: 1, givenUp: 0 }, { month: '2026-02', began: 1, finished: 1, givenUp: 0 }, { month: '2026-03', began: 2, finished: 0, givenUp: 1 }])
  })
  test('ask for durations, acts, domains and mail of those that ended well in these days alone', () => {
    expect(found.took?.runs).toBe(2)
    expect(found.waited).toEqual({ member: 4 * DAY, team: DAY, date: 0, outside: 0, machine: 0 })
    expect(found.phases).toEqual([{ id: 'move', title, took: { runs: 1, median: 5 * DAY, slow: 5 * DAY }, waited: found.waited }])
    expect(found.deeds).toEqual({ total: 3, median: 1.5, most: 3, kinds: [{ kind: 'agreed', count: 2 }, { kind: 'ticked', count: 1 }] })
    expect(found.endings).toEqual([{ ending: '.fr', runs: 2 }])
    expect(found.copied).toEqual({ mailboxes: 2, messages: 20, bytes: 1000 })
  })
  test('ask for what went wrong of all runs, in these days alone', () => {
    expect(found.steps).toEqual([{ step: 'plan', title: { fr: 'Prévoir', en: 'Plan' }, again: 1, anew: 0, stopped: 3, runs: 2, stood: 3 * DAY }])
    expect(found.causes).toMatchObject([{ id: 'known:declined', title: { fr: 'Quelqu’un a dit non' }, stopped: 3 }])
  })
  test('are a table, a number a line', () => {
    const figures: Figures = { workflow: { name: 'move', title: { fr: '=Bouger', en: 'Move, now' } }, from: '2026-01-01', to: '2026-12-31', until: 0, ...found }
    const [french, english] = (['fr', 'en'] as const).map(lang => figuresSheet(figures, lang).split('\r\n'))
    expect(french?.slice(0, 3)).toEqual(['\uFEFFPartie;Quoi;Mesure;Valeur', 'Parcours;\'=Bouger;commencés;4', 'Parcours;\'=Bouger;aboutis;2'])
    expect(english).toContain('Runs,"Move, now",begun,4')
    expect(french).toContain('Attente;Le membre;jours;4,0')
    expect(english).toContain('Waiting,The member,days,4.0')
    expect(french).toContain('Causes;Quelqu’un a dit non;arrêts;3')
  })
  test('of nothing are nothing', () => {
    expect(summed([], { period: year, now: at(1), names: { phases: [], steps: new Map() } })).toMatchObject({ took: null, copied: null, deeds: { total: 0, median: 0, most: 0 }, waited: Object.fromEntries(Waits.options.map(waits => [waits, 0])) })
  })
})
