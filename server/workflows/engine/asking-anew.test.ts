import { expect, test } from 'vitest'
import { problemsOf } from '../definition/checking.ts'
import { Definition } from '../definition/schema.ts'
import { advance, replay, type Told } from './advance.ts'
import type { WorkflowEvent } from './event.ts'

const text = { fr: 'x', en: 'x' }
const form = { kind: 'form', id: 'code', title: text, who: 'member', fields: [{ name: 'code', label: text, type: 'secret' }] }
const order = { kind: 'action', id: 'order', title: text, uses: 'test.act', asks: 'code' }
const definition = (...steps: object[]) => Definition.parse({ workflow: 'asking', title: text, steps })
const story = (...events: WorkflowEvent[]): Told[] => events.map((event, at) => ({ ...event, at: at + 1 }))
const started = { type: 'started', start: {} } as const
const filled = { type: 'filled', path: 'code', values: { code: { secret: 1 } } } as const
const wrong = { type: 'failed', path: 'order', round: 1, says: 'the code is wrong', retry: false, wrong: true } as const

test('a wrong answer is asked for anew, with the reason, and used again as the same act', () => {
  const asking = definition(form, order)
  const told = story(started, filled, wrong)
  const { progress, effects } = advance(asking, replay(asking, told.slice(0, 2)), told[2]!)
  expect(progress.steps).toMatchObject({ code: { state: 'asked', round: 2, cause: { why: 'refused', says: 'the code is wrong' } }, order: { state: 'pending' } })
  expect(effects).toEqual([{ do: 'remind', path: 'code', nth: 1, at: 3 }])
  expect(replay(asking, [...told, { ...filled, at: 4 }])?.steps['order']).toMatchObject({ state: 'acting', round: 1 })
})

test('what is refused for another reason, or too often, is for a person to decide', () => {
  const asking = definition(form, order)
  expect(replay(asking, story(started, filled, { ...wrong, wrong: false }))?.steps['order']).toMatchObject({ state: 'failed' })
  const often = story(started, filled, wrong, filled, wrong, filled, wrong, filled, wrong)
  expect(replay(asking, often)?.steps).toMatchObject({ code: { state: 'done', round: 4 }, order: { state: 'failed' } })
})

test('whoever was never asked is not asked', () => {
  const skipped = definition({ ...form, when: 'start.by_hand' }, order)
  expect(replay(skipped, story({ type: 'started', start: { by_hand: false } }, wrong))?.steps).toMatchObject({ code: { state: 'skipped' }, order: { state: 'failed' } })
})

test('only the form right before it can be asked anew', () => {
  const problems = (...steps: object[]) => problemsOf(definition(...steps)).filter(({ level, says }) => level === 'error' && says.includes('anew')).map(({ step }) => step)
  expect(problems(form, order)).toEqual([])
  expect(problems(form, { kind: 'timer', id: 'wait', title: text, for: '1d' }, order)).toEqual(['order'])
  expect(problems({ kind: 'timer', id: 'wait', title: text, for: '1d' }, { ...order, asks: 'wait' })).toEqual(['order'])
})
