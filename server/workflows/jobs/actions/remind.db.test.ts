import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Letter } from '../../../outbox/outgoing.ts'
import { idsFrom } from '../../../platform/ids.ts'
import { logTo } from '../../../platform/log.ts'
import { signerOf } from '../../../platform/signing.ts'
import { eachEngine } from '../../../testing/databases.ts'
import { deskOn } from '../../../testing/desk.ts'
import { WELCOME } from '../../../testing/member-runs.ts'
import { runsOn } from '../../../testing/runs.ts'
import { served, testSecrets } from '../../../testing/served.ts'
import { memberUrl } from '../../runs/member-key.ts'
import { tellRun } from '../../runs/actions/tell.ts'
import { carryOut } from './carry-out.ts'
import type { JobWorld } from './world.ts'

const DAY = 86_400_000
const ACTOR = { kind: 'system', name: 'test' } as const

eachEngine('what a member is told of a run by mail', (open) => {
  let server: Awaited<ReturnType<typeof served>>
  let desk: ReturnType<typeof deskOn>
  let runs: ReturnType<typeof runsOn>
  let now = Date.now()

  beforeAll(async () => {
    server = await served(open())
    desk = deskOn(server, open())
    runs = runsOn(open())
    await desk.mailbox()
    await runs.publish(WELCOME)
  })
  afterAll(() => server.stop())

  const signing = { signer: signerOf(testSecrets.signingKey), seal: testSecrets.seal }
  const urlOf = (id: number) => memberUrl(id, { baseUrl: 'https://coop.example', ...signing })
  const world = (): JobWorld => ({
    database: open(), clock: () => new Date(now), holder: 'test', log: logTo('silent'), open: testSecrets.open,
    ports: { actions: {}, probes: {} }, rehearsalPorts: { actions: {}, probes: {} },
    saying: { ...signing, memberUrl: urlOf, newIds: async () => { const [messageId = 0, outboxId = 0] = await idsFrom(open())(2); return { messageId, outboxId } } },
  })
  const start = (ticketId: number, rehearsal = false) => runs.run({ stage: 'survey', workflow: 'welcome', ticketId, rehearsal, at: now })
  const tell = (id: number, event: Parameters<typeof tellRun>[2]) => open().transaction(db => tellRun({ db, now: new Date(now), actor: ACTOR }, id, event))
  const jobs = (id: number) => open().reader('jobs').where({ run_id: id }).orderBy('id').select<{ id: number, does: string }[]>('id', 'does')
  const workOff = async (id: number) => {
    const due = await jobs(id)
    for (const job of due) await carryOut(world(), job.id)
    return due.map(({ does }) => does)
  }
  const events = (id: number) => open().reader('run_events').where({ run_id: id }).orderBy('number').pluck('type') as Promise<string[]>
  const texts = async (ticketId: number) => (await desk.mails(ticketId)).map(({ letter }) => (JSON.parse(letter) as Letter).text)

  test('the address of their page, once, when something is first asked of them; then reminders', async () => {
    const ticket = await desk.ticket({ status: 'open' })
    await open().transaction(db => db('participants').insert({ ticket_id: ticket.id, kind: 'address', address: 'tom@web.example', name: 'Tom', pending: false }))
    const id = await start(ticket.id)
    await tell(id, { type: 'ticked', path: 'survey', evidence: '' })
    expect(await workOff(id)).toEqual(['invite'])
    expect(await texts(ticket.id)).toEqual([expect.stringContaining(urlOf(id))])
    expect((await desk.mails(ticket.id)).every(({ letter }) => !letter.includes('tom@web.example'))).toBe(true)
    expect((await open().reader('tickets').where({ id: ticket.id }).first<{ status: string }>('status')).status).toBe('waiting')

    now += 2 * DAY + 1
    await tell(id, { type: 'woke' })
    expect(await workOff(id)).toEqual(['remind'])
    expect(await texts(ticket.id)).toEqual([expect.anything(), expect.stringContaining('Un petit rappel')])

    await tell(id, { type: 'skipped', path: 'facts', reason: 'x' })
    await tell(id, { type: 'ticked', path: 'lower', evidence: '' })
    expect(await events(id)).toEqual(['started', 'ticked', 'invited', 'woke', 'reminded', 'skipped', 'ticked'])
    expect(await jobs(id)).toEqual([])
  })

  test('nothing any more once they have answered', async () => {
    const ticket = await desk.ticket()
    const id = await start(ticket.id)
    await tell(id, { type: 'filled', path: 'facts', values: {} })
    expect(await workOff(id)).toEqual(['invite'])
    expect([await texts(ticket.id), await jobs(id), await events(id)]).toEqual([[], [], ['started', 'filled']])
  })

  test('nothing of a rehearsal', async () => {
    const ticket = await desk.ticket()
    expect(await jobs(await start(ticket.id, true))).toEqual([])
  })

  test('nothing where they cannot be written to, which is told and not tried for ever', async () => {
    const ticket = await desk.ticket({ status: 'closed' })
    const id = await start(ticket.id)
    expect(await workOff(id)).toEqual(['invite'])
    expect([await texts(ticket.id), await jobs(id), await events(id)]).toEqual([[], [], ['started', 'not-invited']])
  })
})
