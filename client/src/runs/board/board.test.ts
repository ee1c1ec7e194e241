import { describe, expect, test } from 'vitest'
import type { RunChanges } from '../../../../server/transfer/changes/contract.ts'
import type { Prospects } from '../../../../server/workflows/board/contract.ts'
import type { RunRow } from '../../../../server/workflows/contract.ts'
import { addressOf, choiceOf, filterOf, isNarrowed, widened } from './board-choice.ts'
import { columnsOf, standingCounts } from './columns.ts'
import { daysOf } from './days.ts'
import { between, neighbour } from './moving.ts'
import { batchOf, isForGood, unusualFirst } from './prospects.ts'
import { prospect, runRow } from '../../testing/given-runs.ts'

const NOW = new Date(2026, 10, 23, 15).getTime()
const DAY = 86_400_000

describe('the address', () => {
  test.each([
    [{}, {}],
    [{ view: 'list', workflow: 'move', standing: 'blocked,agent', owner: 'me', overdue: 'yes', ended: 'only', sort: 'due', text: 'pieds' }, undefined],
    [{ owner: '7', rehearsal: 'with' }, undefined],
    [{ view: 'upside-down', standing: 'angry,agent', owner: 'nobody', sort: 'age', ended: 'maybe' }, { standing: 'agent' }],
    [{ role: 'mine' }, undefined],
    [{ view: 'list', due: 'week' }, undefined],
    [{ due: 'soon' }, {}],
  ] as const)('of %j keeps what is understood', (query, kept) => {
    expect(addressOf(choiceOf(query))).toEqual(kept ?? query)
  })

  test('asks the board for what goes on, and a list for what was chosen', () => {
    const query = { workflow: 'move', ended: 'with', sort: 'due', standing: 'blocked', text: ' pieds ' }
    expect(filterOf(choiceOf(query), NOW)).toEqual({ workflow: 'move', standing: 'blocked', text: 'pieds' })
    expect(filterOf(choiceOf({ ...query, view: 'list', sort: 'started' }), NOW)).toEqual({ workflow: 'move', ended: 'with', sort: 'started', standing: 'blocked', text: 'pieds' })
  })

  test.each([
    [{ due: 'week' }, { dueBefore: String(new Date(2026, 10, 30).getTime()) }],
    [{ due: 'week', view: 'list' }, { sort: 'due', dueBefore: String(new Date(2026, 10, 30).getTime()) }],
    [{ overdue: 'yes', view: 'list', ended: 'with' }, { sort: 'due', overdue: 'yes' }],
  ])('of %j asks for what is due by its date: %j', (query, asked) => expect(filterOf(choiceOf(query), NOW)).toEqual(asked))

  test.each([[{ workflow: 'move' }, false], [{ view: 'list', workflow: 'move' }, true], [{ standing: 'agent' }, true], [{ text: ' ' }, false], [{ owner: 'none' }, true], [{ overdue: 'yes' }, true], [{ role: 'mine' }, true], [{ due: 'week' }, true]])('of %j is narrowed: %s', (query, narrowed) => {
    const choice = choiceOf(query)
    expect(isNarrowed(choice)).toBe(narrowed)
    expect(isNarrowed(widened(choice)) || widened(choice).view !== choice.view).toBe(false)
  })
})

test('runs stand below the day on which something of them falls, those of a rehearsal by our clock', () => {
  const at = (id: number, inMs: number | null, parts: Partial<RunRow> = {}) => runRow({ id, falls: inMs === null ? null : { at: NOW + inMs, title: null, of: 'agent' }, ...parts })
  const days = daysOf([at(1, -DAY), at(2, -1), at(3, 3_600_000), at(4, 11 * DAY, { aheadMs: 10 * DAY }), at(5, null, { dueAt: NOW + DAY }), at(6, null)], NOW)
  expect(days.map(({ day, runs }) => [typeof day === 'number' ? new Date(day).getDate() : day, runs.map(({ id }) => id)])).toEqual([['late', [1, 2]], [23, [3]], [24, [4, 5]], [undefined, [6]]])
})

describe('columns', () => {
  const cell = (phase: string | null, standing: RunRow['standing'], more: { runs: number, oldest?: number, overdue?: number }) => ({ phase, standing, oldest: 5, overdue: 0, ...more })
  const phases = [{ id: 'a', title: { fr: 'A', en: 'A' } }, { id: 'b', title: { fr: 'B', en: 'B' } }]

  test('are the phases in their order, empty ones too, and one for what has none', () => {
    const rows = [runRow({ id: 1, phase: phases[1]! }), runRow({ id: 2, phase: null }), runRow({ id: 3, phase: phases[1]! })]
    const columns = columnsOf({ workflow: 'move', phases, cells: [cell('b', 'blocked', { runs: 2, oldest: 3, overdue: 1 }), cell('b', 'agent', { runs: 4, oldest: 9 }), cell(null, 'date', { runs: 1 })] }, rows)
    expect(columns.map(({ id, runs, counted, blocked, overdue, oldest }) => [id, runs.map(run => run.id), counted, blocked, overdue, oldest])).toEqual([
      ['a', [], 0, 0, 0, undefined], ['b', [1, 3], 6, 2, 1, 3], ['', [2], 1, 0, 0, 5],
    ])
  })

  test('are the standings where a workflow has no phases, as far as there are any', () => {
    const columns = columnsOf({ workflow: 'incident', phases: [], cells: [cell(null, 'agent', { runs: 1 }), cell(null, 'blocked', { runs: 1 })] }, [runRow({ id: 1, standing: 'agent' }), runRow({ id: 2, standing: 'blocked' })])
    expect(columns.map(({ id, title, runs }) => [id, title, runs.length])).toEqual([['blocked', 'blocked', 1], ['agent', 'agent', 1]])
  })

  test('are counted together by how runs stand', () => {
    expect([...standingCounts({ workflow: 'm', phases, cells: [cell('a', 'agent', { runs: 2 }), cell('b', 'agent', { runs: 3 }), cell('b', 'date', { runs: 1 })] })]).toEqual([['agent', 5], ['date', 1]])
  })
})

const PLACES = [[1, 2, 3], [], [4], [5, 6]]
test.each([
  [undefined, 'down', 1], [1, 'down', 2], [3, 'down', undefined], [1, 'up', undefined], [2, 'up', 1],
  [3, 'right', 4], [4, 'right', 5], [6, 'left', 4], [4, 'left', 1], [1, 'left', undefined], [99, 'right', 1],
] as const)('from %s, %s is %s', (from, direction, to) => expect(neighbour(PLACES, from, direction)).toBe(to))
test('nowhere to go where nothing is', () => expect(neighbour([[], []], undefined, 'down')).toBeUndefined())
test.each([[1, 3, [1, 2, 3]], [4, 2, [2, 3, 4]], [6, 6, [6]], [99, 5, [5]], [5, 99, [99]]] as const)('between %s and %s are %j', (one, other, all) => expect(between(PLACES, one, other)).toEqual(all))

describe('a batch', () => {
  const said = { reason: 'Vu', undo: true, agentId: 3 }
  const step = (parts: Partial<Prospects['runs'][number]['steps'][number]> = {}) => ({ path: 'go', round: 1, title: { fr: 'Go', en: 'Go' }, how: null, item: null, allowed: true, plan: [], cause: null, ...parts })
  const plan = (irreversible: boolean) => [{ path: 'x', title: { fr: '', en: '' }, irreversible, lines: [] }]
  const prospects = [prospect(1, [step(), step({ path: 'b', plan: plan(true) })]), prospect(2, [step({ allowed: false })]), prospect(3, [], false)]
  const steps = [{ id: 1, path: 'go', round: 1 }, { id: 1, path: 'b', round: 1 }]

  test.each([
    ['agree', [], { act: 'agree', runs: steps }],
    ['agree', ['1 b'], { act: 'agree', runs: steps.slice(0, 1) }],
    ['retry', ['1 b', '1 go'], undefined],
    ['skip', [], { act: 'skip', runs: steps, reason: 'Vu' }],
    ['decline', [], { act: 'decline', runs: steps, reason: 'Vu' }],
    ['cancel', ['2 '], { act: 'cancel', runs: [{ id: 1 }], reason: 'Vu', undo: true }],
    ['hand-over', [], { act: 'hand-over', runs: [{ id: 1 }, { id: 2 }], agentId: 3 }],
    ['hand-over', ['1 ', '2 '], undefined],
  ] as const)('to %s without %j asks for what lends itself to it', (act, left, batch) => {
    expect(batchOf(act, prospects, { left: new Set(left), said })).toEqual(batch)
  })

  test.each([[[], true], [['1 b'], false]])('without %j is for good: %s', (left, forGood) => {
    expect(isForGood(prospects, batchOf('agree', prospects, { left: new Set(left), said }))).toBe(forGood)
  })
  test('shows first what is unusual, unless nothing is asked of it', () => {
    const mark = (unusual: boolean): RunChanges => ({ runId: 0, domain: '', counts: { kept: 1, changed: 0, left: 0, byHand: 0, other: 0 }, nameServers: { before: [], after: [] }, mail: null, marks: [{ kind: 'by-hand', count: 1, unusual }] })
    const all = [prospect(1, [step()]), prospect(2, [step()]), prospect(3, [])]
    expect(unusualFirst(all, new Map([[1, mark(false)], [2, mark(true)], [3, mark(true)]])).map(({ run }) => run.id)).toEqual([2, 1, 3])
  })
  test('of nothing is not', () => expect(isForGood(prospects, undefined)).toBe(false))
})
