import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { eachEngine } from '../testing/databases.ts'
import { given } from '../testing/given.ts'
import { sendingOn } from '../testing/sending.ts'
import { served } from '../testing/served.ts'
import { failingKey } from './failing/failing.ts'
import { OutboxDetail, OutboxPage, OutboxStatus } from './contract.ts'

eachEngine('the outbox by HTTP', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  let silent: Awaited<ReturnType<typeof served>>
  let desk: ReturnType<typeof sendingOn>
  let volunteer: { id: number, cookie: string }, staff: { id: number, cookie: string }
  beforeAll(async () => {
    web = await served(open(), { mailOut: { servers: 1, mode: 'hold' } })
    silent = await served(open())
    desk = sendingOn(open())
    volunteer = await web.agent('volunteer', 'Vera')
    staff = await web.agent('staff', 'Samir')
  })
  beforeEach(() => open().transaction(async (db) => {
    await db('outbox').delete()
    await db('deliveries').delete()
  }))
  afterAll(async () => {
    await web.stop()
    await silent.stop()
    await desk.close()
  })

  const stand = (id: number, values: Record<string, unknown>) => open().transaction(db => db('outbox').where({ id }).update({ next_attempt_at: null, ...values }))
  async function mail(values: Record<string, unknown> = {}, more: Parameters<typeof desk.put>[0] = {}) {
    const id = await desk.put({ agentId: volunteer.id, ...more })
    await stand(id, values)
    return id
  }
  const trial = { state: 'held', hold: 'trial' }
  const page = async (query = '', { cookie } = staff) => OutboxPage.parse(await (await web.send(`/api/outbox${query}`, { cookie })).json())
  const act = (path: string, { cookie } = staff, by = web) => by.send(`/api/outbox/${path}`, { cookie, method: 'POST', body: {} })

  test('which addresses are known to take no mail, whatever their case; only somebody who may write asks', async () => {
    await open().transaction(db => db('failing_addresses').insert({ key: failingKey('lost@asso.example'), address: 'lost@asso.example', words: '550 5.1.1 no such user', at: 7 }))
    const ask = (body: object, cookie = staff.cookie) => web.send('/api/outbox/failing', { cookie, body })
    expect(await (await ask({ addresses: ['Lost@asso.example', 'claire@asso.example'] })).json()).toEqual({ failing: [{ address: 'lost@asso.example', words: '550 5.1.1 no such user', at: 7 }] })
    expect((await ask({ addresses: [7] })).status).toBe(422)
  })

  test.each(['', '/status', '/1'])('GET /outbox%s asks who one is', async (path) => {
    expect((await web.send(`/api/outbox${path}`)).status).toBe(401)
  })
  test.each(['failing', 'release-all', '1/release', '1/resend', '1/discard'])('POST /outbox/%s asks who one is', async (path) => {
    expect((await act(path, { id: 0, cookie: '' })).status).toBe(401)
  })

  test('the newest first, page by page, by where they stand', async () => {
    const ids: number[] = []
    for (let index = 0; index < 53; index++) ids.push(await mail({ created_at: 1000 + Math.floor(index / 2), state: 'sent' }))
    const [waiting, failed] = [await mail({ ...trial, created_at: 9000 }), await mail({ state: 'bounced', created_at: 9001 })]
    const first = await page()
    expect(first.mails.slice(0, 2).map(({ id }) => id)).toEqual([failed, waiting])
    expect(first.mails).toHaveLength(50)
    const second = await page(`?cursor=${first.next ?? ''}`)
    expect(second.next).toBeNull()
    expect(new Set([...first.mails, ...second.mails].map(({ id }) => id)).size).toBe(55)
    expect((await page('?view=waiting')).mails.map(({ id }) => id)).toEqual([waiting])
    expect((await page('?view=failing')).mails.map(({ id }) => id)).toEqual([failed])
    expect((await page('?view=leaving')).mails).toEqual([])
    for (const bad of ['?view=x', '?cursor=1', '?cursor=a.b']) expect((await web.send(`/api/outbox${bad}`, staff)).status).toBe(422)
  })

  test('a mail with its recipients, its ticket, its words and its history', async () => {
    const ticket = await given(open()).ticket()
    const id = await mail({ ...trial }, { ticketId: ticket.id, letter: { text: 'Voilà', files: [{ filename: 'a.pdf', contentType: 'application/pdf', size: 3, sha256: 'x' }] } })
    await open().transaction(db => db('outbox_attempts').insert({ outbox_id: id, at: 5, server: 'mail.example:25', address: 'claire@example.org', result: 'delayed', answer: '450 Later' }))
    const found = OutboxDetail.parse(await (await web.send(`/api/outbox/${id}`, volunteer)).json())
    expect(found).toMatchObject({
      subject: 'Votre boîte', ticket: { id: ticket.id, reference: ticket.reference }, agent: { name: 'Vera' }, deliveries: [{ address: 'claire@example.org', state: 'pending' }], may: ['release', 'discard'],
      letter: { text: 'Voilà', to: [{ address: 'claire@example.org', name: 'Claire' }], files: [{ filename: 'a.pdf', size: 3 }] }, history: [{ server: 'mail.example:25', answer: '450 Later' }],
    })
    const secret = await mail({}, { kind: 'account', letter: { text: 'geheim' } })
    const sealed = await (await web.send(`/api/outbox/${secret}`, staff)).text()
    expect([JSON.parse(sealed), sealed.includes('geheim')]).toMatchObject([{ letter: null }, false])
    expect((await web.send('/api/outbox/999999', staff)).status).toBe(404)
    expect((await web.send('/api/outbox/x', staff)).status).toBe(404)
  })

  describe('what waits', () => {
    test('is let go by whoever manages, and by whoever wrote it; both are in the audit', async () => {
      const [own, other] = [await mail(trial), await mail(trial, { agentId: staff.id })]
      expect((await act(`${own}/release`, volunteer)).status).toBe(200)
      expect((await act(`${other}/release`, volunteer)).status).toBe(403)
      expect((await act(`${other}/release`)).status).toBe(200)
      expect((await act(`${other}/release`)).status).toBe(200)
      expect(await desk.mail(other)).toMatchObject({ state: 'held', released_by: staff.id, released_at: expect.any(Number) as unknown })
      expect(await open().reader('audit').where({ did: 'outbox.released' }).orderBy('id').pluck('actor')).toEqual([`agent:${volunteer.id}`, `agent:${staff.id}`, `agent:${staff.id}`])
      expect(await open().reader('events').where({ type: 'outbox.changed' })).not.toEqual([])
      expect((await desk.mail(own))['next_attempt_at']).toEqual(expect.any(Number))
    })
    test('does not leave where there is no server', async () => {
      const id = await mail({ state: 'held', hold: 'no-server' })
      expect((await act(`${id}/release`, staff, silent)).status).toBe(409)
      expect((await silent.send('/api/outbox/release-all', { ...staff, body: { hold: 'no-server' } })).status).toBe(409)
      expect((await act(`${id}/discard`, staff, silent)).status).toBe(200)
    })
    test('leaves all at once, by what it waits for', async () => {
      const ids = [await mail(trial), await mail(trial), await mail({ state: 'held', hold: 'stale' })]
      expect((await web.send('/api/outbox/release-all', { ...volunteer, body: { hold: 'trial' } })).status).toBe(403)
      expect((await web.send('/api/outbox/release-all', { ...staff, body: { hold: 'undo' } })).status).toBe(422)
      expect(await (await web.send('/api/outbox/release-all', { ...staff, body: { hold: 'trial' } })).json()).toEqual({ released: 2 })
      expect(await Promise.all(ids.map(async id => (await desk.mail(id))['released_at'] !== null))).toEqual([true, true, false])
    })
    test('is put aside, but not when a message of a ticket stands for it', async () => {
      const message = await given(open()).message({ ticket_id: (await given(open()).ticket()).id, kind: 'reply' })
      const [free, bound, orphan] = [await mail(trial), await mail(trial, { storedMessageId: message.id }), await mail(trial, { storedMessageId: 999_999_999 })]
      expect((await act(`${free}/discard`)).status).toBe(200)
      const refused = await act(`${bound}/discard`)
      expect([refused.status, await refused.json()]).toMatchObject([409, { message: expect.stringContaining('take it back there') as unknown }])
      expect((await act(`${orphan}/discard`)).status).toBe(200)
      expect(await desk.mail(free)).toMatchObject({ state: 'cancelled' })
    })
  })

  test('what has not arrived is tried anew at those who have not got it', async () => {
    const id = await mail({ state: 'failed', attempts: 9, first_attempt_at: 5, failure: 'x' }, { letter: { cc: [{ address: 'tom@example.org', name: '' }] } })
    await open().transaction(db => db('deliveries').where({ outbox_id: id, address: 'claire@example.org' }).update({ state: 'sent', answer: '250 Ok' }))
    await open().transaction(db => db('deliveries').where({ outbox_id: id, address: 'tom@example.org' }).update({ state: 'failed', answer: '550 No' }))
    expect(await (await act(`${id}/resend`)).json()).toMatchObject({ state: 'queued', attempts: 0, deliveries: [{ state: 'sent' }, { state: 'pending', answer: null }] })
    expect(await desk.mail(id)).toMatchObject({ first_attempt_at: null, released_at: expect.any(Number) as unknown })
    expect((await act(`${id}/resend`)).status).toBe(409)
  })

  test('what is being sent is left alone', async () => {
    const id = await mail({ state: 'delayed', claimed_by: 'x', claimed_until: Date.now() + 60_000 })
    expect((await act(`${id}/resend`)).status).toBe(409)
  })

  test('the state of it all', async () => {
    await mail(trial)
    await mail({ state: 'held', hold: 'undo' })
    await mail({ state: 'delayed', first_attempt_at: 7 })
    await mail({ state: 'delayed', first_attempt_at: 8 })
    await mail({ state: 'failed' })
    await mail({ state: 'bounced' })
    expect(OutboxStatus.parse(await (await web.send('/api/outbox/status', volunteer)).json())).toEqual({
      mode: 'hold', servers: 1, held: { 'trial': 1, 'no-server': 0, 'stale': 0 }, delayed: 2, delayedSince: 7, failed: 2,
    })
  })
})
