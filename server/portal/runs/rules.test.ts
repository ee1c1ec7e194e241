import { describe, expect, test } from 'vitest'
import { WELCOME } from '../../testing/member-runs.ts'
import { readDefinition } from '../../workflows/definition/reading.ts'
import type { Definition } from '../../workflows/definition/schema.ts'
import { replay, type Told } from '../../workflows/engine/advance.ts'
import type { WorkflowEvent } from '../../workflows/engine/event.ts'
import { asksOf } from './asks.ts'
import { dayAhead, dayDue, dayIn, isPast } from './dates.ts'
import { runPage } from './page.ts'
import { isToldToMember, pathOf, standingOf } from './path.ts'
import type { MemberRun } from './run.ts'
import { draftOf, problemsWith, sentOf } from './sent.ts'
import { runWordsIn } from './words.ts'

const read = readDefinition(WELCOME)
if ('problems' in read) throw new Error(JSON.stringify(read.problems))
const DEFINITION = read.definition
// A Sunday.
const AT = Date.UTC(2026, 10, 22, 10)
const DAY = 86_400_000

const FACTS = { name: 'Les Pieds', mail: 'a@b.example', boxes: 3, day: '2026-12-03', keeps: true, plan: 'small', code: { secret: 1 } }
const STORY: WorkflowEvent[] = [
  { type: 'started', start: { domain: 'pieds.example' } },
  { type: 'filled', path: 'facts', values: FACTS },
  { type: 'ticked', path: 'lower', evidence: '' },
  { type: 'ticked', path: 'copies/0/copy', evidence: '' },
  { type: 'ticked', path: 'copies/1/copy', evidence: '' },
  { type: 'ticked', path: 'copies/2/copy', evidence: '' },
  { type: 'agreed', path: 'go' },
  { type: 'acted', path: 'move', round: 1, result: {} },
  { type: 'woke' },
  { type: 'ticked', path: 'look', evidence: '' },
  { type: 'ticked', path: 'survey', evidence: '' },
]

/** A run to which the first `count` things have happened, an hour after each other; `more` after them. */
function runAfter(count: number, more: readonly WorkflowEvent[] = [], { definition = DEFINITION, now = AT }: { definition?: Definition, now?: number } = {}): MemberRun {
  const told: Told[] = [...STORY.slice(0, count), ...more].map((event, i) => ({ ...event, at: event.type === 'woke' ? AT + 6 * DAY : i < 8 ? AT : AT + 6 * DAY }))
  const progress = replay(definition, told)
  if (!progress) throw new Error('The run has not begun')
  return { id: 1, definition, progress, rehearsal: false, now, ticket: null, house: { name: 'Aide', address: null } }
}

const standing = (run: MemberRun) => standingOf(run, pathOf(run), asksOf(run).length).word

test.each([
  [5_400_000, '3 sur 9. Ce devrait être fini aujourd’hui vers 12:30.', '3 of 9. It should be over today at about 12:30.'],
  [3 * DAY, '3 sur 9. Ce devrait être fini le mercredi 25 novembre (dans 3 jours).', '3 of 9. It should be over on Wednesday 25 November (in 3 days).'],
  [null, '3 sur 9. Cinq jours en général.', '3 of 9. Five days as a rule.'],
])('a long act that takes another %s ms says how far it is, and when it may be over', (leftMs, fr, en) => {
  const run = runAfter(7, [{ type: 'going', path: 'move', round: 1, done: 3, of: 9, says: 'MOT-INTERNE', leftMs, againInMs: 1 }])
  expect([runPage(run, 'fr').current?.note, runPage(run, 'en').current?.note]).toEqual([fr, en])
})

describe('the page of a run', () => {
  test.each([
    ['at its beginning', runAfter(1), ['facts'], 'you', ['facts now you', 'lower next', 'copies next', 'go next', 'move next', 'days next', 'look next']],
    ['once the form is filled in', runAfter(2), ['lower'], 'you', ['facts done', 'lower now you', 'copies next', 'go next', 'move next', 'days next', 'look next']],
    ['while the team is at the items', runAfter(4), [], 'team', ['facts done', 'lower done', 'copies now team 1/3', 'go next', 'move next', 'days next', 'look next']],
    ['at the gate', runAfter(6), ['go'], 'you', ['facts done', 'lower done', 'copies done', 'go now you', 'move next', 'days next', 'look next']],
    ['after a no at the gate', runAfter(6, [{ type: 'declined', path: 'go', reason: 'Non' }]), [], 'stuck', ['facts done', 'lower done', 'copies done', 'go now stuck', 'move next', 'days next', 'look next']],
    ['while a port works', runAfter(7), [], 'work', ['facts done', 'lower done', 'copies done', 'go done', 'move now work', 'days next', 'look next']],
    ['while a long act goes on', runAfter(7, [{ type: 'going', path: 'move', round: 1, done: 3, of: 9, says: '', againInMs: 1 }]), [], 'work', ['facts done', 'lower done', 'copies done', 'go done', 'move now work 3/9', 'days next', 'look next']],
    ['after a failure', runAfter(7, [{ type: 'failed', path: 'move', round: 1, says: 'MOT-INTERNE', retry: false }]), [], 'stuck', ['facts done', 'lower done', 'copies done', 'go done', 'move now stuck', 'days next', 'look next']],
    ['while it waits for a date', runAfter(8), [], 'date', ['facts done', 'lower done', 'copies done', 'go done', 'move done', 'days now date', 'look next']],
    ['without what was skipped', runAfter(1, [{ type: 'skipped', path: 'facts', reason: 'MOT-INTERNE' }]), ['lower'], 'you', ['lower now you', 'copies next', 'go next', 'move next', 'days next', 'look next']],
    ['when only what is hidden is left', runAfter(10), [], 'work', ['facts done', 'lower done', 'copies done', 'go done', 'move done', 'days done', 'look done']],
    ['when it is finished', runAfter(11), [], 'finished', ['facts done', 'lower done', 'copies done', 'go done', 'move done', 'days done', 'look done']],
    ['when it was given up', runAfter(2, [{ type: 'cancelled', reason: 'MOT-INTERNE', undo: false }]), [], 'cancelled', ['facts done']],
    ['while it is being given up', runAfter(7, [{ type: 'cancelled', reason: 'MOT-INTERNE', undo: false }]), [], 'stopping', ['facts done', 'lower done', 'copies done', 'go done']],
  ] as const)('%s', (...[, run, asked, word, lines]) => {
    expect(asksOf(run).map(({ path }) => path)).toEqual(asked)
    expect(standing(run)).toBe(word)
    expect(pathOf(run).map(({ path, state, waits, count }) => [path, state, ...waits ? [waits] : [], ...count ? [`${count.done}/${count.of}`] : []].join(' '))).toEqual(lines)
    const page = JSON.stringify([runPage(run, 'fr'), runPage(run, 'en')])
    for (const hidden of ['ETAPE-CACHEE', 'HIDDEN-STEP', 'MOT-INTERNE']) expect(page).not.toContain(hidden)
  })

  test('asks for what is hidden all the same, and item by item in their order', () => {
    const definition = structuredClone(DEFINITION)
    const each = definition.steps.find(step => step.kind === 'each')
    if (each?.kind !== 'each') throw new Error('no each')
    Object.assign(each, { shown: false })
    Object.assign(each.steps[0] ?? {}, { who: 'member' })
    const run = runAfter(4, [], { definition })
    expect(asksOf(run).map(({ path, item }) => [path, item])).toEqual([['copies/1/copy', 'bureau'], ['copies/2/copy', 'presse']])
    expect(pathOf(run).map(({ path }) => path)).not.toContain('copies')
    expect(runPage(run, 'fr').asks.map(({ title, item }) => [title, item])).toEqual([['Copier bureau', ''], ['Copier presse', '']])
    expect(runPage(run, 'fr').asks.map(({ explained }) => explained.length)).toEqual([2, 0])
  })

  test.each([
    ['one that shows its steps', DEFINITION.steps, true],
    ['a checklist of ours', DEFINITION.steps.filter(({ id }) => id === 'survey'), false],
    ['one that asks something, and hides it', DEFINITION.steps.filter(({ id }) => id === 'facts').map(step => ({ ...step, shown: false })), true],
  ])('the ticket tells of %s or not', (_which, steps, told) => expect(isToldToMember({ steps })).toBe(told))

  test('shows a few of many asks, and the middle of a long path', () => {
    const many = { ...DEFINITION, steps: Array.from({ length: 30 }, (_, i) => ({ kind: 'task', id: `s${i}`, title: { fr: `${i}`, en: `${i}` }, who: i < 12 ? 'agent' : 'member', ...i === 12 ? {} : { after: i > 12 ? ['s11'] : i === 0 ? [] : [`s${i - 1}`] }, evidence: 'none', remind: [], shown: true })) } as Definition
    const done = Array.from({ length: 12 }, (_, i) => ({ type: 'ticked', path: `s${i}`, evidence: '' } as const))
    const page = runPage(runAfter(1, done, { definition: many }), 'fr')
    expect([page.asks.length, page.moreAsks]).toEqual([8, 'Encore 10\u00A0demandes vous attendent après celles-ci.'])
    expect([page.path.before.length, page.path.beforeSummary, page.path.lines.length, page.path.start]).toEqual([9, '9 étapes déjà faites', 21, 10])
    expect(page.heading).toBe('Nous avons besoin de vous pour 18\u00A0choses')
  })

  test('leaves out what will not be done, as soon as that is known', () => {
    const definition = structuredClone(DEFINITION)
    Object.assign(definition.steps.find(({ id }) => id === 'move') ?? {}, { when: 'facts.keeps == false' })
    Object.assign(definition.steps.find(({ id }) => id === 'days') ?? {}, { when: 'has(lower.evidence)' })
    expect([1, 2].map(count => pathOf(runAfter(count, [], { definition })).map(({ path }) => path))).toEqual([
      ['facts', 'lower', 'copies', 'go', 'move', 'days', 'look'], ['facts', 'lower', 'copies', 'go', 'days', 'look'],
    ])
  })

  test('shows the way as its phases, and what is said of the one that it is in', () => {
    const phases = [{ id: 'before', title: { fr: 'Avant', en: 'Before' }, says: { fr: '{{start.domain}} ne bouge pas.', en: '{{start.domain}} stays.' } }, { id: 'after', title: { fr: 'Après', en: 'After' } }]
    const definition = { ...DEFINITION, phases, steps: DEFINITION.steps.map((step, i) => ({ ...step, phase: i < 2 ? 'before' : 'after' })) }
    expect(runPage(runAfter(1, [], { definition }), 'fr').way).toEqual({ words: 'Partie 1 sur 2\u00A0: Avant', says: 'pieds.example ne bouge pas.', parts: [{ title: 'Avant', state: 'now' }, { title: 'Après', state: 'next' }] })
    expect(runPage(runAfter(3, [{ type: 'ticked', path: 'survey', evidence: '' }], { definition }), 'en').way).toMatchObject({ words: 'Part 2 of 2: After', says: '' })
    expect([runPage(runAfter(1), 'fr').way, runPage(runAfter(11, [], { definition }), 'fr').way]).toEqual([null, null])
  })

  test('says when, in words', () => {
    expect(runPage(runAfter(1), 'fr').asks[0]?.due).toBe('Si possible pour le vendredi 27 novembre (dans 5 jours).')
    expect(runPage(runAfter(1, [], { now: AT + 7 * DAY }), 'en').asks[0]?.due).toBe('The date we hoped for has passed (on Friday 27 November); there is still time.')
    expect(runPage(runAfter(8), 'fr')).toMatchObject({ heading: 'Vous n’avez rien à faire', current: { title: 'Attendre la réponse de Gandi', note: 'La suite viendra le vendredi 27 novembre (dans 5 jours).' }, next: 'Après cela\u00A0: Regarder le site ensemble.' })
    expect(runPage(runAfter(11, [], { now: AT + 8 * DAY }), 'en').detail).toBe('Everything was done on Saturday 28 November. Thank you for your patience.')
  })
})

test.each([
  [0, 'aujourd’hui', 'aujourd’hui', 'today'],
  [1, 'demain', 'demain', 'tomorrow'],
  [-1, 'hier', 'hier', 'yesterday'],
  [3, 'le mercredi 25 novembre', 'le mercredi 25 novembre (dans 3 jours)', 'on Wednesday 25 November (in 3 days)'],
  [9, 'le mardi 1er décembre', 'le mardi 1er décembre (dans 9 jours)', 'on Tuesday 1 December (in 9 days)'],
  [100, 'le mardi 2 mars 2027', 'le mardi 2 mars 2027 (dans 3 mois)', 'on Tuesday 2 March 2027 (in 3 months)'],
  [-30, 'le vendredi 23 octobre', 'le vendredi 23 octobre', 'on Friday 23 October'],
])('a day %i days away', (...[days, plain, ahead, english]) => {
  expect([dayIn(AT + days * DAY, AT, 'fr'), dayAhead(AT + days * DAY, AT, 'fr'), dayAhead(AT + days * DAY, AT, 'en')]).toEqual([plain, ahead, english])
  expect(isPast(AT + days * DAY, AT)).toBe(days < 0)
})

test('a day is one of where the cooperative is', () => {
  const late = Date.UTC(2026, 10, 22, 23, 30)
  expect([dayIn(late, AT, 'fr'), dayDue(late, AT, 'en')]).toEqual(['demain', 'by tomorrow'])
})

describe('what is sent', () => {
  const ask = asksOf(runAfter(1))[0]!
  const step = DEFINITION.steps[0]!

  test.each([
    [undefined, undefined],
    [{ path: 'x' }, undefined],
    [{ path: ['x', 'y'], round: '1' }, undefined],
    [{ path: 'x', round: '-1' }, undefined],
    [{ path: 'x', round: '1', deed: 'skip', v_a: 'b', v___proto__: 'c', other: 'd' }, { path: 'x', round: 1, word: '', values: { a: 'b' } }],
  ])('is read as one of our forms, or not at all: %o', (body, expected) => {
    if (expected) expect(sentOf(body)).toMatchObject(expected)
    else expect(sentOf(body)).toBeUndefined()
  })

  test('comes back with its words and without its secrets', () => {
    const sent = sentOf({ path: 'facts', round: '1', v_name: 'Les <b>Pieds', v_mail: 'nowhere', v_code: 'MOT-SECRET', v_notes: ['a', 'b'], v_other: 'x' })!
    const problems = problemsWith(step, ask, sent)
    expect([...problems.keys()].sort()).toEqual(['boxes', 'day', 'keeps', 'mail', 'notes', 'other', 'plan'])
    const draft = draftOf(sent, ask, { problems })
    expect(draft.values).toEqual({ name: 'Les <b>Pieds', mail: 'nowhere', word: '' })
    const page = runPage(runAfter(1), 'fr', { draft })
    expect(JSON.stringify(page)).not.toContain('MOT-SECRET')
    const fields = new Map(page.asks[0]?.fields.map(field => [field.name, field]))
    expect(fields.get('v_mail')).toMatchObject({ value: 'nowhere', problem: 'Ce n’est pas une adresse de courriel complète.', described: 'q0-1-hint q0-1-problem' })
    expect(fields.get('v_code')).toMatchObject({ value: '', again: runWordsIn.fr.secretAgain })
  })

  const BY_WORD = [
    ['gate', 'none', { deed: 'agree' }, []], ['gate', 'none', { deed: 'decline' }, ['word']], ['gate', 'none', {}, ['word']], ['gate', 'none', { deed: 'decline', word: 'Pas maintenant' }, []],
    ['task', 'none', {}, []], ['task', 'optional', {}, []], ['task', 'needed', { word: '  ' }, ['word']], ['task', 'needed', { word: 'Vu' }, []], ['task', 'optional', { word: 'x'.repeat(4001) }, ['word']],
  ] as const
  test.each(BY_WORD)('%s with evidence %s and %o', (...[kind, evidence, body, expected]) => {
    const of = DEFINITION.steps.find(one => one.kind === kind)!
    expect([...problemsWith(of, { kind, evidence }, sentOf({ path: 'x', round: '1', ...body })!).keys()]).toEqual(expected)
  })
})

/** Every sentence, however deep. */
const sentences = (words: unknown): string[] => typeof words === 'string' ? [words] : Object.values(words as Record<string, unknown>).flatMap(sentences)

test('the French of the page is typeset as French is', () => {
  for (const sentence of sentences(runWordsIn.fr)) {
    expect(sentence).not.toMatch(/'|"|\.\.\./)
    expect(sentence).not.toMatch(/(?<!\u00A0)[:;?!»]/)
  }
  for (const sentence of sentences(runWordsIn.en)) expect(sentence).not.toMatch(/'|"|\.\.\.|\s[:;?!]/)
})
