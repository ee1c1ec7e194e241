import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eachEngine } from '../../testing/databases.ts'
import { given } from '../../testing/given.ts'
import { runsOn } from '../../testing/runs.ts'
import { served } from '../../testing/served.ts'
import { RunAnswer, RunDetail, TicketRuns } from '../contract.ts'

const ASKS = `
workflow: asks
title: { fr: Demander, en: Ask }
subject: { fr: 'Pour {{start.name}}', en: 'For {{start.name}}' }
phases: [{ id: ask, title: { fr: Demander, en: Ask } }, { id: act, title: { fr: Faire, en: Do } }]
start:
  - { name: name, label: { fr: Nom, en: Name } }
  - { name: plan, label: { fr: Formule, en: Plan }, type: choice, options: [{ value: small, label: { fr: Petite, en: Small } }] }
steps:
  - { id: code, kind: form, phase: ask, title: { fr: Le code, en: The code }, fields: [{ name: code, label: { fr: Code, en: Code }, type: secret }, { name: keep, label: { fr: Garder, en: Keep }, type: yes }] }
  - { id: do, kind: task, phase: act, title: { fr: 'Faire pour {{start.name}}', en: 'Do for {{start.name}}' }, evidence: needed, undone: { fr: À la main., en: By hand. } }
  - { id: go, kind: gate, phase: act, title: { fr: Oui ?, en: Yes? }, shows: [last] }
  - { id: last, kind: action, phase: act, title: { fr: Commander, en: Order }, uses: test.order, irreversible: true, with: { name: start.name, code: code.code } }
`

eachEngine('a run, as agents lead it', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  let [staff, volunteer, boss] = [{ id: 0, cookie: '' }, { id: 0, cookie: '' }, { id: 0, cookie: '' }]

  beforeAll(async () => {
    web = await served(open())
    staff = await web.agent('staff', 'Nadia')
    volunteer = await web.agent('volunteer', 'Jules')
    boss = await web.agent('administrator', 'Zita')
    await runsOn(open()).publish(ASKS)
  })
  afterAll(() => web.stop())

  const send = async (path: string, body?: unknown, { cookie = staff.cookie, status = 200 } = {}) => {
    const response = await web.send(`/api${path}`, { cookie, ...body === undefined ? {} : { body } })
    expect(response.status, await response.clone().text()).toBe(status)
    return response.json() as Promise<unknown>
  }
  const start = async (more: Record<string, unknown> = {}) => RunAnswer.parse(await send('/runs', { workflow: 'asks', start: { name: 'Zoé', plan: 'small' }, ...more }, { status: 201 })).run
  const detail = async (id: number) => RunDetail.parse(await send(`/runs/${id}`))
  const step = async (id: number, path: string) => (await detail(id)).steps.find(one => one.path === path)
  const at = (path: string) => ({ path, round: 1 })
  const deeds = async (id: number) => (await open().reader('audit').where('entry', 'like', `%"runId":${id}%`).orderBy('id').select<{ did: string }[]>('did')).map(({ did }) => did)
  const filled = async () => {
    const { id } = await start()
    await send(`/runs/${id}/fill`, { ...at('code'), values: { code: 's3cret-AbC', keep: true } })
    return id
  }

  test('is started, and shown with what it was started with', async () => {
    const ticket = await given(open()).ticket()
    const run = await start({ ticketId: ticket.id })
    expect(run).toMatchObject({ subject: 'Pour Zoé', standing: 'agent', phase: { id: 'ask' }, done: 0, of: 4, owner: { name: 'Nadia' }, ticket: { id: ticket.id } })
    const { start: said, member, memberUrl, steps, events } = await detail(run.id)
    expect(said.map(({ value }) => value.fr)).toEqual(['Zoé', 'Petite'])
    expect([member?.address, memberUrl]).toEqual(['membre@example.org', expect.stringContaining(`/aide/parcours/${run.id}/`)])
    expect(steps.map(({ path, state, may }) => [path, state, may])).toEqual([['code', 'asked', ['fill', 'skip']], ['do', 'pending', []], ['go', 'pending', []], ['last', 'pending', []]])
    expect(steps[1]?.title.en).toBe('Do for Zoé')
    expect(events.map(({ type, actor }) => [type, actor.name])).toEqual([['started', 'Nadia']])
    expect(TicketRuns.parse(await send(`/tickets/${ticket.id}/runs`)).runs.map(({ id }) => id)).toEqual([run.id])
    expect(await open().reader('ticket_blockers').where({ refers_to: run.id })).toHaveLength(1)
    expect(await deeds(run.id)).toEqual(['run.started'])
  })

  test.each([
    [{ workflow: 'nothing' }, 404], [{ start: {} }, 422], [{ start: { name: 'Zoé', plan: 'huge' } }, 422], [{ start: { name: 'Zoé', plan: 'small', more: 1 } }, 422], [{ ticketId: 4 }, 404], [{ ticketId: 'x' }, 422],
  ])('started with %j is refused with %i, and nothing is left behind', async (more, status) => {
    const count = async () => Number(((await open().reader('runs').count({ n: '*' })) as { n: number }[])[0]?.n)
    const before = await count()
    await send('/runs', { workflow: 'asks', start: { name: 'Zoé', plan: 'small' }, ...more }, { status })
    expect(await count()).toBe(before)
  })

  describe('a secret', () => {
    test('is sealed at once, stands nowhere in clear, and each look is written down', async () => {
      const id = await filled()
      const shown = await step(id, 'code')
      expect(shown).toMatchObject({ state: 'done', results: [{ name: 'keep', value: { fr: 'Oui' } }], secrets: [{ destroyedAt: null }] })
      for (const table of ['runs', 'run_events', 'run_secrets', 'audit', 'events', 'jobs']) expect(JSON.stringify(await open().reader(table).select('*'))).not.toContain('s3cret')
      const secretId = shown?.secrets[0]?.id ?? 0
      await send(`/runs/${id}/secrets/${secretId}`, {}, { cookie: volunteer.cookie, status: 403 })
      expect(await send(`/runs/${id}/secrets/${secretId}`, {})).toEqual({ value: 's3cret-AbC' })
      expect(await deeds(id)).toContain('run.secret-seen')
      expect((await detail(id)).events.at(-1)).toMatchObject({ type: 'secret-seen', says: 'code', actor: { name: 'Nadia' } })
      // Of this run only.
      await send(`/runs/${(await start()).id}/secrets/${secretId}`, {}, { status: 404 })
    })

    test('is destroyed when the run is over', async () => {
      const id = await filled()
      const secretId = (await step(id, 'code'))?.secrets[0]?.id ?? 0
      await send(`/runs/${id}/cancel`, { reason: 'Parti' })
      expect((await step(id, 'code'))?.secrets[0]?.destroyedAt).toBeGreaterThan(0)
      await send(`/runs/${id}/secrets/${secretId}`, {}, { status: 404 })
      expect(await open().reader('run_secrets').where({ run_id: id }).first('sealed')).toMatchObject({ sealed: null })
    })
  })

  test('goes from hand to hand: filled, ticked with evidence, agreed by whoever may, and shown what is about to happen', async () => {
    const id = await filled()
    await send(`/runs/${id}/tick`, at('do'), { status: 422 })
    await send(`/runs/${id}/tick`, { ...at('do'), evidence: 'Vu avec Zoé' }, { cookie: volunteer.cookie })
    expect(await step(id, 'do')).toMatchObject({ state: 'done', by: { kind: 'agent', name: 'Jules' }, results: [{ value: { fr: 'Vu avec Zoé' } }] })
    expect((await step(id, 'go'))?.plan).toEqual([{ path: 'last', title: { fr: 'Commander', en: 'Order' }, irreversible: true, lines: [{ name: 'name', value: { fr: 'Zoé', en: 'Zoé' } }] }])
    await send(`/runs/${id}/agree`, at('go'), { cookie: volunteer.cookie, status: 403 })
    const answer = RunAnswer.parse(await send(`/runs/${id}/agree`, at('go')))
    expect(answer.run).toMatchObject({ standing: 'machine', done: 3 })
    expect(await deeds(id)).toEqual(['run.started', 'run.filled', 'run.ticked', 'run.agreed'])
  })

  test('what comes too late, or twice, is refused, and done once', async () => {
    const id = await filled()
    await send(`/runs/${id}/fill`, { ...at('code'), values: { code: 'x', keep: true } }, { status: 409 })
    await send(`/runs/${id}/tick`, { path: 'do', round: 2, evidence: 'x' }, { status: 409 })
    await send(`/runs/${id}/agree`, at('go'), { status: 404 })
    await send(`/runs/${id}/skip`, { ...at('nowhere'), reason: 'x' }, { status: 404 })
    expect((await detail(id)).events.map(({ type }) => type)).toEqual(['started', 'filled'])
  })

  test('says no at a gate, is asked again, goes back where it can, skips with a reason', async () => {
    const id = await filled()
    await send(`/runs/${id}/skip`, { ...at('do'), reason: '' }, { status: 422 })
    await send(`/runs/${id}/tick`, { ...at('do'), evidence: 'Vu' })
    await send(`/runs/${id}/skip`, { ...at('go'), reason: 'pressé' }, { status: 409 })
    expect(RunAnswer.parse(await send(`/runs/${id}/decline`, { ...at('go'), reason: 'Pas encore' })).run.standing).toBe('blocked')
    expect(await step(id, 'go')).toMatchObject({ state: 'failed', cause: { why: 'refused', says: 'Pas encore' }, may: ['retry'] })
    await send(`/runs/${id}/undo`, { ...at('do'), reason: 'Mauvais compte' })
    expect(await step(id, 'do')).toMatchObject({ state: 'failed', may: ['tick', 'skip'] })
    await send(`/runs/${id}/tick`, { ...at('do'), evidence: 'Défait' })
    await send(`/runs/${id}/retry`, at('do'))
    await send(`/runs/${id}/skip`, { path: 'do', round: 2, reason: 'Fait au téléphone' })
    expect(await step(id, 'do')).toMatchObject({ state: 'skipped', reason: 'Fait au téléphone' })
    expect(await step(id, 'go')).toMatchObject({ state: 'asked', round: 2 })
    expect(await deeds(id)).toEqual(['run.started', 'run.filled', 'run.ticked', 'run.declined', 'run.undo-asked', 'run.ticked', 'run.retried', 'run.skipped'])
  })

  test('is handed over, cancelled, and over for good', async () => {
    const { id } = await start()
    expect(RunAnswer.parse(await send(`/runs/${id}/hand-over`, { agentId: volunteer.id })).run.owner?.name).toBe('Jules')
    await send(`/runs/${id}/hand-over`, { agentId: 987654 }, { status: 422 })
    await send(`/runs/${id}/leap`, { days: 1 }, { status: 422 })
    expect(RunAnswer.parse(await send(`/runs/${id}/cancel`, { reason: 'Erreur' })).run).toMatchObject({ standing: 'cancelled', endedAt: expect.any(Number) as number })
    await send(`/runs/${id}/cancel`, { reason: 'Encore' }, { status: 409 })
    await send(`/runs/${id}/fill`, { ...at('code'), values: { code: 'x', keep: true } }, { status: 409 })
    expect(await deeds(id)).toEqual(['run.started', 'run.handed-over', 'run.cancelled'])
  })

  test('a rehearsal blocks nothing, and its clock can be put forward', async () => {
    const ticket = await given(open()).ticket()
    const run = await start({ ticketId: ticket.id, rehearsal: true })
    expect(await open().reader('ticket_blockers').where({ refers_to: run.id })).toEqual([])
    expect(RunAnswer.parse(await send(`/runs/${run.id}/leap`, { days: 9 })).run.aheadMs).toBe(9 * 86_400_000)
    await send(`/runs/${run.id}/fill`, { ...at('code'), values: { code: 'x', keep: false } })
    const { since } = await step(run.id, 'do') ?? {}
    expect(since).toBeGreaterThan(Date.now() + 8 * 86_400_000)
    expect(await deeds(run.id)).toContain('run.leapt')
  })

  test.each(['/runs/1', '/tickets/1/runs'])('GET %s is for whoever is signed in', async (path) => { await send(path, undefined, { cookie: '', status: 401 }) })

  test('the administrator may what staff may', async () => {
    const id = await filled()
    expect(await send(`/runs/${id}`, undefined, { cookie: boss.cookie })).toBeTruthy()
  })
})
