import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signerOf } from '../../platform/signing.ts'
import { eachEngine } from '../../testing/databases.ts'
import { deskOn } from '../../testing/desk.ts'
import { WELCOME } from '../../testing/member-runs.ts'
import { runsOn } from '../../testing/runs.ts'
import { served, testSecrets } from '../../testing/served.ts'
import { portalKey } from '../../tickets/portal-key.ts'
import type { Progress } from '../../workflows/engine/progress.ts'
import { tellRun } from '../../workflows/runs/actions/tell.ts'
import { memberUrl } from '../../workflows/runs/member-key.ts'

const signer = signerOf(testSecrets.signingKey)
const CLAIRE = 'claire@pieds.example'
const FACTS = { v_name: 'Les  Pieds', v_mail: 'claire@posteo.example', v_site: 'pieds.example', v_boxes: '1 200,5', v_day: '2026-12-03', v_keeps: 'no', v_plan: 'large', v_notes: 'a\r\nb', v_code: 'MOT-SECRET' }

eachEngine('the page of a run', (open) => {
  let server: Awaited<ReturnType<typeof served>>
  let desk: ReturnType<typeof deskOn>
  let runs: ReturnType<typeof runsOn>

  beforeAll(async () => {
    server = await served(open())
    desk = deskOn(server, open())
    runs = runsOn(open())
    await desk.mailbox({ from_name: 'Aide Coop' })
    await runs.publish(WELCOME)
  })
  afterAll(() => server.stop())

  const start = (values: Parameters<typeof runs.run>[0] = {}) => runs.run({ stage: 'survey', workflow: 'welcome', ...values })
  const pathOf = (id: number) => memberUrl(id, { baseUrl: '', signer })
  const progressOf = async (id: number) => JSON.parse((await open().reader('runs').where({ id }).first<{ progress: string }>('progress')).progress) as Progress
  const page = async (path: string, status = 200) => {
    const response = await server.send(path)
    expect(response.status).toBe(status)
    return { text: await response.text(), headers: response.headers }
  }
  const post = (path: string, fields: Record<string, string>, query = '') =>
    server.send(`${path}/answer${query}`, { method: 'POST', body: new URLSearchParams({ round: '1', ...fields }).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } })
  const answered = async (id: number, fields: Record<string, string>) => {
    const response = await post(pathOf(id), fields)
    return [response.status, /done=(\w+)/.exec(response.headers.get('location') ?? '')?.[1]]
  }
  const atGate = async () => {
    const id = await start()
    await answered(id, { path: 'facts', ...FACTS })
    await answered(id, { path: 'lower' })
    for (const index of [0, 1, 2]) await open().transaction(db => tellRun({ db, now: new Date(), actor: { kind: 'system', name: 'test' } }, id, { type: 'ticked', path: `copies/${index}/copy`, evidence: '' }))
    return id
  }

  test('says where things stand, in the language of the ticket, seen by nobody else', async () => {
    const ticket = await desk.ticket({ locale: 'en' })
    const id = await start({ ticketId: ticket.id, domain: '<img src=x onerror=alert(1)>.example' })
    const { text, headers } = await page(pathOf(id))
    for (const shown of ['We need you', 'Aide Coop', ticket.reference, 'A few words about &lt;img', 'type="password"', 'aide@coop.example']) expect(text).toContain(shown)
    for (const hidden of ['HIDDEN-STEP', '<script', '<img']) expect(text).not.toContain(hidden)
    expect([headers.get('cache-control'), headers.get('referrer-policy'), headers.get('x-robots-tag')]).toEqual(['no-store', 'no-referrer', 'noindex, nofollow'])
    expect((await page(`${pathOf(id)}?lang=fr`)).text).toContain('Nous avons besoin de vous')
    expect(Buffer.byteLength(text)).toBeLessThan(60_000)
  })

  test.each([
    ['with the key of another run', (id: number, other: number) => pathOf(other).replace(`/${other}/`, `/${id}/`)],
    ['with a key of another installation', (id: number) => memberUrl(id, { baseUrl: '', signer: signerOf('theirs') })],
    ['with another key', (id: number) => `/aide/parcours/${id}/x`],
    ['of no run', () => pathOf(987_654_321)],
    ['under no number', () => pathOf(1).replace('/1/', '/1%27--/')],
  ])('opens to nobody %s', async (_how, path) => {
    const [id, other] = [await start(), await start()]
    expect((await page(path(id, other), 404)).text).toContain('Ce lien ne mène nulle part')
    expect((await post(path(id, other), { path: 'facts', ...FACTS })).status).toBe(404)
    expect((await progressOf(id)).steps['facts']?.state).toBe('asked')
  })

  describe('takes', () => {
    test('every type of field, each as what it is, and seals what is secret', async () => {
      const id = await start()
      expect(await answered(id, { path: 'facts', ...FACTS })).toEqual([303, 'filled'])
      const { code, ...values } = (await progressOf(id)).steps['facts']?.result ?? {}
      expect(values).toEqual({ name: 'Les Pieds', mail: 'claire@posteo.example', site: 'https://pieds.example/', boxes: 1200.5, day: '2026-12-03', keeps: false, plan: 'large', notes: 'a\nb' })
      expect(code).toEqual({ secret: expect.any(Number) as number })
      const kept = await Promise.all((['runs', 'run_events', 'run_secrets', 'audit'] as const).map(table => open().reader(table).select()))
      expect(JSON.stringify(kept)).not.toContain('MOT-SECRET')
      expect((await page(`${pathOf(id)}?done=filled`)).text).not.toContain('MOT-SECRET')
      expect(await open().reader('run_events').where({ run_id: id, actor: 'member' }).pluck('type')).toEqual(['filled'])
    })

    test('what may be left out, left out', async () => {
      const id = await start()
      expect(await answered(id, { path: 'facts', ...FACTS, v_site: '', v_notes: '' })).toEqual([303, 'filled'])
      expect(Object.keys((await progressOf(id)).steps['facts']?.result ?? {})).not.toContain('site')
    })

    test('that a task is done, with a word; a yes; and a no with its reason', async () => {
      const [one, other] = [await atGate(), await atGate()]
      expect(await answered(one, { path: 'go', deed: 'agree' })).toEqual([303, 'agreed'])
      expect((await progressOf(one)).steps['move']?.state).toBe('acting')
      expect((await post(pathOf(other), { path: 'go', deed: 'decline' })).status).toBe(422)
      expect(await answered(other, { path: 'go', deed: 'decline', word: 'Pas ce mois-ci' })).toEqual([303, 'declined'])
      expect((await progressOf(other)).steps['go']).toMatchObject({ state: 'failed', reason: 'Pas ce mois-ci' })
      expect((await page(pathOf(other))).text).toContain('Vous n’avez rien à faire')
    })

    test('nothing that is wrong, and shows it beside the field with the words that were typed', async () => {
      const id = await start()
      const response = await post(pathOf(id), { path: 'facts', ...FACTS, v_mail: 'claire"><b>', v_boxes: 'trois', v_plan: 'huge', v_unasked: 'x' }, '?lang=fr')
      const text = await response.text()
      expect([response.status, (await progressOf(id)).steps['facts']?.state]).toEqual([422, 'asked'])
      for (const said of ['Ce n’est pas un nombre.', 'Ce choix n’est pas proposé.', 'value="claire&quot;&gt;&lt;b&gt;"', 'value="trois"', 'aria-invalid="true"']) expect(text).toContain(said)
      expect(text).not.toContain('MOT-SECRET')
    })
  })

  test('says kindly what was answered meanwhile, and does nothing twice', async () => {
    const id = await start()
    const both = await Promise.all([answered(id, { path: 'facts', ...FACTS }), answered(id, { path: 'facts', ...FACTS })])
    expect(both.map(([, said]) => said).sort()).toEqual(['filled', 'stale'])
    expect(await answered(id, { path: 'facts', ...FACTS })).toEqual([303, 'stale'])
    expect(await open().reader('run_events').where({ run_id: id, type: 'filled' })).toHaveLength(1)
    expect((await page(`${pathOf(id)}?done=stale`)).text).toContain('Votre réponse n’a pas été enregistrée')
  })

  test.each([
    ['of the team', { path: 'survey' }], ['not yet', { path: 'go', deed: 'agree' }], ['of no step', { path: '__proto__' }], ['within nothing', { path: 'copies/9/copy' }], ['without a round', { path: 'facts', round: 'x' }],
  ])('takes no answer %s', async (_which, fields) => {
    const id = await start()
    const before = await progressOf(id)
    expect(await answered(id, fields)).toEqual([303, 'stale'])
    expect(await progressOf(id)).toEqual(before)
  })

  test('asks again with the same words when the question was put anew', async () => {
    const id = await start()
    const text = await (await post(pathOf(id), { path: 'facts', ...FACTS, round: '7' })).text()
    expect(text).toContain('Cette question vient d’être posée de nouveau')
    expect(text).toContain('Les  Pieds')
    expect((await progressOf(id)).steps['facts']?.state).toBe('asked')
  })

  test('takes so many answers an hour', async () => {
    const id = await start()
    await open().transaction(db => db('run_events').insert(Array.from({ length: 150 }, (_, i) => ({ run_id: id, number: 100 + i, at: Date.now(), actor: 'member', type: 'filled', event: '{}' }))))
    expect((await post(pathOf(id), { path: 'facts', ...FACTS })).status).toBe(429)
  })

  test('marks a rehearsal', async () => {
    expect((await page(pathOf(await start({ rehearsal: true })))).text).toContain('Ceci est une répétition')
  })

  test('is linked on the page of its ticket for the requester alone, and leads back to it', async () => {
    const ticket = await desk.ticket()
    const [id, rehearsal] = [await start({ ticketId: ticket.id }), await start({ ticketId: ticket.id, rehearsal: true })]
    await open().transaction(db => db('participants').insert({ ticket_id: ticket.id, kind: 'address', address: 'tom@web.example', name: 'Tom', pending: false }))
    const pageOf = (address: string) => `/aide/${ticket.reference}/${portalKey({ ticketId: ticket.id, address }, signer)}`
    const { text } = await page(pageOf(CLAIRE))
    const [, link = ''] = /href="(\/aide\/parcours\/[^"]+)"/.exec(text) ?? []
    expect(link.replaceAll('&amp;', '&')).toContain(`${pathOf(id)}?lang=fr&de=${ticket.reference}.`)
    expect(text).not.toContain(pathOf(rehearsal))
    expect((await page(link.replaceAll('&amp;', '&'))).text).toContain(pageOf(CLAIRE))
    expect((await page(pageOf('tom@web.example'))).text).not.toContain('/aide/parcours/')
    const other = await desk.ticket()
    const foreign = `${other.reference}.${portalKey({ ticketId: other.id, address: CLAIRE }, signer)}`
    expect((await page(`${pathOf(id)}?de=${foreign}`)).text).not.toContain(other.reference)
  })
})
