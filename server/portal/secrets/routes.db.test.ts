import { afterAll, beforeAll, expect, test } from 'vitest'
import { logTo } from '../../platform/log.ts'
import { signerOf } from '../../platform/signing.ts'
import { eachEngine } from '../../testing/databases.ts'
import { deskOn } from '../../testing/desk.ts'
import { runsOn } from '../../testing/runs.ts'
import { served, testSecrets } from '../../testing/served.ts'
import { RunDetail } from '../../workflows/contract.ts'
import { forgetHandOvers } from '../../workflows/handing/actions/forget.ts'
import { handOverUrl } from '../../workflows/handing/hand-over.ts'
import { handOversOf } from '../../workflows/handing/queries.ts'
import { carryOut } from '../../workflows/jobs/actions/carry-out.ts'
import type { JobWorld } from '../../workflows/jobs/actions/world.ts'
import { dueJobs } from '../../workflows/jobs/queries.ts'
import { ownActions } from '../../workflows/own/actions/all.ts'
import { cancelRun } from '../../workflows/runs/actions/conduct.ts'
import { memberUrl } from '../../workflows/runs/member-key.ts'

const SECRET = 'Zx-MOT-SECRET'
const signer = signerOf(testSecrets.signingKey)
const HANDING = `
workflow: handing
title: { fr: Vos boîtes, en: Your mailboxes }
start: [{ name: domain, label: { fr: Domaine, en: Domain } }]
steps:
  - { id: made, kind: action, uses: test.password, shown: false, title: { fr: Créer, en: Make }, why: { fr: x, en: x }, how: { fr: x, en: x } }
  - { id: hand, kind: action, uses: member.hand-over, title: { fr: Vous remettre le mot de passe, en: Hand you the password }, why: { fr: 'Pour votre logiciel de courrier.', en: For your mail program. }, how: { fr: x, en: x }, with: { secret: made.password, label: '"contact@" + start.domain', days: '5' } }
  - { id: last, kind: message, title: { fr: Dire, en: Say }, text: { fr: 'Voyez {{page}}', en: 'See {{page}}' } }
  - { id: rest, kind: task, title: { fr: Suite, en: Next }, why: { fr: x, en: x }, how: { fr: x, en: x } }
`

eachEngine('what is handed to a member', (open) => {
  let server: Awaited<ReturnType<typeof served>>
  let desk: ReturnType<typeof deskOn>
  let runs: ReturnType<typeof runsOn>
  let cookie = ''
  let ahead = 0
  const clock = () => new Date(Date.now() + ahead)

  beforeAll(async () => {
    server = await served(open(), { clock })
    desk = deskOn(server, open())
    runs = runsOn(open())
    cookie = (await server.agent('volunteer')).cookie
    await desk.mailbox({ from_name: 'Aide Coop' })
    await runs.publish(HANDING)
  })
  afterAll(() => server.stop())

  const urlOfRun = (id: number) => memberUrl(id, { baseUrl: '', signer })
  const world = (): JobWorld => {
    const own = ownActions({ database: open(), clock, newId: () => Promise.resolve(0) })
    const ports = { actions: { ...own, 'test.password': { takes: { needed: [] }, gives: ['password'], secrets: ['password'], ensure: () => Promise.resolve({ done: {}, secrets: { password: SECRET } }) } }, probes: {} }
    return { database: open(), clock, holder: 'a', log: logTo('silent'), ports, rehearsalPorts: ports, open: testSecrets.open, saying: { signer, seal: testSecrets.seal, newIds: () => Promise.resolve({ messageId: 0, outboxId: 0 }), memberUrl: id => `https://coop.example${urlOfRun(id)}` } }
  }
  const inTransaction = <T>(act: (context: Parameters<typeof cancelRun>[0]) => Promise<T>) => open().transaction(db => act({ db, now: clock(), actor: { kind: 'system', name: 'test' } }))

  /** A run that has handed its secret over; its page, and the address to hand on. */
  async function handed({ rehearsal = true, ticketId = null as number | null } = {}) {
    const id = await runs.run({ stage: 'survey', workflow: 'handing', domain: 'pieds.example', rehearsal, ticketId, at: clock().getTime() })
    for (let i = 0; i < 3; i++) for (const job of await dueJobs(open().reader, clock(), 500)) if (job.runId === id) await carryOut(world(), job.id)
    const [one] = await handOversOf(open().reader, id)
    if (!one) throw new Error('Nothing was handed over')
    return { id, one, page: urlOfRun(id), link: handOverUrl(one, { baseUrl: '', signer }) }
  }
  const get = async (path: string) => textOf(await server.send(path))
  const post = async (path: string) => textOf(await server.send(path, { method: 'POST', body: '', headers: { 'content-type': 'application/x-www-form-urlencoded' } }))
  const textOf = async (response: Response) => ({ status: response.status, text: await response.text(), headers: response.headers })
  const sealed = (id: number) => open().reader('run_hand_overs').where({ run_id: id }).orderBy('id').pluck<(string | null)[]>('sealed')
  const viewOf = async (id: number) => RunDetail.parse(await (await server.send(`/api/runs/${id}`, { cookie })).json()).steps.find(({ path }) => path === 'hand')?.handed

  test('waits on their page, is shown by nobody’s looking, and once to whoever presses the button; nothing else ever holds it in clear', async () => {
    const { id, page, link } = await handed()
    for (const path of [page, link, `${link}?lang=en`]) expect((await get(path)).text).not.toContain(SECRET)
    const { text, headers } = await get(page)
    for (const said of ['Le mot de passe de contact@pieds.example', 'Pour votre logiciel de courrier.', `http://127.0.0.1${link}`]) expect(text).toContain(said)
    expect(await viewOf(id)).toMatchObject({ label: 'contact@pieds.example', seenAt: null })

    const shown = await post(link)
    expect([shown.status, shown.text.split(SECRET).length - 1]).toEqual([200, 1])
    for (const of of [headers, shown.headers]) expect([of.get('cache-control'), of.get('referrer-policy'), of.get('x-robots-tag')]).toEqual(['no-store', 'no-referrer', 'noindex, nofollow'])
    expect(await sealed(id)).toEqual([null])
    for (const again of [await post(link), await get(link), await post(`${page}/secret/${/secret\/(\d+)\//.exec(link)?.[1]}`)]) {
      expect([again.status, again.text.includes(SECRET), again.text.includes('Si ce n’était ni vous')]).toEqual([410, false, true])
    }
    expect(await viewOf(id)).toMatchObject({ seenAt: expect.any(Number) as number, seenBy: 'link' })
    expect((await get(page)).text).toContain('par le lien')
    const kept = await Promise.all((['runs', 'run_events', 'run_hand_overs', 'run_secrets', 'audit', 'events', 'jobs'] as const).map(table => open().reader(table).select()))
    for (const hidden of [SECRET, link.split('/').at(-1) ?? '', page.split('/').at(-1) ?? '']) expect(JSON.stringify(kept)).not.toContain(hidden)
    const deeds = await open().reader('audit').where('did', 'like', 'run.secret-%').orderBy('id').select<{ did: string, entry: string }[]>('did', 'entry')
    expect(deeds.filter(({ entry }) => (JSON.parse(entry) as { runId: number }).runId === id).map(({ did }) => did)).toEqual(['run.secret-handed-over', 'run.secret-taken'])
  })

  test('is seen by one of two who come at once, the page of the run or the link', async () => {
    const { page, link, one } = await handed()
    const both = await Promise.all([post(link), post(`${page}/secret/${one.id}`), post(link)])
    expect(both.filter(({ text }) => text.includes(SECRET))).toHaveLength(1)
  })

  test('outlives its run, and is destroyed on its day; as long as the run has it, an agent hands it over anew', async () => {
    const ticket = await desk.ticket()
    await open().transaction(db => db('participants').insert({ ticket_id: ticket.id, kind: 'address', address: 'tom@web.example', name: 'Tom', pending: false }))
    const [one, other] = [await handed(), await handed({ rehearsal: false, ticketId: ticket.id })]
    // Whoever reads along is not told the address of the page.
    expect((await desk.detail(cookie, ticket.id)).messages.at(-1)).toMatchObject({ text: `Voyez https://coop.example${other.page}`, to: [{ address: 'claire@pieds.example' }], cc: [] })
    await post(other.link)
    const anew = () => server.send(`/api/runs/${other.id}/hand-overs`, { cookie, body: { path: 'hand' } })
    expect((await anew()).status).toBe(200)
    const [fresh] = await handOversOf(open().reader, other.id)
    expect(fresh).toMatchObject({ label: 'contact@pieds.example', seenAt: null })
    expect((await get(other.link)).text).toContain('Il a été vu')
    for (const { id } of [one, other]) await inTransaction(context => cancelRun(context, id, { reason: 'Parti', undo: false }))
    expect((await anew()).status).toBe(409)
    expect((await post(handOverUrl(fresh!, { baseUrl: '', signer }))).text).toContain(SECRET)

    ahead += 5 * 86_400_000
    expect((await post(one.link)).text).toContain('il a été détruit')
    await inTransaction(forgetHandOvers)
    expect(await sealed(one.id)).toEqual([null])
    ahead = 0
  })

  test.each([
    ['with the key of another', (link: string, other: string) => link.replace(/[^/]+$/, other.split('/').at(-1) ?? '')],
    ['of no number', (link: string) => link.replace(/secret\/\d+/, 'secret/x')],
    ['by the page of another run', (link: string, _other: string, page: string) => `${page}/secret/${/\d+/.exec(link)?.[0]}`],
  ])('opens to nobody %s', async (_how, path) => {
    const [one, other] = [await handed(), await handed()]
    expect((await post(path(one.link, other.link, other.page))).status).toBe(404)
    expect((await sealed(one.id))[0]).not.toBeNull()
  })

  test('whoever tries address after address is not listened to any more', async () => {
    const { link } = await handed()
    for (let i = 0; i < 30; i++) await get('/aide/secret/1/aaaaaaaaaaaaaaaa')
    expect((await post(link)).status).toBe(429)
  })
})
