import { expect, test } from 'vitest'
import { run, runDetail, said, step } from '../testing/given-runs.ts'
import { countsOf, itemsOf, pathOf, phasesOf } from './path.ts'

const [done, open, failed, coming] = [step('a', { state: 'done' }), step('b', { state: 'looking' }), step('c', { state: 'failed' }), step('d')]
const inner = (item: string, state: Parameters<typeof step>[1]) => step(`boxes/${item}/copy`, { within: 'boxes', item, ...state })
const current = (...args: Parameters<typeof runDetail>) => pathOf(runDetail(...args)).find(line => line.current)?.step.path

test('the current step is the one the server names, else the one that failed, else the first that is open', () => {
  expect(current([done, open, failed, coming], { run: run({ next: { path: 'b', title: said('b') } }) })).toBe('b')
  expect(current([done, open, failed, coming])).toBe('c')
  expect(current([done, open, coming])).toBe('b')
  expect(current([done, coming])).toBeUndefined()
  expect(current([done, open], { run: run({ standing: 'cancelled' }) })).toBeUndefined()
})

test('what is within a step that fans out counts for that step, and stands with it', () => {
  const steps = [step('boxes', { kind: 'each', state: 'open' }), inner('x', { state: 'done' }), inner('y', { state: 'failed' })]
  const lines = pathOf(runDetail(steps, { run: run({ next: { path: 'boxes/y/copy', title: said('copy') } }) }))
  expect(lines).toMatchObject([{ step: { path: 'boxes' }, current: true, troubled: true, place: 'here' }])
})

test('a phase is named at its first step; it is behind once all of its steps are', () => {
  const phases = [{ id: 'one', title: said('Un') }, { id: 'two', title: said('Deux') }, { id: 'three', title: said('Trois') }]
  const detail = runDetail([step('a', { phase: 'one', state: 'skipped' }), step('b', { phase: 'two', state: 'done' }), step('c', { phase: 'two', state: 'asked' }), step('d', { phase: 'three' })], { phases, run: run({ phase: phases[1] ?? null }) })
  expect(pathOf(detail).map(({ phase }) => phase)).toEqual(['one', 'two', null, 'three'])
  expect(phasesOf(detail).map(({ place, part }) => [place, part])).toEqual([['past', 1], ['here', 0.5], ['coming', 0]])
})

test('items that somebody must look at come first, and are counted', () => {
  const second = (item: string, state: Parameters<typeof step>[1]) => step(`boxes/${item}/check`, { within: 'boxes', item, ...state })
  const items = itemsOf([inner('settled', { state: 'done' }), inner('later', {}), inner('between', { state: 'done' }), second('between', {}), inner('asked', { state: 'asked' }), inner('stopped', { state: 'failed' })], 'boxes')
  expect(items.map(({ name, stand }) => [name, stand])).toEqual([['stopped', 'failed'], ['asked', 'asked'], ['between', 'going'], ['later', 'coming'], ['settled', 'done']])
  expect(countsOf(items)).toContainEqual({ stand: 'going', count: 1 })
})
