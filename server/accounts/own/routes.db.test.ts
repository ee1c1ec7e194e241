import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashPassword } from '../../platform/secrets.ts'
import { eachEngine } from '../../testing/databases.ts'
import { given } from '../../testing/given.ts'
import { served } from '../../testing/served.ts'
import { SessionAnswer } from '../contract.ts'
import { OwnSessions } from './contract.ts'

const PASSWORD = 'un mot de passe assez long'
const OTHER = 'un autre mot de passe'

eachEngine('one\'s own account', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  let now = Date.UTC(2026, 10, 22, 18)
  let passwordHash: string
  beforeAll(async () => {
    passwordHash = await hashPassword(PASSWORD)
    web = await served(open(), { clock: () => new Date(now) })
  })
  afterAll(() => web.stop())

  let machine = 0
  const signIn = async (email: string, password = PASSWORD, browser = 'Firefox') => {
    const response = await web.send('/api/session', { body: { email, password }, headers: { 'x-forwarded-for': `192.0.2.${++machine}`, 'user-agent': browser } })
    return { status: response.status, cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' }
  }
  const somebody = () => given(open()).agent({ password_hash: passwordHash })
  const isIn = async (cookie: string) => (await web.send('/api/tickets', { cookie })).status === 200
  const sessionsOf = async (cookie: string) => OwnSessions.parse(await (await web.send('/api/account/sessions', { cookie })).json()).sessions

  test('name and language are one\'s own to change', async () => {
    const { email } = await somebody()
    const { cookie } = await signIn(email)
    const answer = SessionAnswer.parse(await (await web.send('/api/account/profile', { cookie, body: { name: ' Alix ', locale: 'en' } })).json())
    expect(answer.session?.agent).toMatchObject({ name: 'Alix', locale: 'en' })
    for (const body of [{ name: ' ', locale: 'fr' }, { name: 'A', locale: 'de' }, {}]) expect((await web.send('/api/account/profile', { cookie, body })).status).toBe(422)
  })

  test('another password ends the other sessions, and only whoever knows the present one chooses it', async () => {
    const { email } = await somebody()
    const [here, there] = [(await signIn(email)).cookie, (await signIn(email)).cookie]
    const change = (body: unknown) => web.send('/api/account/password', { cookie: here, body })
    expect((await change({ current: 'not mine at all', password: OTHER })).status).toBe(422)
    expect((await change({ current: PASSWORD, password: 'court' })).status).toBe(422)
    expect(await isIn(there)).toBe(true)
    expect((await change({ current: PASSWORD, password: OTHER })).status).toBe(200)
    expect([await isIn(here), await isIn(there)]).toEqual([true, false])
    expect([(await signIn(email)).status, (await signIn(email, OTHER)).status]).toEqual([401, 200])
  })

  test('the password is not guessed here either', async () => {
    const { email } = await somebody()
    const { cookie } = await signIn(email)
    const change = (current: string) => web.send('/api/account/password', { cookie, body: { current, password: OTHER } })
    for (let attempt = 1; attempt <= 8; attempt++) expect((await change('not mine at all')).status).toBe(422)
    expect((await change(PASSWORD)).status).toBe(429)
  })

  test('sessions are listed with their browser and last use, and this one is known', async () => {
    const { email } = await somebody()
    const there = (await signIn(email, PASSWORD, 'Chromium elsewhere')).cookie
    now += 3_600_000
    const here = (await signIn(email, PASSWORD, 'Firefox here')).cookie
    expect((await sessionsOf(here)).map(({ userAgent, isThis }) => [userAgent, isThis])).toEqual([['Firefox here', true], ['Chromium elsewhere', false]])
    now += 3_600_000
    await isIn(there)
    const shown = await sessionsOf(here)
    const of = (name: string) => shown.find(({ userAgent }) => userAgent === name)
    expect(of('Chromium elsewhere')).toMatchObject({ usedAt: now, createdAt: now - 2 * 3_600_000 })
    expect(of('Firefox here')).toMatchObject({ createdAt: now - 3_600_000 })
  })

  test('one is ended, then all others; nobody ends somebody else\'s', async () => {
    const { email } = await somebody()
    const [here, there, third] = [(await signIn(email)).cookie, (await signIn(email)).cookie, (await signIn(email)).cookie]
    const key = (await sessionsOf(there)).find(({ isThis }) => isThis)?.key ?? ''
    const stranger = await web.agent('administrator')
    const end = (cookie: string, what: string) => web.send(`/api/account/sessions/${encodeURIComponent(what)}`, { cookie, method: 'DELETE' })
    expect((await end(stranger.cookie, key)).status).toBe(404)
    for (const nonsense of ['%', '', `${key.slice(0, 8)}%`, '________________']) expect((await end(here, nonsense || 'x')).status).toBe(404)
    expect([await isIn(here), await isIn(there), await isIn(third)]).toEqual([true, true, true])
    expect((await end(here, key)).status).toBe(200)
    expect([await isIn(here), await isIn(there), await isIn(third)]).toEqual([true, false, true])
    expect((await web.send('/api/account/sessions/end-others', { cookie: here, body: {} })).status).toBe(200)
    expect([await isIn(here), await isIn(third), await isIn(stranger.cookie)]).toEqual([true, false, true])
  })

  test('nothing of it lets anybody in, nor is in the audit log', async () => {
    const { email } = await somebody()
    const { cookie } = await signIn(email)
    const [session] = await sessionsOf(cookie)
    expect(await isIn(`permanence_session=${session?.key}`)).toBe(false)
    const lines = JSON.stringify(await open().reader('audit').select('entry'))
    for (const secret of [PASSWORD, OTHER, session?.key ?? '?']) expect(lines).not.toContain(secret)
  })
})
