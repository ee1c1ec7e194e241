import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { eachEngine } from '../../testing/databases.ts'
import { given } from '../../testing/given.ts'
import { served } from '../../testing/served.ts'
import type { Permission } from '../contract.ts'
import { RoleList } from '../roles/contract.ts'
import { Invited, Team } from './contract.ts'

const PASSWORD = 'un mot de passe assez long'

eachEngine('the team', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  let boss: Awaited<ReturnType<typeof web.agent>>
  beforeAll(async () => { web = await served(open()) })
  afterAll(() => web.stop())
  // The others of former tests are volunteers, so that each test knows its administrators.
  beforeEach(async () => {
    await open().transaction(db => db('agents').update({ role: 'volunteer' }))
    boss = await administrator('Zita')
  })

  const withPassword = (id: number) => open().transaction(db => db('agents').where({ id }).update({ password_hash: 'x' }))
  async function administrator(name: string) {
    const agent = await web.agent('administrator', name)
    await withPassword(agent.id)
    return agent
  }
  /** Somebody whose role allows exactly this. */
  async function withPermissions(...permissions: Permission[]) {
    const name = `Rôle ${permissions.join(' ')}`.slice(0, 40)
    await open().transaction(db => db('roles').insert({ name, permissions: JSON.stringify(permissions), second_factor: false, created_at: 0 }).onConflict('name').merge())
    return web.agent(name)
  }
  const change = (who: { cookie: string }, target: { id: number, name: string, role: string }, values = {}) =>
    web.send(`/api/team/${target.id}`, { cookie: who.cookie, body: { name: target.name, role: target.role, active: true, ...values } })
  const post = (who: { cookie: string }, path: string, body: unknown = {}) => web.send(`/api${path}`, { cookie: who.cookie, body })
  const isIn = async ({ cookie }: { cookie: string }) => (await web.send('/api/tickets', { cookie })).status === 200
  const memberOf = async (id: number) => Team.parse(await (await web.send('/api/team', { cookie: boss.cookie })).json()).members.find(member => member.id === id)

  test('is shown with what its managers need', async () => {
    const jules = await web.agent('staff', 'Jules')
    expect(await memberOf(jules.id)).toMatchObject({ name: 'Jules', email: jules.email, role: 'staff', active: true, hasPassword: false, hasSecondFactor: false, invitedUntil: null, sessions: 1 })
  })

  test('somebody is invited by a link that works once', async () => {
    const response = await post(boss, '/team', { email: `Nouvelle.${Date.now()}@Coop.Example`, name: 'Nouvelle', role: 'staff' })
    expect(response.status).toBe(201)
    const { link } = Invited.parse(await response.json())
    expect(new URL(link).pathname).toBe('/invitation')
    const token = new URL(link).hash.slice(1)
    expect((await web.send('/api/invitations/accept', { body: { token, password: PASSWORD } })).status).toBe(200)
    expect((await web.send('/api/invitations/accept', { body: { token, password: PASSWORD } })).status).toBe(404)
  })

  test.each([
    ['an address somebody has', () => ({ email: boss.email, name: 'X', role: 'staff' }), 409],
    ['what is no address', () => ({ email: 'x', name: 'X', role: 'staff' }), 422],
    ['no name', () => ({ email: 'x@coop.example', name: ' ', role: 'staff' }), 422],
    ['a role there is not', () => ({ email: 'x@coop.example', name: 'X', role: 'king' }), 422],
    ['a role in other letters', () => ({ email: 'x@coop.example', name: 'X', role: 'STAFF' }), 422],
  ])('nobody is invited with %s', async (_what, body, status) => {
    expect((await post(boss, '/team', body())).status).toBe(status)
  })

  test('invited anew, the former link serves no more', async () => {
    const first = Invited.parse(await (await post(boss, '/team', { email: `deux.${Date.now()}@coop.example`, name: 'Deux', role: 'staff' })).json())
    const { members } = Team.parse(await (await web.send('/api/team', { cookie: boss.cookie })).json())
    const { id } = members.filter(({ name }) => name === 'Deux').at(-1) ?? { id: 0 }
    const again = Invited.parse(await (await post(boss, `/team/${id}/invitation`)).json())
    const accept = ({ link }: Invited) => web.send('/api/invitations/accept', { body: { token: new URL(link).hash.slice(1), password: PASSWORD } })
    expect((await accept(first)).status).toBe(404)
    expect((await accept(again)).status).toBe(200)
  })

  test('a role changes what one may do from the next request on', async () => {
    const jules = await web.agent('volunteer', 'Jules')
    expect((await web.send('/api/audit', { cookie: jules.cookie })).status).toBe(403)
    await change(boss, jules, { role: 'administrator', name: 'Jules P.' })
    expect((await web.send('/api/audit', { cookie: jules.cookie })).status).toBe(200)
    expect(await memberOf(jules.id)).toMatchObject({ name: 'Jules P.', role: 'administrator' })
  })

  test('whoever becomes inactive is out at once, and comes back by no link', async () => {
    const jules = await web.agent('staff', 'Jules')
    const { link } = Invited.parse(await (await post(boss, `/team/${jules.id}/invitation`)).json())
    expect(await isIn(jules)).toBe(true)
    expect((await change(boss, jules, { active: false })).status).toBe(200)
    expect(await isIn(jules)).toBe(false)
    expect((await open().reader('sessions').where({ agent_id: jules.id })).length).toBe(0)
    expect((await web.send('/api/invitations/accept', { body: { token: new URL(link).hash.slice(1), password: PASSWORD } })).status).toBe(404)
    expect((await post(boss, `/team/${jules.id}/invitation`)).status).toBe(409)
  })

  test('sessions are ended by a manager, and a lost second factor is taken away', async () => {
    const jules = await web.agent('staff', 'Jules')
    await post(boss, `/team/${jules.id}/end-sessions`)
    expect(await isIn(jules)).toBe(false)
    expect((await post(boss, `/team/${jules.id}/remove-second-factor`)).status).toBe(409)
    await open().transaction(db => db('second_factors').insert({ agent_id: jules.id, secret_sealed: 'x', created_at: 0, confirmed_at: 1 }))
    expect((await memberOf(jules.id))?.hasSecondFactor).toBe(true)
    expect((await post(boss, `/team/${jules.id}/remove-second-factor`)).status).toBe(200)
    expect((await memberOf(jules.id))?.hasSecondFactor).toBe(false)
    const dids = await open().reader('audit').where({ actor: `agent:${boss.id}` }).where('entry', 'like', `%"agentId":${jules.id}%`).select<{ did: string }[]>('did')
    expect(dids.map(({ did }) => did)).toEqual(['agent.sessions-ended', 'agent.second-factor-removed'])
  })

  describe('the last administrator', () => {
    test.each([['demoted', { role: 'staff' }], ['made inactive', { active: false }]])('is not %s', async (_what, values) => {
      expect((await change(boss, boss, values)).status).toBe(409)
      expect(await memberOf(boss.id)).toMatchObject({ role: 'administrator', active: true })
    })

    test('is the last although somebody was invited who never came', async () => {
      await web.agent('administrator', 'Invitée')
      expect((await change(boss, boss, { role: 'staff' })).status).toBe(409)
    })

    test('may be renamed, and leave when there is another', async () => {
      expect((await change(boss, boss, { name: 'Zita B.' })).status).toBe(200)
      await administrator('Max')
      expect((await change(boss, boss, { active: false })).status).toBe(200)
    })

    test('two who demote each other at the same time leave one', async () => {
      const other = await administrator('Max')
      const statuses = await Promise.all([change(boss, other, { role: 'staff' }), change(other, boss, { role: 'staff' })].map(async response => (await response).status))
      expect(statuses.filter(status => status === 200)).toHaveLength(1)
      expect(await open().reader('agents').where({ role: 'administrator', active: true })).toHaveLength(1)
    })
  })

  describe('nobody gives what they do not have', () => {
    test('whoever manages agents makes nobody mightier than they are, themselves included', async () => {
      const manager = await withPermissions('agents:manage', 'agents:read', 'tickets:read')
      const [reader, jules] = [await withPermissions('tickets:read'), await withPermissions('agents:read')]
      expect((await change(manager, jules, { role: 'administrator' })).status).toBe(403)
      expect((await change(manager, manager, { role: 'administrator' })).status).toBe(403)
      expect((await change(manager, manager, { role: 'volunteer' })).status).toBe(403)
      expect((await post(manager, '/team', { email: `x${Date.now()}@coop.example`, name: 'X', role: 'administrator' })).status).toBe(403)
      expect((await change(manager, jules, { role: reader.role })).status).toBe(200)
    })

    test('nor lowers, locks out or impersonates somebody who is mightier', async () => {
      const manager = await withPermissions('agents:manage', 'agents:read')
      const other = await administrator('Max')
      for (const values of [{ role: manager.role }, { active: false }, { name: 'Personne' }]) expect((await change(manager, other, values)).status).toBe(403)
      for (const path of ['invitation', 'end-sessions', 'remove-second-factor']) expect((await post(manager, `/team/${other.id}/${path}`)).status).toBe(403)
      expect(await isIn(other)).toBe(true)
    })
  })

  describe('roles', () => {
    const roles = async () => RoleList.parse(await (await web.send('/api/roles', { cookie: boss.cookie })).json()).roles
    const role = (name: string) => `/roles/${encodeURIComponent(name)}`
    const remove = (who: { cookie: string }, name: string) => web.send(`/api${role(name)}`, { cookie: who.cookie, method: 'DELETE' })

    test('three are there from the beginning, and stay as they are', async () => {
      expect((await roles()).slice(0, 3).map(({ name, isBuiltIn }) => [name, isBuiltIn])).toEqual([['volunteer', true], ['staff', true], ['administrator', true]])
      expect((await post(boss, role('staff'), { permissions: ['audit:read'], secondFactor: false })).status).toBe(409)
      expect((await remove(boss, 'staff')).status).toBe(409)
      expect((await post(boss, '/roles', { name: 'Staff', permissions: [], secondFactor: false })).status).toBe(409)
    })

    test('a built-in one may demand a second factor', async () => {
      await post(boss, role('volunteer'), { secondFactor: true })
      expect((await roles())[0]).toMatchObject({ name: 'volunteer', secondFactor: true })
      await post(boss, role('volunteer'), { secondFactor: false })
    })

    test('one of one\'s own is made, changed for those who have it, and deleted when nobody has it', async () => {
      const name = 'Comptabilité / trésorerie'
      expect((await post(boss, '/roles', { name, permissions: ['tickets:read'], secondFactor: false })).status).toBe(201)
      expect((await post(boss, '/roles', { name: 'COMPTABILITÉ / trésorerie', permissions: [], secondFactor: false })).status).toBe(409)
      const jules = await web.agent(name, 'Jules')
      expect([await isIn(jules), (await web.send('/api/audit', { cookie: jules.cookie })).status]).toEqual([true, 403])
      expect((await post(boss, role(name), { permissions: ['audit:read'], secondFactor: false })).status).toBe(200)
      expect([await isIn(jules), (await web.send('/api/audit', { cookie: jules.cookie })).status]).toEqual([false, 200])
      expect((await remove(boss, name)).status).toBe(409)
      await change(boss, jules, { role: 'volunteer' })
      expect((await remove(boss, name)).status).toBe(200)
      expect((await roles()).map(one => one.name)).not.toContain(name)
      expect((await remove(boss, name)).status).toBe(404)
    })

    test('whoever makes roles puts nothing in them that they do not have', async () => {
      const maker = await withPermissions('roles:manage', 'agents:read')
      expect((await post(maker, '/roles', { name: 'Tout', permissions: ['agents:manage'], secondFactor: false })).status).toBe(403)
      expect((await post(maker, role(maker.role), { permissions: ['roles:manage', 'agents:read', 'audit:read'], secondFactor: false })).status).toBe(403)
      expect((await post(maker, role('administrator'), { secondFactor: false })).status).toBe(403)
      await post(boss, '/roles', { name: 'Lecture du journal', permissions: ['audit:read'], secondFactor: false })
      expect((await post(maker, role('Lecture du journal'), { permissions: [], secondFactor: false })).status).toBe(403)
      expect((await remove(maker, 'Lecture du journal')).status).toBe(403)
      expect((await post(maker, '/roles', { name: 'Annuaire', permissions: ['agents:read'], secondFactor: true })).status).toBe(201)
    })

    test.each([{ name: '', permissions: [], secondFactor: false }, { name: 'X', permissions: ['moon:walk'], secondFactor: false }, { name: 'X', permissions: [] }])('a bad body is refused: %j', async (body) => {
      expect((await post(boss, '/roles', body)).status).toBe(422)
    })

    test('a role that vanished lets nobody do anything', async () => {
      const lost = await given(open()).agent({ role: 'Disparu' })
      expect(lost.role).toBe('Disparu')
      const ghost = await web.agent('Disparu')
      expect((await web.send('/api/agents', { cookie: ghost.cookie })).status).toBe(403)
    })
  })
})
