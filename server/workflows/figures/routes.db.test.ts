import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachEngine } from '../../testing/databases.ts'
import { runsOn } from '../../testing/runs.ts'
import { served } from '../../testing/served.ts'
import { keepStories } from './actions/keep-stories.ts'
import { FiguresAnswer } from './contract.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 10, 22, 18)

eachEngine('the figures of a year', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  let cookie = ''

  beforeAll(async () => {
    web = await served(open(), { clock: () => new Date(NOW) })
    cookie = (await web.agent('staff', 'Nadia')).cookie
    const runs = runsOn(open())
    await runs.publish()
    await runs.run({ stage: 'finished', domain: 'un.example.fr', at: NOW - 30 * DAY })
    await runs.run({ stage: 'finished', domain: 'avant.example.fr', at: NOW - 400 * DAY })
    await runs.run({ stage: 'cancelled', at: NOW - 9 * DAY })
    await runs.run({ stage: 'transfer-failed', at: NOW - 3 * DAY })
    await runs.run({ stage: 'finished', at: NOW - 2 * DAY, rehearsal: true })
  })
  afterAll(() => web.stop())

  const ask = async (query = '') => {
    const response = await web.send(`/api/runs/figures${query}`, { cookie })
    expect(response.status, await response.clone().text()).toBe(200)
    return FiguresAnswer.parse(await response.json())
  }

  test('are those of real runs, told now or kept', async () => {
    const told = await ask()
    expect(told).toMatchObject({ workflows: [{ name: 'move', runs: 4 }], since: NOW - 400 * DAY })
    expect(told.figures).toMatchObject({
      from: '2026-01-01', to: '2026-12-31', until: NOW, counts: { began: 3, finished: 1, givenUp: 1, goingOn: 1 }, endings: [{ ending: '.fr', runs: 1 }],
      steps: [{ step: 'transfer', title: { fr: 'Demander le transfert' }, stopped: 1, stood: 3 * DAY }], causes: [{ id: 'says:Le bureau ne répond pas' }],
    })
    expect(await keepStories({ database: open(), now: new Date(NOW) })).toBe(3)
    expect(await keepStories({ database: open(), now: new Date(NOW) })).toBe(0)
    expect(await ask()).toEqual(told)
    // What an earlier rule told is told anew.
    await open().transaction(db => db('run_figures').update({ rule: 0, story: 'not even JSON' }))
    expect(await ask()).toEqual(told)
    expect(await keepStories({ database: open(), now: new Date(NOW) })).toBe(3)
    expect((await ask('?workflow=move&from=2025-10-18&to=2025-10-18')).figures?.counts).toEqual({ began: 1, finished: 1, givenUp: 0, goingOn: 0 })
    expect((await ask('?workflow=nothing')).figures).toBeNull()
  })

  test('are a table for other programs', async () => {
    const response = await web.send('/api/runs/figures.csv?lang=en', { cookie })
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="figures-move-2026-01-01-2026-12-31.csv"')
    expect((await response.text()).split('\r\n')).toContain('Runs,Move a domain,begun,3')
    expect((await web.send('/api/runs/figures.csv?workflow=nothing', { cookie })).status).toBe(404)
  })

  test('are for those who may read runs, and for days that there are', async () => {
    expect((await web.send('/api/runs/figures')).status).toBe(401)
    expect((await web.send('/api/runs/figures?from=2026-13-01&to=2026-12-31', { cookie })).status).toBe(422)
  })
})
