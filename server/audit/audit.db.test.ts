import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrate } from '../platform/migrate.ts'
import { openDatabase } from '../platform/db.ts'
import { emptyDatabase, eachEngine, migratedDatabase } from '../testing/databases.ts'
import { given } from '../testing/given.ts'
import { served } from '../testing/served.ts'
import { isUnchangeable } from './actions/try-to-change.ts'
import { AuditChoices, AuditPage } from './contract.ts'
import { log } from './store.ts'

eachEngine('the audit log', (open, engine) => {
  let web: Awaited<ReturnType<typeof served>>
  let administrator: Awaited<ReturnType<typeof web.agent>>
  beforeAll(async () => {
    web = await served(open())
    administrator = await web.agent('administrator', 'Zita')
  })
  afterAll(() => web.stop())

  const write = (did: string, parts: { at?: number, agentId?: number, about?: number, ticketId?: number } = {}) => open().transaction(db => log(
    { db, now: new Date(parts.at ?? 1000), actor: parts.agentId === undefined ? { kind: 'system', name: 'test' } : { kind: 'agent', id: parts.agentId } },
    { did, ...(parts.about === undefined ? {} : { agentId: parts.about }), ...(parts.ticketId === undefined ? {} : { ticketId: parts.ticketId }), sort: 'x' },
  ))
  const page = async (query = '') => AuditPage.parse(await (await web.send(`/api/audit${query}`, { cookie: administrator.cookie })).json())

  test.each(['update audit set did = ?', 'update audit set entry = ? where 1 = 1', 'delete from audit where did <> ?', 'delete from audit where id > ?'])('nobody rewrites it: %s', async (sql) => {
    await write('ticket.taken')
    const before = await open().reader('audit').select('id', 'did', 'entry').orderBy('id')
    await expect(open().transaction(db => db.raw(sql, ['0']))).rejects.toThrow('The audit log is only ever added to')
    expect(await open().reader('audit').select('id', 'did', 'entry').orderBy('id')).toEqual(before)
  })

  test('is found to be unchangeable, and the trial leaves nothing', async () => {
    const before = await open().reader('audit').count({ lines: '*' })
    expect(await isUnchangeable(open())).toBe(true)
    expect(await open().reader('audit').count({ lines: '*' })).toEqual(before)
  })

  test('is said to be changeable where it is', async () => {
    const { url, remove } = await migratedDatabase(engine)
    const database = openDatabase(url)
    await database.transaction(db => db.raw('drop trigger audit_no_delete'))
    expect(await isUnchangeable(database)).toBe(false)
    await database.transaction(db => db.raw('drop trigger audit_no_update'))
    expect(await isUnchangeable(database)).toBe(false)
    await database.close()
    await remove()
  })

  test.runIf(engine === 'mysql')('where triggers are forbidden the migrations go on, and it is said to be changeable', async () => {
    const { url, remove } = await emptyDatabase('mysql')
    const [root, name] = [openDatabase(url), new URL(url).pathname.slice(1)]
    for (const sql of [`create user '${name}'@'%' identified by 'x'`, `grant select, insert, update, delete, create, alter, drop, index, references on \`${name}\`.* to '${name}'@'%'`]) await root.transaction(db => db.raw(sql))
    const limited = openDatabase(Object.assign(new URL(url), { username: name, password: 'x' }).href)
    await migrate(limited)
    expect(await isUnchangeable(limited)).toBe(false)
    await limited.close()
    await root.transaction(db => db.raw(`drop user '${name}'@'%'`))
    await root.close()
    await remove()
  })

  test('tells who did what to whom, on which ticket, the latest first', async () => {
    const ticket = await given(open()).ticket()
    const [nadia, jules] = [await web.agent('staff', 'Nadia'), await web.agent('volunteer', 'Jules')]
    await write('agent.changed', { at: 5000, agentId: nadia.id, about: jules.id })
    await write('ticket.taken', { at: 6000, agentId: nadia.id, ticketId: ticket.id })
    await write('intake.opened', { at: 7000 })
    const { lines } = await page()
    expect(lines.slice(0, 3)).toMatchObject([
      { did: 'intake.opened', agent: null, system: 'test', ticket: null, about: null, at: 7000 },
      { did: 'ticket.taken', agent: { name: 'Nadia' }, ticket: { id: ticket.id, reference: ticket.reference } },
      { did: 'agent.changed', agent: { id: nadia.id }, about: { id: jules.id, name: 'Jules' }, details: { sort: 'x' } },
    ])
    expect((await page(`?agent=${nadia.id}`)).lines.map(({ did }) => did)).toEqual(['ticket.taken', 'agent.changed'])
    expect((await page(`?agent=${nadia.id}&kind=ticket`)).lines.map(({ did }) => did)).toEqual(['ticket.taken'])
    expect((await page('?from=5000&until=6000')).lines.map(({ did }) => did)).toEqual(['agent.changed'])
    expect((await page('?kind=tick')).lines).toEqual([])
  })

  test('is read page by page, each line once', async () => {
    for (let line = 0; line < 120; line++) await write('page.turned', { at: line })
    const seen: number[] = []
    let cursor: number | null = null
    do {
      const { lines, next }: AuditPage = await page(`?kind=page${cursor === null ? '' : `&cursor=${cursor}`}`)
      seen.push(...lines.map(({ at }) => at))
      cursor = next
    } while (cursor !== null)
    expect(seen).toEqual(Array.from({ length: 120 }, (_, line) => 119 - line))
  })

  test('offers the kinds and agents there are', async () => {
    await write('ticket.taken')
    const choices = AuditChoices.parse(await (await web.send('/api/audit/choices', { cookie: administrator.cookie })).json())
    expect(choices.kinds).toContain('ticket')
    expect(choices.agents).toContainEqual({ id: administrator.id, name: 'Zita' })
  })

  describe('asked for badly', () => {
    test.each(['?agent=x', '?kind=a%25', '?cursor=-1', '?from=yesterday'])('%s is refused', async (query) => {
      expect((await web.send(`/api/audit${query}`, { cookie: administrator.cookie })).status).toBe(422)
    })
    test('nobody else reads it', async () => {
      expect((await web.send('/api/audit')).status).toBe(401)
      expect((await web.send('/api/audit', { cookie: (await web.agent('staff')).cookie })).status).toBe(403)
    })
  })
})
