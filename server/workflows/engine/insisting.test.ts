import { expect, test } from 'vitest'
import { Definition } from '../definition/schema.ts'
import { advance, replay, type Told } from './advance.ts'

const HOUR = 3_600_000
const definition = (step: object) => Definition.parse({ workflow: 'insisting', title: {}, steps: [{ kind: 'action', id: 'order', title: {}, uses: 'test.act', ...step }] })
const refused = (at: number, says = 'it is locked', retry = false): Told => ({ type: 'failed', path: 'order', round: 1, says, retry, at })
const started: Told = { type: 'started', start: {}, at: 1 }

test('what is refused stops at once', () => {
  expect(replay(definition({}), [started, refused(2)])?.steps['order']).toMatchObject({ state: 'failed', cause: { says: 'it is locked' } })
})

test('an act that insists is tried again, says why, and stops when its time is over', () => {
  const insisting = definition({ insists: '2h' })
  const once = advance(insisting, replay(insisting, [started]), refused(2))
  expect(once.progress.steps['order']).toMatchObject({ state: 'acting', tries: 1, cause: { says: 'it is locked' }, deadline: 2 + 2 * HOUR })
  expect(once.effects).toEqual([{ do: 'act', path: 'order', round: 1, at: 60_002 }])
  expect(replay(insisting, [started, refused(2), refused(HOUR, 'still'), refused(2 * HOUR + 2)])?.steps['order']).toMatchObject({ state: 'failed' })
  expect(replay(insisting, [started, refused(2), { type: 'acted', path: 'order', round: 1, result: {}, at: HOUR }])).toMatchObject({ state: 'finished' })
})

test('it tries longer than others, and as long as it goes on it has all its time', () => {
  const [insisting, going] = [definition({ insists: '2h', tries: 1 }), { type: 'going', path: 'order', round: 1, done: 1, of: 2, says: '', againInMs: 5, at: HOUR } as const]
  const progress = replay(insisting, [started, refused(2, 'no answer', true), going])
  expect(progress?.steps['order']).toMatchObject({ state: 'acting', tries: 0, going: { done: 1 } })
  expect(progress?.steps['order']).not.toHaveProperty('deadline')
  expect(progress?.steps['order']).not.toHaveProperty('cause')
})
