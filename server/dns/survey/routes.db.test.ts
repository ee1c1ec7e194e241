import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { simulatedDomains } from '../../adapters/survey.sim.ts'
import { logTo } from '../../platform/log.ts'
import { eachEngine } from '../../testing/databases.ts'
import { given } from '../../testing/given.ts'
import { served } from '../../testing/served.ts'
import { forgetSurveys } from './actions/forget.ts'
import { surveysOn } from './actions/run.ts'
import type { SurveyDetail, SurveyList } from './contract.ts'
import type { LookAtDomain } from './ports.ts'

const clock = () => new Date()
const played = simulatedDomains(clock)

eachEngine('surveys of domains', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  let volunteer = { id: 0, cookie: '' }
  /** What looks at a domain; it waits for `go` where a name says so. */
  let go: () => void = () => undefined
  const look: LookAtDomain = async (domain, told, signal) => {
    const found = await played(domain)
    if (!domain.startsWith('slow')) return found
    told?.({ registration: found.registration })
    if (!signal?.aborted) await new Promise<void>((resolve) => { go = resolve; signal?.addEventListener('abort', () => resolve()) })
    if (domain.includes('broken')) throw new Error('of ours')
    return found
  }
  let surveys: ReturnType<typeof surveysOn>
  const running = () => surveysOn({ database: open(), clock, log: logTo('silent'), lookAtDomain: look, ours: { nameServers: [], mailHosts: [] } })

  beforeAll(async () => {
    surveys = running()
    web = await served(open(), { surveys })
    volunteer = await web.agent('volunteer')
  })
  afterAll(async () => {
    await surveys.close()
    await web.stop()
  })

  async function ask(domain: unknown, more: object = {}) {
    const response = await web.send('/api/surveys', { cookie: volunteer.cookie, body: { domain, ...more } })
    return { status: response.status, answer: await response.json() as { survey: SurveyDetail, why?: string } }
  }
  const one = async (id: number) => (await (await web.send(`/api/surveys/${id}`, { cookie: volunteer.cookie })).json() as { survey: SurveyDetail }).survey
  const list = async (query = '') => (await (await web.send(`/api/surveys${query}`, { cookie: volunteer.cookie })).json() as SurveyList).surveys
  const done = (id: number) => vi.waitFor(async () => {
    const survey = await one(id)
    expect(survey.state).toBe('done')
    return survey
  })

  test('a domain is asked for in whatever way, looked at, and told in a plan', async () => {
    const ticket = await given(open()).ticket()
    const { status, answer } = await ask('https://www.locked-café.fr/contact', { ticketId: ticket.id })
    expect(status).toBe(201)
    expect(answer.survey).toMatchObject({ domain: 'xn--locked-caf-k7a.fr', shown: 'locked-café.fr', ticketId: ticket.id, askedBy: { id: volunteer.id }, plan: null })
    const survey = await done(answer.survey.id)
    expect(survey).toMatchObject({ registrar: 'Gandi SAS', headline: survey.plan?.headline })
    expect(survey.parts.map(({ state }) => state)).toEqual(Array.from({ length: 5 }, () => 'found'))
    expect(survey.plan?.findings.map(({ code }) => code)).toContain('mail-gandi')
    expect(survey.servers).toHaveLength(3)
    expect((await list(`?ticketId=${ticket.id}`)).map(({ id }) => id)).toEqual([answer.survey.id])
    expect((await list('?domain=xn--locked-caf-k7a.fr'))[0]).toMatchObject({ headline: survey.headline, state: 'done' })
    expect(await open().reader('audit').where({ did: 'survey.asked', ticket_id: ticket.id }).first('actor')).toEqual({ actor: `agent:${volunteer.id}` })
    expect(await open().reader('events').where({ type: 'survey.changed' }).first('payload')).toBeDefined()
  })

  test('its parts come one by one; whoever asks meanwhile gets the same one', async () => {
    const first = (await ask('slow-good.fr')).answer.survey
    await vi.waitFor(async () => expect((await one(first.id)).parts.map(({ state }) => state)).toEqual(['found', 'waiting', 'waiting', 'waiting', 'waiting']))
    expect(await ask('www.slow-good.fr')).toMatchObject({ status: 200, answer: { survey: { id: first.id, state: 'running' } } })
    go()
    await done(first.id)
    expect((await ask('slow-good.fr')).answer.survey.id).not.toBe(first.id)
    go()
  })

  test('one that is broken off says so, and can be asked for again', async () => {
    const others = running()
    const ids = [0, 0]
    for (const index of [0, 1]) [ids[index] = 0] = await open().transaction(db => db('surveys').insert({ domain: `slow-${index}.fr`, state: 'running', facts: '{}', created_at: Date.now() - index * 200_000 }))
    others.begin({ id: ids[0] ?? 0, domain: 'slow-0.fr', at: clock() })
    await others.close()
    expect(await Promise.all(ids.map(async id => (await one(id)).state))).toEqual(['broken-off', 'broken-off'])
    expect((await ask('slow-0.fr')).status).toBe(201)
    go()
  })

  describe('what is refused', () => {
    test.each([['my site', 'unreadable'], ['192.0.2.1', 'address'], ['asso.fr', 'ending']])('%s', async (domain, why) => {
      expect(await ask(domain)).toMatchObject({ status: 422, answer: { why } })
    })
    test.each([[7, {}], ['assoc.fr', { ticketId: 999_999_999 }], ['assoc.fr', { ticketId: 'x' }]])('%j %j', async (domain, more) => expect((await ask(domain, more)).status).toBe(422))
    test('too many at once', async () => {
      const eager = await web.agent('volunteer', 'Pressée')
      await open().transaction(db => db('surveys').insert(Array.from({ length: 20 }, (_, index) => ({ domain: `a${index}.fr`, agent_id: eager.id, state: 'done', facts: '{}', created_at: Date.now() }))))
      expect((await web.send('/api/surveys', { cookie: eager.cookie, body: { domain: 'assoc.fr' } })).status).toBe(429)
    })
    test('what there is not', async () => expect((await web.send('/api/surveys/999999', { cookie: volunteer.cookie })).status).toBe(404))
  })

  test('what is ninety days old is forgotten', async () => {
    const [id] = await open().transaction(db => db('surveys').insert({ domain: 'old.fr', state: 'done', facts: '{}', created_at: Date.now() - 91 * 86_400_000 }))
    await open().transaction(db => forgetSurveys({ db, now: clock() }))
    expect(await open().reader('surveys').where({ id }).first('id')).toBeUndefined()
    expect((await list()).length).toBeGreaterThan(0)
  })
})
