import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mailParser } from '../../adapters/mail-parser.ts'
import { takeIn } from '../reading/actions/take-in.ts'
import { readKept } from '../reading/actions/keep.ts'
import { eachEngine } from '../../testing/databases.ts'
import { eml } from '../../testing/eml.ts'
import { readingOn } from '../../testing/reading.ts'
import { noBytes, served } from '../../testing/served.ts'
import { IntakeCounts, IntakeDetail, IntakePage, RetriedQuarantined, Understood } from './contract.ts'
import { Refusals } from './refusals/contract.ts'

const parser = mailParser({ threads: 1 })
afterAll(() => parser.close())

eachEngine('what came, by HTTP', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  let reading: ReturnType<typeof readingOn>
  let staff: { id: number, cookie: string }, volunteer: { id: number, cookie: string }
  beforeAll(async () => {
    reading = readingOn(open(), parser)
    const { blobs } = reading.following
    web = await served(open(), { bytes: { ...noBytes, raw: blobs.stream }, readKept: kept => readKept({ blobs, parser }, kept) })
    staff = await web.agent('staff', 'Samir')
    volunteer = await web.agent('volunteer')
  })
  afterAll(async () => {
    await web.stop()
    await reading.close()
  })

  const take = async (bytes: string) => {
    const [intake] = await takeIn(reading.following, [{ bytes: Buffer.from(bytes), source: 'smtp', envelope: { from: 'claire@asso.example', to: ['support@coop.example'], remote: '192.0.2.1' } }])
    if (!intake) throw new Error('Nothing was taken in')
    return intake
  }
  /** A message that nothing could be read of, although there is nothing wrong with it. */
  const quarantined = async (raw = eml(), version: number | null = null) => {
    const { id } = await take(raw)
    const row = await open().reader('intakes').where({ id }).first<{ ticket_id: number }>('ticket_id')
    await open().transaction(async (db) => {
      await db('messages').where({ ticket_id: row.ticket_id }).delete()
      await db('thread_ids').where({ ticket_id: row.ticket_id }).delete()
      await db('participants').where({ ticket_id: row.ticket_id }).delete()
      await db('tickets').where({ id: row.ticket_id }).delete()
      await db('intakes').where({ id }).update({ state: 'quarantined', reason: 'timeout: 30 s', ticket_id: null, stored_message_id: null, message_id: null, from_address: null, from_name: null, subject: null, parser_version: version })
    })
    return id
  }
  const refused = async (raw = eml({ headers: Array.from({ length: 40 }, (_, hop) => `Received: from a${hop}.example by b.example; Sun, 22 Nov 2026 08:00:00 +0100`) })) => (await take(raw)).id
  const ignored = async () => (await take(eml({ headers: ['Auto-Submitted: auto-generated'], subject: 'Sauvegarde faite' }))).id
  const page = async (query = '') => IntakePage.parse(await (await web.send(`/api/intakes${query}`, staff)).json())
  const detail = async (id: number) => IntakeDetail.parse(await (await web.send(`/api/intakes/${id}`, staff)).json())
  const act = (path: string, body: unknown = {}, { cookie } = staff) => web.send(`/api/intakes/${path}`, { cookie, body })
  const counts = async () => IntakeCounts.parse(await (await web.send('/api/intakes/counts', staff)).json())
  const audited = async (did: string) => (await open().reader('audit').where({ did }).orderBy('id', 'desc').first<{ actor: string, entry: string, ticket_id: number | null } | undefined>('actor', 'entry', 'ticket_id'))
  const messagesOf = async (ticketId: number) => await open().reader('messages').where({ ticket_id: ticketId }).select('*') as { pending: number, text: string }[]

  test('the latest first, with what became of each', async () => {
    const [opened, later] = [await take(eml({ subject: 'Mon site', from: 'Claire <claire@asso.example>' })), await ignored()]
    const { intakes: [second, first] } = await page()
    expect(first).toMatchObject({ id: opened.id, from: { address: 'claire@asso.example', name: 'Claire' }, subject: 'Mon site', state: 'opened', reason: 'new', detail: null, ticket: { id: opened.ticketId }, source: 'smtp', mailbox: null, hasBytes: true, dismissed: null, may: [] })
    expect(second).toMatchObject({ id: later, state: 'ignored', reason: 'auto-generated', ticket: null, may: ['ticket', 'attach'] })
  })

  test('what is refused since too much of it comes: who, how many, since when; one click makes a ticket, another dismisses all of it', async () => {
    const letter = () => eml({ from: 'Robot <robot@bomb.example>', subject: 'Encore', text: 'Toujours la même chose' })
    const all = []
    for (let index = 0; index < 24; index += 1) all.push(await take(letter()))
    expect(all.map(({ state, reason }) => `${state} ${reason}`)).toEqual([...Array.from({ length: 20 }, () => 'opened new'), ...Array.from({ length: 4 }, () => 'refused same-words')])
    const refusals = async () => Refusals.parse(await (await web.send('/api/intakes/refusals', staff)).json()).refusals
    expect(await refusals()).toMatchObject([{ reason: 'same-words', from: { address: 'robot@bomb.example', name: 'Robot' }, senders: 1, messages: 4 }])
    const [made = 0, retried = 0, left = 0] = all.slice(20).map(({ id }) => id)
    const line = await detail(made)
    expect([line.hasBytes, line.may]).toEqual([true, ['retry', 'ticket', 'attach', 'dismiss']])
    // Who says so answers for it.
    for (const path of [`${made}/ticket`, `${retried}/retry`]) expect(IntakeDetail.parse(await (await act(path)).json()).state).toBe('opened')
    expect(await refusals()).toMatchObject([{ messages: 2 }])
    const dismissal = { reason: 'same-words', address: 'Robot@bomb.example', why: 'Vu' }
    expect((await act('refusals/dismiss', { ...dismissal, reason: 'too-many-hops' })).status).toBe(422)
    expect((await act('refusals/dismiss', { ...dismissal, address: 'else@bomb.example' })).status).toBe(404)
    expect((await act('refusals/dismiss', dismissal)).status).toBe(200)
    expect(await refusals()).toEqual([])
    expect(await detail(left)).toMatchObject({ state: 'refused', dismissed: { why: 'Vu', by: { name: 'Samir' } } })
    expect(await audited('intake.refusals-dismissed')).toMatchObject({ entry: expect.stringContaining('"messages":2') })
  })

  test('page by page, by state, and by words of the sender or the subject', async () => {
    const at = Array.from({ length: 60 }, (_, index) => ({ id: 900_000 + index, source: 'imap', mailbox_id: 77, size: 1, state: 'own', reason: 'own-message-id', subject: `Lettre n° ${index}`, from_address: index === 3 ? 'rare_one@asso.example' : 'x@asso.example', created_at: 1 }))
    await open().transaction(db => db('intakes').insert(at))
    const first = await page('?state=own&mailbox=77')
    expect(first.intakes).toHaveLength(50)
    expect(first.intakes[0]).toMatchObject({ id: 900_059, mailbox: null })
    const second = await page(`?state=own&mailbox=77&cursor=${first.next ?? 0}`)
    expect([second.intakes.length, second.intakes[0]?.id, second.next]).toEqual([10, 900_009, null])
    expect((await page('?text=RARE_one')).intakes.map(({ id }) => id)).toEqual([900_003])
    expect((await page('?text=rareXone')).intakes).toEqual([])
    expect((await page(`?text=${encodeURIComponent('n° 41')}`)).intakes.map(({ id }) => id)).toEqual([900_041])
    expect((await page('?state=refused&mailbox=77')).intakes).toEqual([])
  })

  test('what needs somebody is counted, until it is dismissed with a reason', async () => {
    const before = await counts()
    const id = await refused()
    expect(await counts()).toMatchObject({ attention: before.attention + 1 })
    expect((await page('?state=attention')).intakes.map(one => one.id)).toContain(id)
    expect((await act(`${id}/dismiss`, { why: '  ' })).status).toBe(422)
    const dismissed = await act(`${id}/dismiss`, { why: 'Une boucle entre deux répondeurs' })
    expect(await dismissed.json()).toMatchObject({ state: 'refused', dismissed: { by: { name: 'Samir' }, why: 'Une boucle entre deux répondeurs' }, may: ['retry', 'ticket', 'attach'] })
    expect((await act(`${id}/dismiss`, { why: 'Encore' })).status).toBe(409)
    expect(await counts()).toMatchObject({ attention: before.attention })
    expect(await audited('intake.dismissed')).toMatchObject({ actor: `agent:${staff.id}`, entry: JSON.stringify({ intakeId: id }) })
  })

  test('its source, its header and what is understood of it, for whoever may see them', async () => {
    const { id } = await take(eml({ subject: 'Ma source', text: '<script>alert(1)</script>' }))
    const source = await web.send(`/api/intakes/${id}/source`, staff)
    expect([source.headers.get('content-type'), source.headers.get('x-content-type-options'), source.headers.get('content-security-policy')]).toEqual(['text/plain; charset=utf-8', 'nosniff', 'sandbox; default-src \'none\''])
    expect(await source.text()).toContain('<script>alert(1)</script>')
    const headers = await (await web.send(`/api/intakes/${id}/headers`, staff)).text()
    expect(headers).toContain('Subject: Ma source')
    expect(headers).not.toContain('alert')
    expect(Understood.parse(await (await web.send(`/api/intakes/${id}/understood`, staff)).json())).toMatchObject({ subject: 'Ma source', from: { address: 'claire@asso.example' } })
    expect(await detail(id)).toMatchObject({ envelope: { from: 'claire@asso.example', remote: '192.0.2.1' }, place: null })
    for (const part of ['', '/source', '/headers', '/understood']) expect((await web.send(`/api/intakes/${id}${part}`, volunteer)).status).toBe(403)
  })

  test('without its bytes nothing can be done but to dismiss it', async () => {
    const id = await quarantined()
    await open().transaction(db => db('intakes').where({ id }).update({ sha256: null, reason: 'not-handed-out' }))
    expect((await detail(id)).may).toEqual(['dismiss'])
    for (const [path, body] of [['retry', {}], ['ticket', {}], ['attach', { reference: 'ABC-DEF-GHJK', as: 'message' }]] as const) expect((await act(`${id}/${path}`, body)).status).toBe(409)
    for (const part of ['source', 'headers', 'understood']) expect((await web.send(`/api/intakes/${id}/${part}`, staff)).status).toBe(404)
  })

  test('bytes that are gone from the disk are said, and change nothing', async () => {
    const id = await quarantined()
    await open().transaction(db => db('intakes').where({ id }).update({ sha256: 'f'.repeat(64) }))
    expect((await act(`${id}/retry`)).status).toBe(409)
    expect((await web.send(`/api/intakes/${id}/source`, staff)).status).toBe(404)
    expect(await detail(id)).toMatchObject({ state: 'quarantined', detail: '30 s' })
  })

  describe('trying again', () => {
    test('a message that can be read by now opens its ticket, by the same intake', async () => {
      const id = await quarantined(eml({ subject: 'Relue' }))
      const again = await act(`${id}/retry`)
      const now = IntakeDetail.parse(await again.json())
      expect(now).toMatchObject({ id, state: 'opened', reason: 'new', subject: 'Relue', may: [] })
      expect(await messagesOf(now.ticket?.id ?? 0)).toHaveLength(1)
      expect(await audited('intake.retried')).toMatchObject({ ticket_id: now.ticket?.id, entry: JSON.stringify({ intakeId: id, state: 'opened' }) })
      const [told] = await open().reader('events').where({ type: 'intake.changed' }).orderBy('id', 'desc').limit(1).select<{ payload: string }[]>('payload')
      expect(JSON.parse(told?.payload ?? '{}')).toMatchObject({ intakeId: id })
    })

    test('pressed by two at once, it is filed once', async () => {
      const id = await quarantined(eml({ subject: 'Deux fois' }))
      const answers = await Promise.all([act(`${id}/retry`), act(`${id}/ticket`), act(`${id}/retry`)])
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
      expect(await open().reader('messages').where({ subject: 'Deux fois' })).toHaveLength(1)
      expect(await open().reader('intakes').where({ id })).toHaveLength(1)
    })

    test('what is refused again stays refused', async () => {
      const id = await refused()
      expect(await (await act(`${id}/retry`)).json()).toMatchObject({ state: 'refused', reason: 'too-many-hops' })
    })

    test('what an older reader failed on is tried again together', async () => {
      const ids = [await quarantined(), await quarantined(), await quarantined(eml(), 9999)]
      expect((await counts()).outdated).toBeGreaterThanOrEqual(2)
      const answer = RetriedQuarantined.parse(await (await act('retry')).json())
      expect(answer).toMatchObject({ recovered: 2, left: 0 })
      expect((await Promise.all(ids.map(detail))).map(({ state }) => state)).toEqual(['opened', 'opened', 'quarantined'])
    })
  })

  describe('as an agent wishes', () => {
    test.each([['ignored', ignored], ['refused', refused], ['quarantined', quarantined]] as const)('a ticket of one that was %s', async (state, made) => {
      const id = await made()
      const now = IntakeDetail.parse(await (await act(`${id}/ticket`)).json())
      expect([state, now.state, now.reason]).toEqual([state, 'opened', 'by-agent'])
      expect(await messagesOf(now.ticket?.id ?? 0)).toHaveLength(1)
      expect(await audited('intake.made-ticket')).toMatchObject({ actor: `agent:${staff.id}` })
      expect((await act(`${id}/ticket`)).status).toBe(409)
    })

    test('one that no reader can read shows its bytes', async () => {
      const raw = 'From: Odile <odile@asso.example>\r\nSubject: =?utf-8?q?D=C3=A9sol=C3=A9e?=\r\n\r\nIllisible ?'
      const id = await quarantined(raw)
      const { bytes } = { bytes: { ...noBytes, raw: reading.following.blobs.stream } }
      const blind = await served(open(), { bytes, readKept: () => Promise.resolve({ quarantined: 'memory' }) })
      try {
        expect(await (await blind.send(`/api/intakes/${id}/retry`, { cookie: staff.cookie, body: {} })).json()).toMatchObject({ state: 'quarantined', reason: 'memory' })
        expect(await (await blind.send(`/api/intakes/${id}/understood`, staff)).json()).toEqual({ unreadable: 'memory' })
        const made = IntakeDetail.parse(await (await blind.send(`/api/intakes/${id}/ticket`, { cookie: staff.cookie, body: {} })).json())
        expect(made).toMatchObject({ state: 'opened', subject: 'Désolée', from: { address: 'odile@asso.example', name: 'Odile' } })
        expect(await messagesOf(made.ticket?.id ?? 0)).toMatchObject([{ text: expect.stringContaining('Illisible ?') as string }])
      }
      finally {
        await blind.stop()
      }
    })

    test.each([['message', 0], ['pending', 1]] as const)('on the ticket they name, as %s', async (as, pending) => {
      const first = await take(eml({ subject: 'Le fil' }))
      const { reference } = await open().reader('tickets').where({ id: first.ticketId }).first<{ reference: string }>('reference')
      const id = await quarantined(eml({ from: 'Tom <tom@else.example>', text: 'La suite' }))
      const now = await (await act(`${id}/attach`, { reference: reference.toLowerCase(), as })).json()
      expect(now).toMatchObject({ state: 'joined', reason: 'by-agent', ticket: { reference } })
      const [, attached] = await messagesOf(first.ticketId ?? 0)
      expect({ ...attached, pending: Number(attached?.pending) }).toMatchObject({ text: 'La suite', pending })
      expect(await open().reader('participants').where({ ticket_id: first.ticketId, address: 'tom@else.example' }).select('pending')).toHaveLength(1)
      expect(await audited('intake.attached')).toMatchObject({ ticket_id: first.ticketId })
    })

    test.each([['a reference of nobody', 'ABC-DEF-GHJK', 404], ['no reference', '!!!!!!!!!!!!', 422]])('%s: nothing happens', async (_, reference, status) => {
      const id = await ignored()
      expect((await act(`${id}/attach`, { reference, as: 'message' })).status).toBe(status)
      expect(await detail(id)).toMatchObject({ state: 'ignored' })
    })

    test('a ticket closed for good takes nothing more', async () => {
      const first = await take(eml())
      await open().transaction(db => db('tickets').where({ id: first.ticketId }).update({ status: 'closed' }))
      const { reference } = await open().reader('tickets').where({ id: first.ticketId }).first<{ reference: string }>('reference')
      expect((await act(`${await ignored()}/attach`, { reference, as: 'message' })).status).toBe(409)
    })

    test('the same message that came by another entrance meanwhile is not put there twice', async () => {
      const raw = eml({ subject: 'Par deux voies' })
      const id = await quarantined(raw)
      const { ticketId } = await take(raw)
      expect(await (await act(`${id}/ticket`)).json()).toMatchObject({ state: 'duplicate', ticket: { id: ticketId } })
    })
  })
})
