import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eachEngine } from '../../testing/databases.ts'
import { given } from '../../testing/given.ts'
import { MOVE, runsOn, type Stage } from '../../testing/runs.ts'
import { served } from '../../testing/served.ts'
import { BatchAnswer, MyRunCount, MyRuns, Prospects, RunBoard, RunPage } from './contract.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 10, 22, 18)

eachEngine('the board of all runs', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  let runs: ReturnType<typeof runsOn>
  let nadia = { id: 0, cookie: '' }
  let volunteer = { id: 0, cookie: '' }
  const ids: Record<string, number> = {}

  beforeAll(async () => {
    web = await served(open(), { clock: () => new Date(NOW) })
    runs = runsOn(open())
    nadia = await web.agent('staff', 'Nadia')
    volunteer = await web.agent('volunteer', 'Jules')
    await runs.publish()
    await runs.publish(MOVE.replace('workflow: move', 'workflow: other').replaceAll(/ *- \{ id: (survey|transfer|answers|days).*\n/g, '').replace(', shows: [transfer]', ''))
    const ticket = await given(open()).ticket({ requester_address: 'claire@pieds.example', requester_name: 'Claire' })
    const make = async (name: string, values: { stage: Stage, days: number } & Parameters<typeof runs.run>[0]) => {
      ids[name] = await runs.run({ domain: `${name}.example`, at: NOW - values.days * DAY, ...values })
    }
    await make('failed', { stage: 'transfer-failed', days: 1 })
    await make('older-failed', { stage: 'survey-failed', days: 2 })
    await make('gate', { stage: 'go', days: 3, ownerId: nadia.id })
    await make('new-gate', { stage: 'go', days: 0 })
    await make('member', { stage: 'answers', days: 9, ticketId: ticket.id })
    await make('waits', { stage: 'days', days: 4 })
    await make('check', { stage: 'check', days: 1 })
    await make('percent_100%', { stage: 'survey', days: 0, ownerId: volunteer.id })
    await make('finished', { stage: 'finished', days: 10 })
    await make('cancelled', { stage: 'cancelled', days: 5 })
    await make('rehearsed', { stage: 'go', days: 30, rehearsal: true, ownerId: nadia.id })
  })
  afterAll(() => web.stop())

  const ask = async (path: string, cookie = nadia.cookie) => {
    const response = await web.send(`/api${path}`, { cookie })
    expect(response.status, await response.clone().text()).toBe(200)
    return response.json() as Promise<unknown>
  }
  const nameOf = (id: number) => Object.keys(ids).find(name => ids[name] === id)
  const found = async (query: string, cookie?: string) => RunPage.parse(await ask(`/runs?${query}`, cookie)).runs.map(({ id }) => nameOf(id))

  test('shows what is blocked first, then what has waited longest', async () => {
    expect(await found('')).toEqual(['older-failed', 'failed', 'member', 'waits', 'gate', 'check', 'new-gate', 'percent_100%'])
  })

  test('orders by date, and by start', async () => {
    expect((await found('sort=due')).slice(0, 2)).toEqual(['member', 'gate'])
    expect((await found('sort=started')).slice(0, 3)).toEqual(['percent_100%', 'new-gate', expect.stringMatching(/check|^failed/)])
  })

  test.each([
    ['workflow=other', []],
    ['phase=prepare', ['older-failed', 'member', 'percent_100%']],
    ['standing=agent,member', ['member', 'gate', 'check', 'new-gate']],
    ['standing=finished', ['finished']],
    ['owner=me', ['gate']],
    ['owner=none&phase=move', ['failed', 'new-gate']],
    ['rehearsal=only', ['rehearsed']],
    ['rehearsal=with&owner=me', ['rehearsed', 'gate']],
    ['overdue=yes', ['member', 'gate']],
    [`dueBefore=${NOW + 1.5 * DAY}`, ['member', 'waits', 'gate']],
    [`dueBefore=${NOW + 1.5 * DAY}&standing=date&sort=due`, ['waits']],
    [`dueBefore=${NOW}&ended=with`, ['member', 'gate']],
    ['ended=only', ['cancelled', 'finished']],
    [`ended=only&since=${NOW - 6 * DAY}`, ['cancelled']],
    ['ended=with&text=ished', ['finished']],
    ['text=older', ['older-failed']],
    ['text=claire@pieds', ['member']],
    ['text=100%25', ['percent_100%']],
    ['text=t_1', ['percent_100%']],
    ['text=t_e', []],
    ['text=%27%20or%201=1--', []],
  ])('%s finds %j', async (query, names) => {
    expect(await found(query)).toEqual(names)
  })

  test('says why it is blocked, and what falls next of it', async () => {
    const all = new Map(RunPage.parse(await ask('/runs')).runs.map(run => [nameOf(run.id), run]))
    expect(all.get('failed')?.cause).toEqual({ why: 'remote', words: { fr: 'Le bureau ne répond pas', en: 'Le bureau ne répond pas' } })
    expect(all.get('gate')?.cause).toBeNull()
    expect(all.get('waits')?.falls).toEqual({ at: NOW + DAY, title: { fr: 'Laisser passer les jours légaux', en: 'Let the legal days pass' }, of: 'date' })
    expect(all.get('gate')?.falls).toMatchObject({ title: { fr: expect.any(String) as string }, of: 'agent' })
    expect(all.get('failed')?.falls).toBeNull()
  })

  test('finds by the reference of the ticket, by who follows, and by the role of whoever looks', async () => {
    const [member] = RunPage.parse(await ask('/runs?text=member')).runs
    expect(await found(`text=${member?.ticket?.reference}`)).toEqual(['member'])
    expect(await found(`owner=${volunteer.id}`)).toEqual(['percent_100%'])
    expect(await found('role=mine', volunteer.cookie)).toEqual(['check'])
    expect(await found('role=mine')).toEqual([])
  })

  test.each(['waiting', 'due', 'started'])('comes page by page, none twice and none left out (%s)', async (sort) => {
    const seen: (string | undefined)[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page = RunPage.parse(await ask(`/runs?ended=with&rehearsal=with&limit=3&sort=${sort}${cursor && `&cursor=${cursor}`}`))
      seen.push(...page.runs.map(({ id }) => nameOf(id)))
      cursor = page.next
    }
    expect(seen).toEqual(await found(`ended=with&rehearsal=with&sort=${sort}`))
    expect(new Set(seen).size).toBe(11)
    expect(seen.slice(-2)).toEqual(['cancelled', 'finished'])
  })

  test.each(['cursor=nonsense', 'standing=angry', 'owner=nobody', 'limit=1000', 'ended=maybe'])('refuses %s', async (query) => {
    expect((await web.send(`/api/runs?${query}`, { cookie: nadia.cookie })).status).toBe(422)
  })

  test('counts by phase and standing, with the oldest and what is overdue', async () => {
    const { workflows, board } = RunBoard.parse(await ask('/runs/board'))
    expect(workflows).toEqual([{ name: 'move', title: { fr: 'Déménager un domaine', en: 'Move a domain' }, open: 8, blocked: 2 }])
    expect(board?.phases.map(({ id }) => id)).toEqual(['prepare', 'move', 'settle'])
    expect(board?.cells).toContainEqual({ phase: 'move', standing: 'agent', runs: 2, oldest: NOW - 3 * DAY, overdue: 1 })
    expect(board?.cells).toContainEqual({ phase: 'prepare', standing: 'blocked', runs: 1, oldest: NOW - 2 * DAY, overdue: 0 })
    expect(RunBoard.parse(await ask('/runs/board?workflow=move&ended=only')).board?.cells.map(({ standing, runs }) => `${standing} ${runs}`).sort()).toEqual(['cancelled 1', 'finished 1'])
    expect(RunBoard.parse(await ask('/runs/board?workflow=other')).board?.cells).toEqual([])
  })

  test('tells each agent what asks them', async () => {
    const mine = async (cookie: string) => MyRuns.parse(await ask('/runs/mine', cookie)).runs.map(({ run, why }) => `${nameOf(run.id)} ${why}`)
    expect(await mine(nadia.cookie)).toEqual(['older-failed nobody', 'failed nobody', 'rehearsed followed', 'gate followed', 'new-gate nobody'])
    expect(await mine(volunteer.cookie)).toEqual(['older-failed nobody', 'failed nobody', 'check role', 'new-gate nobody'])
    expect(MyRunCount.parse(await ask('/runs/mine/count'))).toEqual({ runs: 5 })
    const [first] = MyRuns.parse(await ask('/runs/mine')).runs
    expect(first).toMatchObject({ step: { path: 'survey', state: 'failed', title: { fr: 'Lire ce qu’il y a' } }, steps: 1 })
  })

  test('is a table for other programs', async () => {
    const response = await web.send('/api/runs.csv?ended=with&lang=en', { cookie: nadia.cookie })
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="runs-2026-11-22.csv"')
    const bytes = Buffer.from(await response.arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const lines = bytes.toString('utf8').trimEnd().split('\r\n')
    expect(lines).toHaveLength(11)
    expect(lines[1]).toBe('older-failed.example,Move a domain,Prepare,Blocked,Read what there is,,2,,,2026-11-20 18:00,')
  })

  describe('acting on many', () => {
    const act = async (body: unknown, cookie = nadia.cookie) => {
      const response = await web.send('/api/runs/batch', { cookie, body })
      expect(response.status, await response.clone().text()).toBe(200)
      return BatchAnswer.parse(await response.json()).outcomes.map(({ outcome }) => outcome)
    }
    const three = () => Promise.all([runs.run({ at: NOW }), runs.run({ at: NOW }), runs.run({ stage: 'answers', at: NOW })])
    const standing = async (id: number) => (await open().reader('runs').where({ id }).first<{ standing: string }>('standing')).standing

    test('says beforehand what a yes would set going, and for whom it is none', async () => {
      const chosen = await three()
      const path = `/runs/batch?act=agree&ids=${chosen.join(',')}`
      const { runs: prospects } = Prospects.parse(await ask(path))
      expect(prospects.map(({ run }) => run.id)).toEqual(chosen)
      expect(prospects.map(({ steps }) => steps.length)).toEqual([1, 1, 0])
      expect(prospects[0]?.steps[0]).toMatchObject({ path: 'go', round: 1, allowed: true, plan: [{ path: 'transfer', irreversible: true, lines: [{ name: 'domain' }, { name: 'boxes', value: { fr: 'info' } }] }] })
      expect(Prospects.parse(await ask(path, volunteer.cookie)).runs[0]?.steps[0]?.allowed).toBe(false)
      expect(Prospects.parse(await ask(`/runs/batch?act=cancel&ids=${ids['finished']},${chosen[0]}`)).runs.map(line => line.open)).toEqual([false, true])
    })

    test('does each as if it were alone: what is refused holds up none of the others', async () => {
      const [one, two, other] = await three()
      const steps = [one, two, one, other, 999_999_999].map(id => ({ id, path: id === other ? 'answers' : 'go', round: 1 }))
      expect(await act({ act: 'agree', runs: steps })).toEqual(['done', 'done', 'conflict', 'conflict', 'not-found'])
      expect(await Promise.all([one, two, other].map(standing))).toEqual(['machine', 'machine', 'member'])
      const audit = await open().reader('audit').where({ did: 'run.agreed' }).orderBy('id', 'desc').limit(2).pluck<string[]>('entry')
      expect(audit.map(entry => (JSON.parse(entry) as { runId: number }).runId)).toEqual([two, one])
    })

    test('a gate asks for its own permission, other acts for that to work with runs', async () => {
      const [one] = await three()
      expect(await act({ act: 'agree', runs: [{ id: one, path: 'go', round: 1 }] }, volunteer.cookie)).toEqual(['forbidden'])
      await open().transaction(db => db('roles').insert({ name: 'lecteur', permissions: '["runs:read"]', second_factor: false, created_at: 0 }))
      const reader = await web.agent('lecteur')
      expect((await web.send('/api/runs/batch', { cookie: reader.cookie, body: { act: 'cancel', reason: 'x', runs: [{ id: one }] } })).status).toBe(403)
      expect(await standing(one)).toBe('agent')
    })

    test('retries, skips, hands over and cancels', async () => {
      const failed = await runs.run({ stage: 'transfer-failed', at: NOW })
      const [one, two] = await three()
      expect(await act({ act: 'retry', runs: [{ id: failed, path: 'transfer', round: 1 }] })).toEqual(['done'])
      expect(await act({ act: 'hand-over', runs: [{ id: one }, { id: two }], agentId: volunteer.id })).toEqual(['done', 'done'])
      expect(await act({ act: 'hand-over', runs: [{ id: one }], agentId: 999_999 })).toEqual(['invalid'])
      expect(await act({ act: 'skip', reason: 'Fait à la main', runs: [{ id: one, path: 'go', round: 1 }] })).toEqual(['conflict'])
      expect(await act({ act: 'cancel', reason: 'Parti ailleurs', runs: [{ id: one }, { id: one }, { id: two }] })).toEqual(['done', 'conflict', 'done'])
      expect(await Promise.all([failed, one, two].map(standing))).toEqual(['machine', 'cancelled', 'cancelled'])
    })

    test.each([
      ['nothing', { act: 'agree', runs: [] }],
      ['more than a hundred', { act: 'retry', runs: Array.from({ length: 101 }, (_, id) => ({ id: id + 1, path: 'a', round: 1 })) }],
      ['no reason', { act: 'skip', reason: ' ', runs: [{ id: 1, path: 'a', round: 1 }] }],
      ['an unknown act', { act: 'explode', runs: [{ id: 1 }] }],
    ])('refuses %s', async (_what, body) => {
      expect((await web.send('/api/runs/batch', { cookie: nadia.cookie, body })).status).toBe(422)
    })
  })
})
