import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeAt } from '../../platform/one-time-codes.ts'
import { hashPassword } from '../../platform/secrets.ts'
import { eachEngine } from '../../testing/databases.ts'
import { given } from '../../testing/given.ts'
import { served } from '../../testing/served.ts'
import { SessionAnswer } from '../contract.ts'
import { Enrolment, RecoveryCodes, SecondFactor } from './contract.ts'

const PASSWORD = 'un mot de passe assez long'
const HALF_MINUTE = 30_000

eachEngine('a second factor', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  let now = Date.UTC(2026, 10, 22, 18)
  let passwordHash: string
  beforeAll(async () => {
    passwordHash = await hashPassword(PASSWORD)
    web = await served(open(), { clock: () => new Date(now) })
  })
  afterAll(() => web.stop())

  let machine = 0
  const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? ''
  const elsewhere = () => ({ 'x-forwarded-for': `192.0.2.${++machine % 250}` })
  const signIn = (email: string) => web.send('/api/session', { body: { email, password: PASSWORD }, headers: elsewhere() })
  const enter = (cookie: string, code: string, headers = elsewhere()) => web.send('/api/session/code', { cookie, body: { code }, headers })
  const own = (path: string, cookie: string, body?: unknown) => web.send(`/api/account/second-factor${path}`, { cookie, ...(body === undefined ? {} : { body }), headers: elsewhere() })
  const sessionOf = async (cookie: string) => SessionAnswer.parse(await (await web.send('/api/session', { cookie })).json())

  /** Somebody signed in, before any second factor. */
  async function somebody(values = {}) {
    const agent = await given(open()).agent({ password_hash: passwordHash, ...values })
    return { ...agent, cookie: cookieOf(await signIn(agent.email)) }
  }

  /** Somebody with a second factor; the next code is half a minute later than the one that confirmed it. */
  async function enrolled(values = {}) {
    const agent = await somebody(values)
    const { secret } = Enrolment.parse(await (await own('', agent.cookie, { password: PASSWORD })).json())
    const { recoveryCodes } = RecoveryCodes.parse(await (await own('/confirm', agent.cookie, { code: codeAt(secret, new Date(now)) })).json())
    now += HALF_MINUTE
    return { ...agent, secret, recoveryCodes, code: () => codeAt(secret, new Date(now)) }
  }

  test('is set up with the password and a first code, and kept where nobody reads it', async () => {
    const agent = await somebody()
    const enrolment = Enrolment.parse(await (await own('', agent.cookie, { password: PASSWORD })).json())
    expect(enrolment.uri).toContain(encodeURIComponent(agent.email))
    expect(SecondFactor.parse(await (await own('', agent.cookie)).json())).toEqual({ isOn: false, since: null, isDemanded: false, recoveryCodesLeft: 0 })
    expect((await own('/confirm', agent.cookie, { code: '000000' })).status).toBe(422)
    const { recoveryCodes } = RecoveryCodes.parse(await (await own('/confirm', agent.cookie, { code: codeAt(enrolment.secret, new Date(now)) })).json())
    expect(new Set(recoveryCodes).size).toBe(10)
    expect(SecondFactor.parse(await (await own('', agent.cookie)).json())).toMatchObject({ isOn: true, recoveryCodesLeft: 10 })
    const kept = JSON.stringify([await open().reader('second_factors').select(), await open().reader('recovery_codes').select()])
    for (const secret of [enrolment.secret, ...recoveryCodes, ...recoveryCodes.map(code => code.replaceAll('-', ''))]) expect(kept).not.toContain(secret)
    expect((await own('', agent.cookie, { password: PASSWORD })).status).toBe(409)
  })

  test('is not set up by whoever finds an open console', async () => {
    const agent = await somebody()
    expect((await own('', agent.cookie, { password: 'something else' })).status).toBe(422)
    expect((await own('/confirm', agent.cookie, { code: '123456' })).status).toBe(409)
  })

  test('stands between the password and everything else', async () => {
    const agent = await enrolled({ role: 'administrator' })
    const first = await signIn(agent.email)
    expect(await first.json()).toEqual({ session: null, awaits: 'code' })
    const half = cookieOf(first)
    expect(await sessionOf(half)).toEqual({ session: null, awaits: 'code' })
    for (const path of ['/api/tickets', '/api/agents', '/api/account/sessions', '/api/account/second-factor', '/api/team']) expect((await web.send(path, { cookie: half })).status).toBe(401)
    expect((await own('/remove', half, { password: PASSWORD })).status).toBe(401)
    const second = await enter(half, agent.code())
    expect(await second.json()).toMatchObject({ session: { agent: { id: agent.id } } })
    expect(cookieOf(second)).not.toBe(half)
    expect((await web.send('/api/team', { cookie: cookieOf(second) })).status).toBe(200)
    expect(await sessionOf(half)).toEqual({ session: null })
  })

  test('half a session lives for ten minutes', async () => {
    const agent = await enrolled()
    const half = cookieOf(await signIn(agent.email))
    now += 10 * 60_000 + 1
    expect((await enter(half, agent.code())).status).toBe(401)
  })

  test('a code works once, and none before it works any more', async () => {
    const agent = await enrolled()
    const [former, code] = [codeAt(agent.secret, new Date(now - HALF_MINUTE)), agent.code()]
    expect((await enter(cookieOf(await signIn(agent.email)), code)).status).toBe(200)
    for (const used of [code, former]) expect((await enter(cookieOf(await signIn(agent.email)), used)).status).toBe(422)
    now += HALF_MINUTE
    expect((await enter(cookieOf(await signIn(agent.email)), agent.code())).status).toBe(200)
  })

  test('a code used twice at once lets one in', async () => {
    const agent = await enrolled()
    const halves = [cookieOf(await signIn(agent.email)), cookieOf(await signIn(agent.email))]
    const statuses = await Promise.all(halves.map(async half => (await enter(half, agent.code())).status))
    expect(statuses.sort()).toEqual([200, 422])
  })

  test.each([
    ['an old one', (agent: { secret: string }) => codeAt(agent.secret, new Date(now - 4 * HALF_MINUTE))],
    ['another secret\'s', () => codeAt('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', new Date(now))],
    ['letters', () => 'abcdef'],
    ['a recovery code of nobody', () => 'aaaa-aaaa-aaaa-aaaa'],
  ])('%s is refused', async (_what, make) => {
    const agent = await enrolled()
    expect((await enter(cookieOf(await signIn(agent.email)), make(agent))).status).toBe(422)
  })

  test('a recovery code works once, however it is typed', async () => {
    const agent = await enrolled()
    const [first = '', second = ''] = agent.recoveryCodes
    expect((await enter(cookieOf(await signIn(agent.email)), ` ${first.toUpperCase().replaceAll('-', ' ')}`)).status).toBe(200)
    expect((await enter(cookieOf(await signIn(agent.email)), first)).status).toBe(422)
    const cookie = cookieOf(await enter(cookieOf(await signIn(agent.email)), second))
    expect(SecondFactor.parse(await (await own('', cookie)).json()).recoveryCodesLeft).toBe(8)
  })

  test('the recovery codes of one serve nobody else', async () => {
    const [one, other] = [await enrolled(), await enrolled()]
    expect((await enter(cookieOf(await signIn(other.email)), one.recoveryCodes[0] ?? '')).status).toBe(422)
  })

  test('renewed recovery codes replace the former ones', async () => {
    const agent = await enrolled()
    expect((await own('/recovery-codes', agent.cookie, { password: 'wrong password' })).status).toBe(422)
    const { recoveryCodes } = RecoveryCodes.parse(await (await own('/recovery-codes', agent.cookie, { password: PASSWORD })).json())
    expect((await enter(cookieOf(await signIn(agent.email)), agent.recoveryCodes[3] ?? '')).status).toBe(422)
    expect((await enter(cookieOf(await signIn(agent.email)), recoveryCodes[3] ?? '')).status).toBe(200)
  })

  test('guessing codes ends, from wherever it is done and although the password is known, and begins again after a quarter of an hour', async () => {
    const agent = await enrolled()
    for (let attempt = 1; attempt <= 8; attempt++) expect((await enter(cookieOf(await signIn(agent.email)), '000000')).status).toBe(422)
    expect((await enter(cookieOf(await signIn(agent.email)), agent.code())).status).toBe(429)
    now += 15 * 60_000 + 1
    expect((await enter(cookieOf(await signIn(agent.email)), agent.code())).status).toBe(200)
  })

  test('nobody enters a code without the password', async () => {
    const agent = await enrolled()
    expect((await enter('', agent.code())).status).toBe(401)
    expect((await enter(agent.cookie, agent.code())).status).toBe(401)
  })

  test('is turned off with the password, and not asked for any more', async () => {
    const agent = await enrolled()
    expect((await own('/remove', agent.cookie, { password: 'wrong password' })).status).toBe(422)
    expect((await own('/remove', agent.cookie, { password: PASSWORD })).status).toBe(200)
    expect(await (await signIn(agent.email)).json()).toMatchObject({ session: { agent: { id: agent.id } } })
    expect((await open().reader('recovery_codes').where({ agent_id: agent.id })).length).toBe(0)
  })

  describe('demanded by a role', () => {
    const demand = (role: string, demanded: boolean) => open().transaction(db => db('roles').where({ name: role }).update({ second_factor: demanded }))

    test('keeps everything else closed until it is set up, and cannot be turned off', async () => {
      const agent = await somebody({ role: 'staff' })
      expect((await web.send('/api/tickets', { cookie: agent.cookie })).status).toBe(200)
      await demand('staff', true)
      for (const path of ['/api/tickets', '/api/agents', '/api/account/sessions']) expect((await web.send(path, { cookie: agent.cookie })).status).toBe(403)
      expect((await web.send('/api/account/password', { cookie: agent.cookie, body: { current: PASSWORD, password: 'un autre mot de passe' } })).status).toBe(403)
      expect((await sessionOf(agent.cookie)).session).toMatchObject({ mustEnrol: true, permissions: [] })
      const { secret } = Enrolment.parse(await (await own('', agent.cookie, { password: PASSWORD })).json())
      expect((await web.send('/api/tickets', { cookie: agent.cookie })).status).toBe(403)
      expect((await own('/confirm', agent.cookie, { code: codeAt(secret, new Date(now)) })).status).toBe(200)
      expect((await web.send('/api/tickets', { cookie: agent.cookie })).status).toBe(200)
      expect((await sessionOf(agent.cookie)).session).toMatchObject({ mustEnrol: false })
      expect((await own('/remove', agent.cookie, { password: PASSWORD })).status).toBe(409)
      await demand('staff', false)
      expect((await own('/remove', agent.cookie, { password: PASSWORD })).status).toBe(200)
    })
  })

  test('what happened is in the audit log, without secrets', async () => {
    const agent = await enrolled()
    await enter(cookieOf(await signIn(agent.email)), '000000')
    await enter(cookieOf(await signIn(agent.email)), agent.recoveryCodes[0] ?? '')
    const lines = await open().reader('audit').where({ actor: `agent:${agent.id}` }).orWhere('entry', JSON.stringify({ agentId: agent.id })).select<{ did: string, entry: string }[]>('did', 'entry')
    const dids = lines.map(({ did }) => did)
    for (const did of ['second-factor.begun', 'second-factor.turned-on', 'agent.code-awaited', 'agent.code-refused', 'second-factor.recovery-code-used', 'agent.signed-in']) expect(dids).toContain(did)
    for (const secret of [agent.secret, ...agent.recoveryCodes]) expect(JSON.stringify(lines)).not.toContain(secret)
  })
})
