import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluate, expressionsIn, namesIn, problemIn, say } from './conditions.ts'

const known = {
  start: { domain: 'exemple.fr', boxes: 3, price: 2.5, at: '2027-05-12T12:30:00.000Z', password: { secret: 7 }, nothing: null },
  survey: { mail: true, items: [{ name: 'a', size: 5 }, { name: 'b', size: 12 }] },
}

describe('evaluate', () => {
  test.each([
    ['survey.mail && start.boxes > 2', true],
    ['start.boxes + 1', 4],
    ['start.price < 3', true],
    ['start.domain.endsWith(".fr") ? "fr" : "other"', 'fr'],
    ['survey.items.filter(i, i.size > 10).map(i, i.name)', ['b']],
    ['survey.items', [{ name: 'a', size: 5 }, { name: 'b', size: 12 }]],
    ['{"domain": start.domain, "n": size(survey.items)}', { domain: 'exemple.fr', n: 2 }],
    ['timestamp(start.at) + duration("48h")', '2027-05-14T12:30:00.000Z'],
    ['has(never_reached.mail)', false],
    ['has(start.password)', true],
    ['start.nothing == null', true],
    ['day("2027-05-01")', 'samedi 1er mai 2027'],
    ['day("2027-05-12T22:30:00Z")', 'jeudi 13 mai 2027'],
    ['moment(start.at)', 'mercredi 12 mai 2027 à 14:30'],
    ['day(0)', 'jeudi 1er janvier 1970'],
  ])('%s', (expression, value) => {
    expect(evaluate(expression, known)).toEqual({ value })
  })

  test('dates follow the language', () => {
    expect(evaluate('moment(start.at)', known, 'en')).toEqual({ value: 'Wednesday 12 May 2027 at 14:30' })
  })

  test.each([
    ['1 +', /Unexpected/],
    ['survey.typo', /No such key: typo/],
    ['start.domain + 1', /no such overload/],
    ['day("soon")', /not a date/],
    ['start.domain.matches("(a+)+$")', /not available/],
    ['cel.bind(x, "a", x + x)', /not available/],
    ['start.constructor', /No such key/],
    ['constructor.name', /No such key/],
    ['type(start)', /neither a text/],
    ['9007199254740993', /too large/],
    ['1 / 0', /division by zero/],
    ['survey.mail ? 1 : undefined_function(2)', /undefined_function/],
    ['x'.repeat(5000), /too long/],
    [`${'('.repeat(300)}1${')'.repeat(300)}`, /./],
  ])('%s is a problem in words', (expression, says) => {
    const result = evaluate(expression, known)
    expect('problem' in result && result.problem).toMatch(says)
    expect('problem' in result && result.problem).not.toMatch(/\n|node_modules/)
  })

  test.each([
    'l.map(a, l.map(b, l.map(c, a + b + c)))',
    'l.all(a, l.all(b, a != b || l.exists(c, c == a)))',
    `(${Array(60).fill('l').join(' + ')}).map(a, a in (${Array(60).fill('l').join(' + ')}))`,
    'l.map(a, l).map(b, b.map(c, b))',
  ])('%s is not begun over a long list', (expression) => {
    expect(evaluate(expression, { l: Array.from({ length: 5000 }, (_, i) => i) })).toEqual({ problem: expect.stringMatching(/too much/) })
  })

  test('a list of items may be compared with another', () => {
    const l = Array.from({ length: 250 }, (_, i) => `d${i}.fr`)
    expect(evaluate('l.filter(a, !l.exists(b, b == a + "x"))', { l })).toEqual({ value: l })
  })

  test('what is known is never too much to say so', () => {
    expect(evaluate('size(l)', { l: Array.from({ length: 100_000 }, () => 1) })).toEqual({ problem: expect.stringMatching(/more is known/) })
    const deep: Record<string, unknown> = {}
    deep.itself = deep
    expect(evaluate('deep.itself == null', { deep })).toEqual({ problem: expect.stringMatching(/too deep/) })
  })

  test('nothing that is written makes it throw', () => {
    const words = fc.constantFrom('start', '.', 'survey', '(', ')', '[', ']', '{', '}', '+', '"a"', '1', '.map(x, ', 'has(', '?', ':', ',', '-', '__proto__', ' in ', 'day(', 'timestamp(', 'x', '!', '&&', 'b"', '\\', 'type(', '.split("")')
    fc.assert(fc.property(fc.array(words, { maxLength: 30 }), (parts) => {
      const result = evaluate(parts.join('') || ' ', known)
      return 'value' in result ? JSON.stringify(result.value) !== undefined : result.problem.length > 0
    }), { numRuns: 500 })
  })
})

describe('namesIn', () => {
  test.each([
    ['survey.mail', [['survey', 'mail', false]]],
    ['has(survey.mail) && start["domain"] == item', [['survey', 'mail', true], ['start', 'domain', false], ['item', null, false]]],
    ['survey.items.all(i, i.size > start.boxes)', [['survey', 'items', false], ['start', 'boxes', false]]],
    ['has(a.b.c)', [['a', 'b', true]]],
    ['type(a.b) == int', [['a', 'b', false]]],
    ['1 +', []],
  ] as const)('%s', (expression, uses) => {
    expect(namesIn(expression).map(({ name, member, tested }) => [name, member, tested])).toEqual(uses)
  })
})

test('problemIn reads without evaluating', () => {
  expect(problemIn('never.seen > 3')).toBeNull()
  expect(problemIn('1 + "a"')).toMatch(/no such overload/)
})

describe('say', () => {
  test('fills in both languages', () => {
    expect(say({ fr: 'Pour {{start.domain}} : {{ day(start.at) }}, {{start.price}}, {{survey.mail}}', en: 'For {{start.domain}}: {{ day(start.at) }}, {{start.price}}, {{survey.mail}}' }, known)).toEqual({
      fr: 'Pour exemple.fr : mercredi 12 mai 2027, 2,5, oui',
      en: 'For exemple.fr: Wednesday 12 May 2027, 2.5, yes',
    })
  })

  test('shows what it cannot fill in, and secrets, as three dots', () => {
    expect(say({ fr: '{{nope.x}} {{start.password}} {{1 +}} {{survey.items.map(i, i.name)}}{{start.nothing}}', en: '' }, known)).toEqual({ fr: '… … … a, b', en: '' })
  })
})

test('expressionsIn finds what is between the braces', () => {
  expect(expressionsIn('a {{ b.c }} d {{e}} {{unclosed')).toEqual(['b.c', 'e'])
})
