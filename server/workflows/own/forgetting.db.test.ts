import { beforeAll, expect, test } from 'vitest'
import { eachEngine } from '../../testing/databases.ts'
import { runsOn } from '../../testing/runs.ts'
import { forgetRehearsals } from '../runs/actions/forget-rehearsals.ts'
import { forgetActs } from './actions/forget-acts.ts'
import { beginAct } from './store.ts'

const DAY_MS = 86_400_000

eachEngine('what workflows forget', (open) => {
  const now = new Date('2027-06-01T12:00:00Z')
  const ago = (days: number) => now.getTime() - days * DAY_MS
  const left = async (table: string, column: string) => (await open().reader(table).distinct<Record<string, unknown>[]>(column).orderBy(column)).map(row => row[column])
  beforeAll(() => runsOn(open()).publish())

  test('acts of more than a year ago, and no others', async () => {
    for (const [act, days] of [['1/a/1', 366], ['2/a/1', 364]] as const) await open().transaction(db => beginAct(db, act, new Date(ago(days))))
    await open().transaction(db => forgetActs({ db, now }))
    expect(await left('workflow_acts', 'act')).toEqual(['2/a/1'])
  })

  test('rehearsals that were over ninety days ago, with all that belongs to them; never one that goes on, nor what was real', async () => {
    const { run } = runsOn(open())
    await run({ stage: 'cancelled', rehearsal: true, at: ago(91) })
    const kept = [
      await run({ stage: 'cancelled', rehearsal: true, at: ago(89) }),
      await run({ stage: 'go', rehearsal: true, at: ago(300) }),
      await run({ stage: 'cancelled', at: ago(300) }),
    ]
    const forget = () => open().transaction(db => forgetRehearsals({ db, now }))
    expect([await forget(), await forget()]).toEqual([1, 0])
    expect(await left('runs', 'id')).toEqual(kept)
    expect(await left('run_events', 'run_id')).toEqual(kept)
  })
})
