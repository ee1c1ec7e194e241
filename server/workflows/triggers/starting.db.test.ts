import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { numberEvents } from '../../platform/feed.ts'
import { idsFrom } from '../../platform/ids.ts'
import { record } from '../../platform/record.ts'
import { eachEngine } from '../../testing/databases.ts'
import { deskOn } from '../../testing/desk.ts'
import { served, testSecrets } from '../../testing/served.ts'
import type { BulkAnswer } from '../bulk/contract.ts'
import { publish } from '../publishing/actions/publish.ts'
import { followTriggers } from './actions.ts'
import type { Trigger } from './contract.ts'

const FLOW = `
workflow: leave
title: { fr: Départ, en: Leaving }
start:
  - { name: domain, type: text, label: { fr: Domaine, en: Domain }, required: true }
steps:
  - { kind: task, id: look, title: { fr: Regarder, en: Look }, how: { fr: Voir, en: See } }
`

eachEngine('runs that are started by rule and by table', (open) => {
  let server: Awaited<ReturnType<typeof served>>
  let desk: ReturnType<typeof deskOn>
  let [boss, nadia] = [{ id: 0, cookie: '' }, { id: 0, cookie: '' }]

  beforeAll(async () => {
    server = await served(open())
    desk = deskOn(server, open())
    boss = await server.agent('administrator')
    nadia = await server.agent('staff')
    await desk.mailbox()
    await open().transaction(db => publish({ db, now: new Date(), actor: { kind: 'system', name: 'test' } }, { yaml: FLOW, from: 'file' }))
  })
  afterAll(() => server.stop())

  const world = () => ({ database: open(), clock: () => new Date(), ids: idsFrom(open()), secrets: testSecrets })
  const runsOn = async (ticketId: number) => Number((await open().reader('runs').where({ ticket_id: ticketId }).count<{ runs: number }[]>({ runs: '*' }))[0]?.runs)
  async function arrives(values: Record<string, unknown>) {
    const ticket = await desk.ticket(values)
    await open().transaction(db => record({ db, now: new Date() }, { type: 'ticket.opened', ticketId: ticket.id, messageId: ticket.firstMessageId }))
    await numberEvents(open())
    return ticket.id
  }
  const add = (body: object, status = 201) => desk.ask<{ trigger: Trigger }>('/workflow-triggers', { cookie: boss.cookie, status, body: { workflow: 'leave', ...body } })

  test('a new ticket starts what its rules say, once, and what was there before starts nothing', async () => {
    const before = await arrives({ subject: 'Transfert' })
    await followTriggers(world())
    const { trigger } = await add({ conditions: { words: ['transfert'] }, start: { domain: 'ticket.subject' } })
    const [wanted, other] = [await arrives({ subject: 'Mon transfert' }), await arrives({ subject: 'Quota' })]
    const position = await open().reader('feed_readers').where({ name: 'triggers' }).first<{ position: number }>('position')
    while (await followTriggers(world()) > 0);
    // Killed before it had written down how far it was.
    await open().transaction(db => db('feed_readers').where({ name: 'triggers' }).update(position))
    while (await followTriggers(world()) > 0);
    expect([await runsOn(before), await runsOn(wanted), await runsOn(other)]).toEqual([0, 1, 0])
    expect((await desk.detail(boss.cookie, wanted)).blockers).toMatchObject([{ kind: 'run' }])

    await desk.ask(`/workflow-triggers/${trigger.id}`, { cookie: boss.cookie, method: 'PATCH', body: { active: false } })
    const later = await arrives({ subject: 'Transfert encore' })
    while (await followTriggers(world()) > 0);
    expect(await runsOn(later)).toBe(0)
  })

  test('what cannot be started is in the audit log, and holds nothing up', async () => {
    await add({ conditions: { words: ['zèbre'] }, start: {} })
    const id = await arrives({ subject: 'Un zebre' })
    while (await followTriggers(world()) > 0);
    expect(await runsOn(id)).toBe(0)
    expect(await desk.deeds(id)).toEqual(['workflow-trigger.failed'])
  })

  test('rules are kept by whoever manages workflows', async () => {
    await desk.ask('/workflow-triggers', { status: 401 })
    await desk.ask('/workflow-triggers', { cookie: (await server.agent('volunteer')).cookie, status: 403 })
    await add({ conditions: {} }, 422)
    await add({ conditions: { channel: 'mail' }, workflow: 'nothing' }, 422)
    await add({ conditions: { channel: 'mail' }, start: { domain: 'ticket.' } }, 422)
    const { trigger } = await add({ conditions: { channel: 'phone' } })
    expect((await desk.ask<{ triggers: Trigger[] }>('/workflow-triggers', { cookie: boss.cookie })).triggers.at(-1)).toEqual(trigger)
    await desk.ask(`/workflow-triggers/${trigger.id}`, { cookie: boss.cookie, method: 'DELETE', status: 204 })
    await desk.ask(`/workflow-triggers/${trigger.id}`, { cookie: boss.cookie, method: 'PATCH', body: {}, status: 404 })
  })

  const bulk = (body: object, { status = 200, cookie = nadia.cookie } = {}) => desk.ask<BulkAnswer>('/runs/bulk', { cookie, status, body: { workflow: 'leave', ...body } })

  test('a table is looked through first, and started once', async () => {
    const { id, reference } = await desk.ticket()
    const batch = randomUUID()
    const csv = `\uFEFFdomain;ticket;email;name\r\na.example;${reference};;\r\nb.example;;zoe@asso.example;Zoé\r\n;;;Tom\r\n`
    expect(await bulk({ csv, batch })).toMatchObject({ lines: 3, good: 2, problems: [{ line: 4, name: 'domain' }], started: [] })
    expect((await bulk({ csv, batch, start: true })).started).toEqual([])
    const first = await bulk({ csv, batch, start: true, skipBad: true })
    expect(first.started.map(({ line }) => line)).toEqual([2, 3])
    expect(await bulk({ csv, batch, start: true, skipBad: true })).toEqual(first)
    expect(await runsOn(id)).toBe(1)
    const opened = await open().reader('tickets').where({ requester_address: 'zoe@asso.example' }).select<{ id: number, channel: string }[]>('id', 'channel')
    expect(opened.map(({ channel }) => channel)).toEqual(['form'])
    expect(await desk.mails(opened[0]?.id ?? 0)).toEqual([])
  })

  test('a table is refused without its right, its workflow or its batch', async () => {
    const good = { csv: 'domain\na.example', batch: randomUUID() }
    await bulk(good, { cookie: '', status: 401 })
    await bulk({ ...good, batch: 'x' }, { status: 422 })
    await bulk({ ...good, workflow: 'nothing' }, { status: 404 })
  })
})
