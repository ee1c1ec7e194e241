import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashPassword } from '../../platform/secrets.ts'
import { eachEngine } from '../../testing/databases.ts'
import { given } from '../../testing/given.ts'
import { served, testSecrets } from '../../testing/served.ts'

const PASSWORD = 'un mot de passe assez long'
const OTHER = 'un autre mot de passe'

eachEngine('a forgotten password', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  let now = Date.UTC(2026, 10, 22, 18)
  let passwordHash: string
  beforeAll(async () => {
    passwordHash = await hashPassword(PASSWORD)
    web = await served(open(), { clock: () => new Date(now), mailOut: { servers: 1, mode: 'send' } })
  })
  afterAll(() => web.stop())

  let machine = 0
  const elsewhere = () => ({ 'x-forwarded-for': `192.0.2.${++machine % 250}` })
  const somebody = (values = {}) => given(open()).agent({ password_hash: passwordHash, ...values })
  const ask = (email: string, headers = elsewhere()) => web.send('/api/password-resets', { body: { email }, headers })
  const accept = (token: string, password = OTHER) => web.send('/api/password-resets/accept', { body: { token, password } })
  const signIn = (email: string, password = PASSWORD) => web.send('/api/session', { body: { email, password }, headers: elsewhere() })

  /** What was mailed to somebody, opened as only the worker that sends it does. */
  async function mailed(agentId: number) {
    const rows = await open().reader('outbox').where({ agent_id: agentId, kind: 'account' }).orderBy('id').select<{ letter: string }[]>()
    return rows.map(({ letter }) => JSON.parse(testSecrets.open(letter)) as { subject: string, text: string, html: string, to: { address: string }[] })
  }
  async function linkFor(agent: { id: number, email: string }) {
    expect((await ask(agent.email)).status).toBe(202)
    const { text = '' } = (await mailed(agent.id)).at(-1) ?? {}
    return /http\S+\/nouveau-mot-de-passe#([\w-]{43})/.exec(text)?.[1] ?? ''
  }

  test('a link is mailed in the language of the account, and another password is chosen with it, once', async () => {
    const agent = await somebody({ locale: 'en', name: 'Zoë <b>' })
    const former = (await signIn(agent.email)).headers.get('set-cookie')?.split(';')[0] ?? ''
    const token = await linkFor(agent)
    const [mail] = await mailed(agent.id)
    expect(mail).toMatchObject({ subject: 'Choose a new password', to: [{ address: agent.email }], html: expect.stringContaining('Zoë &lt;b&gt;') as unknown })
    expect((await accept(token, 'court')).status).toBe(422)
    expect((await accept(token)).status).toBe(200)
    expect((await accept(token)).status).toBe(404)
    expect((await web.send('/api/tickets', { cookie: former })).status).toBe(401)
    expect([(await signIn(agent.email)).status, (await signIn(agent.email, OTHER)).status]).toEqual([401, 200])
  })

  test('used twice at once, one of the two has it', async () => {
    const token = await linkFor(await somebody())
    const statuses = await Promise.all([accept(token), accept(token)].map(async response => (await response).status))
    expect(statuses.sort()).toEqual([200, 404])
  })

  test('the link is worth nothing after an hour, nor another one once one was used', async () => {
    const agent = await somebody()
    const [late, later] = [await linkFor(agent), await linkFor(agent)]
    now += 60 * 60_000 - 1
    expect((await accept(later)).status).toBe(200)
    expect((await accept(late)).status).toBe(404)
    const again = await linkFor(agent)
    now += 60 * 60_000
    expect((await accept(again)).status).toBe(404)
  })

  test('somebody who is not here gets the same answer, and no mail', async () => {
    const agent = await somebody()
    const inactive = await somebody({ active: 0 })
    const before = await open().reader('outbox').count({ mails: '*' })
    const answers = []
    for (const email of [`nobody${now}@coop.example`, inactive.email]) {
      const response = await ask(email)
      answers.push([response.status, await response.text()])
    }
    expect(await open().reader('outbox').count({ mails: '*' })).toEqual(before)
    const known = await ask(agent.email)
    expect(answers).toEqual(Array.from({ length: 2 }, () => [known.status, '{}']))
    expect(await known.text()).toBe('{}')
  })

  test('an answer takes no less time when there is nobody to write to', async () => {
    const begun = performance.now()
    await ask(`nobody${++now}@coop.example`)
    expect(performance.now() - begun).toBeGreaterThan(390)
  })

  test.each([['an address', (ask: (email: string, headers: ReturnType<typeof elsewhere>) => Promise<Response>) => ask(`same${now}@coop.example`, elsewhere()), 3], ['a machine', (ask: (email: string, headers: ReturnType<typeof elsewhere>) => Promise<Response>) => ask(`m${++machine}@coop.example`, { 'x-forwarded-for': '198.51.100.7' }), 10]])('%s is not asked for again and again, whether it is known or not', async (_what, once, most) => {
    const statuses = []
    for (let attempt = 0; attempt <= most; attempt++) statuses.push((await once(ask)).status)
    expect(statuses).toEqual([...Array.from({ length: most }, () => 202), 429])
    now += 15 * 60_000 + 1
  })

  test('a second factor stays, and is asked for', async () => {
    const agent = await somebody()
    await open().transaction(db => db('second_factors').insert({ agent_id: agent.id, secret_sealed: testSecrets.seal('GEZDGNBVGY3TQOJQ'), created_at: 0, confirmed_at: 1 }))
    await accept(await linkFor(agent))
    expect(await (await signIn(agent.email, OTHER)).json()).toEqual({ session: null, awaits: 'code' })
  })

  test('nobody reads the token in the database, the outbox of the console or the audit log', async () => {
    const agent = await somebody()
    const token = await linkFor(agent)
    const tables = ['outbox', 'password_resets', 'audit', 'events', 'sign_in_failures']
    const everything = JSON.stringify(await Promise.all(tables.map(table => open().reader(table).select())))
    expect(everything).not.toContain(token)
    const did = await open().reader('audit').where('entry', JSON.stringify({ agentId: agent.id })).select('did')
    expect(did).toEqual([expect.objectContaining({ did: 'agent.password-reset-asked' })])
  })

  test('an invitation is mailed too, in words that name who invites', async () => {
    const boss = await web.agent('administrator', 'Nadia')
    const response = await web.send('/api/team', { cookie: boss.cookie, body: { email: `nouveau${now}@coop.example`, name: 'Nouveau', role: 'staff' } })
    const { link, mailed: wasMailed } = await response.json() as { link: string, mailed: boolean }
    expect(wasMailed).toBe(true)
    const { id } = await open().reader('agents').where({ email: `nouveau${now}@coop.example` }).first<{ id: number }>('id')
    const [mail] = await mailed(id)
    expect(mail?.text).toContain(link)
    expect(mail?.text).toContain('Nadia')
  })

  test.each([{}, { email: '' }, { email: 3 }, []])('a bad body is refused: %j', async (body) => {
    expect((await web.send('/api/password-resets', { body, headers: elsewhere() })).status).toBe(422)
  })
})
