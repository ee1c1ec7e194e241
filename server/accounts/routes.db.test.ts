import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hashPassword } from '../platform/secrets.ts'
import { eachEngine } from '../testing/databases.ts'
import { given } from '../testing/given.ts'
import { served } from '../testing/served.ts'
import { addAgent } from './actions/add-agent.ts'
import { forgetSignIns } from './actions/forget-sign-ins.ts'
import { AgentList, SessionAnswer } from './contract.ts'

const PASSWORD = 'un mot de passe assez long'
const DAY_MS = 86_400_000

eachEngine('signing in', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  let now = Date.now()
  let passwordHash: string

  beforeAll(async () => {
    passwordHash = await hashPassword(PASSWORD)
    web = await served(open(), { clock: () => new Date(now) })
  })
  afterAll(() => web.stop())

  const newAgent = (values = {}) => given(open()).agent({ password_hash: passwordHash, ...values })
  const signIn = (email: string, password = PASSWORD, headers = {}) => web.send('/api/session', { body: { email, password }, headers })
  const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? ''
  const sessionOf = async (cookie: string) => SessionAnswer.parse(await (await web.send('/api/session', { cookie })).json()).session
  // Each test from an address of its own: the failures of one must not count for another.
  let address = 0
  const elsewhere = () => ({ 'x-forwarded-for': `192.0.2.${++address}` })

  const failed = (subject: string, times: number) =>
    open().transaction(db => db('sign_in_failures').insert(Array.from({ length: times }, () => ({ subject, at: now }))))

  test('without a session, nobody is signed in', async () => {
    expect(await sessionOf('')).toBeNull()
    expect(await sessionOf('permanence_session=nonsense')).toBeNull()
  })

  test('the right password begins a session, in a cookie that scripts and other sites cannot use', async () => {
    const agent = await newAgent({ role: 'staff', name: 'Maud' })
    const response = await signIn(`  ${agent.email.toUpperCase()} `)
    expect(response.status).toBe(200)
    expect(response.headers.get('set-cookie')).toMatch(/^permanence_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(await sessionOf(cookieOf(response))).toMatchObject({ agent: { id: agent.id, name: 'Maud', role: 'staff' }, permissions: expect.arrayContaining(['messages:source']) as unknown })
  })

  test('under https the cookie never travels in the clear', async () => {
    const secure = await served(open(), { config: { baseUrl: 'https://aide.example.org' } })
    const agent = await newAgent()
    const response = await secure.send('/api/session', { body: { email: agent.email, password: PASSWORD }, headers: elsewhere() })
    await secure.stop()
    expect(response.headers.get('set-cookie')).toContain('; Secure')
    expect(response.headers.get('strict-transport-security')).toContain('max-age')
  })

  test('the database keeps no token, only its digest', async () => {
    const agent = await newAgent()
    const token = cookieOf(await signIn(agent.email, PASSWORD, elsewhere())).split('=')[1]
    const kept = await open().reader('sessions').where({ agent_id: agent.id }).first<{ token_hash: string }>()
    expect(kept.token_hash).toMatch(/^[0-9a-f]{64}$/)
    expect(JSON.stringify(kept)).not.toContain(token)
  })

  test.each([
    ['a wrong password', async () => [(await newAgent()).email, 'wrong password']],
    ['an address nobody has', () => Promise.resolve(['nobody@coop.example', PASSWORD])],
    ['an address that differs by an accent, and would be counted anew', async () => [(await newAgent()).email.replace(/[aeiou]/, letter => `${letter}\u0301`.normalize('NFC')), PASSWORD]],
    ['an agent without a password yet', async () => [(await newAgent({ password_hash: null })).email, PASSWORD]],
    ['an agent who has left', async () => [(await newAgent({ active: 0 })).email, PASSWORD]],
  ])('%s is refused with the same words', async (_what, make) => {
    const [email, password] = await make()
    const response = await signIn(email ?? '', password, elsewhere())
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({ code: 'unauthenticated', message: 'The e-mail address or the password is wrong' })
    expect(response.headers.get('set-cookie')).toBeNull()
  })

  test('an address nobody has takes as long as a wrong password', async () => {
    const { email } = await newAgent()
    const time = async (who: string) => {
      const start = performance.now()
      await signIn(who, 'wrong password', elsewhere())
      return performance.now() - start
    }
    await time(email)
    // argon2id takes tens of milliseconds; looking up nobody takes one or two.
    expect(await time('unknown@coop.example')).toBeGreaterThan(await time(email) / 4)
  })

  test.each([{}, { email: 'a@b.c' }, { email: 'a@b.c', password: '' }, { email: 1, password: 2 }, []])('a bad body is refused: %j', async (body) => {
    expect((await web.send('/api/session', { body })).status).toBe(422)
  })

  test('the ninth attempt within a quarter of an hour is refused, even with the right password, and the tenth after it is not', async () => {
    const { email } = await newAgent()
    await failed(`email ${email}`, 6)
    for (let attempt = 7; attempt <= 8; attempt++) expect((await signIn(email, 'wrong password', elsewhere())).status).toBe(401)
    const refused = await signIn(email, PASSWORD, elsewhere())
    expect(refused.status).toBe(429)
    expect(await refused.json()).toMatchObject({ code: 'too-many' })
    now += 15 * 60_000 + 1
    expect((await signIn(email, PASSWORD, elsewhere())).status).toBe(200)
  })

  test('many at once are counted too', async () => {
    const { email } = await newAgent()
    const from = elsewhere()
    const statuses = await Promise.all(Array.from({ length: 30 }, () => signIn(email, 'wrong password', from).then(({ status }) => status)))
    // MariaDB's transactions do not see each other's uncommitted attempts: a few more may pass, never all.
    expect(statuses.filter(status => status === 401).length).toBeLessThanOrEqual(20)
    expect(statuses.filter(status => status === 429).length).toBeGreaterThanOrEqual(10)
  })

  test('one machine cannot try one password on everybody', async () => {
    const from = elsewhere()
    await failed(`address ${from['x-forwarded-for']}`, 29)
    expect((await signIn('member30@coop.example', 'wrong password', from)).status).toBe(401)
    expect((await signIn('member31@coop.example', 'wrong password', from)).status).toBe(429)
  })

  test('whoever signs in is not counted', async () => {
    const { email } = await newAgent()
    const from = elsewhere()
    for (let attempt = 1; attempt <= 9; attempt++) expect((await signIn(email, PASSWORD, from)).status).toBe(200)
  })

  describe('a session', () => {
    test('ends when its agent signs out', async () => {
      const { email } = await newAgent()
      const cookie = cookieOf(await signIn(email, PASSWORD, elsewhere()))
      const response = await web.send('/api/session', { cookie, method: 'DELETE' })
      expect(await response.json()).toEqual({ session: null })
      expect(response.headers.get('set-cookie')).toContain('Max-Age=0')
      expect(await sessionOf(cookie)).toBeNull()
      expect((await web.send('/api/session', { cookie, method: 'DELETE' })).status).toBe(200)
    })

    test('goes on while it is used, ends thirty days after, and is then forgotten', async () => {
      const agent = await newAgent()
      const cookie = cookieOf(await signIn(agent.email, PASSWORD, elsewhere()))
      now += 20 * DAY_MS
      const prolonged = await web.send('/api/session', { cookie })
      expect(prolonged.headers.get('set-cookie')).toContain('Max-Age=2592000')
      now += 20 * DAY_MS
      expect(await sessionOf(cookie)).not.toBeNull()
      now += 31 * DAY_MS
      expect(await sessionOf(cookie)).toBeNull()
      await open().transaction(db => forgetSignIns({ db, now: new Date(now) }))
      expect(await open().reader('sessions').where({ agent_id: agent.id })).toEqual([])
    })

    test('ends when its agent leaves', async () => {
      const agent = await newAgent()
      const cookie = cookieOf(await signIn(agent.email, PASSWORD, elsewhere()))
      await open().transaction(db => db('agents').where({ id: agent.id }).update({ active: 0 }))
      expect(await sessionOf(cookie)).toBeNull()
    })
  })

  describe('an invitation', () => {
    const invite = (email: string) => open().transaction(db =>
      addAgent({ db, now: new Date(now), actor: { kind: 'system', name: 'test' } }, { email, name: 'Nouvelle', role: 'volunteer', passwordHash: null }))
    const accept = (token: string | null, password = PASSWORD) => web.send('/api/invitations/accept', { body: { token, password } })

    test('sets the password and signs in, once', async () => {
      const { invitation, agentId } = await invite(`nouvelle${now}@coop.example`)
      const response = await accept(invitation)
      expect(response.status).toBe(200)
      expect(await sessionOf(cookieOf(response))).toMatchObject({ agent: { id: agentId } })
      expect((await signIn(`nouvelle${now}@coop.example`, PASSWORD, elsewhere())).status).toBe(200)
      expect((await accept(invitation, 'un autre mot de passe')).status).toBe(404)
    })

    test('used twice at once, one of the two has it', async () => {
      const { invitation } = await invite(`deux${now}@coop.example`)
      const statuses = await Promise.all([accept(invitation), accept(invitation)].map(async response => (await response).status))
      expect(statuses.sort()).toEqual([200, 404])
    })

    test('is worth nothing after seven days', async () => {
      const { invitation } = await invite(`tard${now}@coop.example`)
      now += 7 * DAY_MS + 1
      expect((await accept(invitation)).status).toBe(404)
    })

    test('cannot be guessed, nor used for a short password', async () => {
      expect((await accept('A'.repeat(43))).status).toBe(404)
      const { invitation } = await invite(`court${now}@coop.example`)
      expect((await accept(invitation, 'court')).status).toBe(422)
      expect((await accept(invitation)).status).toBe(200)
    })

    test('is made for one agent an address', async () => {
      const email = `seul${now}@coop.example`
      await invite(email)
      await expect(invite(email)).rejects.toMatchObject({ code: 'conflict' })
    })
  })

  test('the agents are told to agents only', async () => {
    expect((await web.send('/api/agents')).status).toBe(401)
    const agent = await web.agent('volunteer', 'Zita')
    const { agents } = AgentList.parse(await (await web.send('/api/agents', { cookie: agent.cookie })).json())
    expect(agents).toContainEqual({ id: agent.id, name: 'Zita' })
  })

  test('another site can make a browser do nothing here', async () => {
    const agent = await newAgent()
    const body = { email: agent.email, password: PASSWORD }
    for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site', origin: web.url }]) {
      expect((await web.send('/api/session', { body, headers: { ...headers, ...elsewhere() } })).status).toBe(403)
    }
    for (const headers of [{ origin: web.url }, { 'sec-fetch-site': 'same-origin' }, {}]) {
      expect((await web.send('/api/session', { body, headers: { ...headers, ...elsewhere() } })).status).toBe(200)
    }
  })

  test('what happened is in the audit log, without secrets', async () => {
    const lines = await open().reader('audit').select<{ did: string, entry: string }[]>('did', 'entry')
    const did = new Set(lines.map(line => line.did))
    for (const deed of ['agent.signed-in', 'agent.signed-out', 'agent.sign-in-refused', 'agent.added', 'invitation.accepted']) expect(did).toContain(deed)
    expect(JSON.stringify(lines)).not.toContain(PASSWORD)
  })
})
