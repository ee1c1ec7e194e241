import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rewritten, sanitised } from '../../adapters/mail-html.ts'
import { mailParser } from '../../adapters/mail-parser.ts'
import { readKept } from '../../channels/reading/actions/keep.ts'
import { takeIn } from '../../channels/reading/actions/take-in.ts'
import { openDatabase, type Database } from '../../platform/db.ts'
import { migrate } from '../../platform/migrate.ts'
import { signerOf } from '../../platform/signing.ts'
import { portalKey } from '../../tickets/portal-key.ts'
import { shownHtml } from '../../tickets/messages/showing.ts'
import { startChromium } from '../chromium.ts'
import { migratedDatabase } from '../databases.ts'
import { given } from '../given.ts'
import { canaryRule, startCanary, type Canary } from '../hostile/canary.ts'
import { encodings, hostileMail } from '../hostile/mails.ts'
import { hostilePayloads, plainPayloads, type Payload } from '../hostile/payloads.ts'
import { readingOn } from '../reading.ts'
import { emptySearch, served, testSecrets } from '../served.ts'

// A good part of them at each run; `PERMANENCE_TEST_PAYLOADS=1050` opens over a thousand, `all` every composition, which takes half an hour.
const MOST = process.env['PERMANENCE_TEST_PAYLOADS'] === 'all' ? Infinity : Number(process.env['PERMANENCE_TEST_PAYLOADS'] ?? 240)
const A_TICKET = 150

const parser = mailParser({ threads: 2 })
let [canary, browser, database]: [Canary, Browser, Database] = [undefined as never, undefined as never, undefined as never]
let web: Awaited<ReturnType<typeof served>>
let reading: ReturnType<typeof readingOn>
let context: BrowserContext
let page: Page
let payloads: Payload[]
let remove: () => Promise<void>
const [ran, refused, foreign]: [unknown[], string[], string[]] = [[], [], []]

beforeAll(async () => {
  canary = await startCanary()
  const empty = await migratedDatabase('sqlite')
  remove = empty.remove
  database = openDatabase(empty.url)
  await migrate(database)
  reading = readingOn(database, parser)
  const { following } = reading
  web = await served(database, {
    search: { ...emptySearch, find: async () => ({ ticketIds: (await reading.tickets()).map(({ id }) => id), next: null }) },
    takeIn: mails => takeIn(following, mails), readKept: kept => readKept(following, kept),
    bytes: { raw: sha256 => following.blobs.stream(sha256), attachment: (sha256, part) => parser.attachment({ path: following.blobs.pathOf(sha256) }, part), message: () => Promise.resolve(undefined) },
  })
  await given(database).mailbox({ from_address: 'support@coop.example', from_name: 'Support' })
  browser = await startChromium(canaryRule)
  context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1280, height: 900 } })
  const [name = '', value = ''] = (await web.agent('administrator')).cookie.split('=')
  await context.addCookies([{ name, value, url: web.url }])
  page = await watched(await context.newPage())
  payloads = hostilePayloads(canary.place, MOST)
  for (let from = 0; from < payloads.length; from += A_TICKET) await letIn(payloads.slice(from, from + A_TICKET))
})

afterAll(async () => {
  await browser?.close()
  await web?.stop()
  await reading?.close()
  await parser.close()
  await database?.close()
  await remove?.()
  await canary?.stop()
})

/** They come as mails, a ticket of many; each in an encoding of its turn. */
async function letIn(some: readonly Payload[]) {
  const first = `attack-${some[0]?.id}@a${some[0]?.id}.example`
  const bytes = some.map((payload, at) => hostileMail({ payload, encoding: encodings[at % 16] ?? '8bit', ...(at === 0 ? {} : { first }) }))
  const intakes = await takeIn(reading.following, bytes.map(mail => ({ source: 'smtp' as const, envelope: null, bytes: mail })))
  expect(new Map(Map.groupBy(intakes, ({ state }) => state).entries().map(([state, these]) => [state, these.length]))).toEqual(new Map([['opened', 1], ['joined', some.length - 1]]))
}

/** A page that notes what runs in it, what its policy refuses, and whom it asks. */
async function watched(opened: Page): Promise<Page> {
  opened.on('dialog', (dialog) => {
    ran.push(dialog.message())
    void dialog.dismiss()
  })
  opened.on('popup', popup => ran.push(popup.url()))
  opened.on('console', (message) => { if (/Content Security Policy|violates|Refused to/.test(message.text())) refused.push(message.text()) })
  opened.on('request', (request) => { if (/^(https?|wss?):/.test(request.url()) && new URL(request.url()).host !== new URL(web.url).host) foreign.push(request.url()) })
  return opened
}

// Said as texts: the types of the server know no document.
const ranIn = (some: Page) => some.evaluate<unknown[]>('window.ran ?? []')
const becomes = (expression: string, expected: unknown) => expect.poll(() => page.evaluate<unknown>(expression), { interval: 200 }).toEqual(expected)
const nothingHappened = async () => {
  ran.push(...await ranIn(page))
  expect({ ran, refused, foreign, asked: canary.asked }).toEqual({ ran: [], refused: [], foreign: [], asked: [] })
}
const frames = (html: (payload: Payload) => string, some: readonly Payload[]) => {
  canary.shows = path => path === 'all' ? some.map(({ id }) => `<iframe src="/shown/${id}"></iframe>`).join('') : html(some.find(({ id }) => String(id) === path) ?? { id: 0, html: '' })
  return `http://127.0.0.1:${canary.port}/shown/all`
}

test('the trap works: what nothing protects runs and asks', async () => {
  const apart = await browser.newContext()
  const plain = plainPayloads(canary.place).filter((_, at) => at % 3 === 0)
  const fired = new Set<unknown>()
  const raw = await apart.newPage()
  raw.on('dialog', dialog => void dialog.dismiss())
  for (let from = 0; from < plain.length; from += 60) {
    await raw.goto(frames(({ html }) => html, plain.slice(from, from + 60)))
    for (const id of await ranIn(raw)) fired.add(id)
  }
  for (const asked of canary.asked.splice(0)) fired.add(Number(/\d+/.exec(asked)?.[0]))
  await apart.close()
  expect(fired.size).toBeGreaterThan(20)
})

test('what is sanitised is harmless even where nothing else protects', async () => {
  const apart = await browser.newContext()
  const raw = await apart.newPage()
  const showing = { messageId: 7, language: 'fr', withPictures: true, inside: new Map() } as const
  const pages = Map.groupBy(payloads, (_, at) => Math.floor(at / 60))
  canary.shows = path => pages.get(Number(path))?.map(({ html }) => `<div>${shownHtml(sanitised(html), rewritten, showing)}</div>`).join('\n')
  for (const at of pages.keys()) {
    await raw.goto(`http://127.0.0.1:${canary.port}/shown/${at}`)
    expect([await ranIn(raw), raw.url()]).toEqual([[], expect.stringContaining(`/shown/${at}`)])
  }
  await apart.close()
  // The pictures would come through us.
  expect(canary.asked.filter(path => !path.startsWith('/api/messages/7/pictures/'))).toEqual([])
  canary.asked.length = 0
})

test('they come as mails and are opened in the console: none runs, none loads anything', async () => {
  const tickets = await reading.tickets()
  expect(tickets.reduce((sum, ticket) => sum + ticket.message_count, 0)).toBe(payloads.length)
  let shown = 0
  for (const { id, message_count: messages } of tickets) {
    await page.goto(`${web.url}/tickets/${id}`)
    await becomes('document.querySelectorAll("article footer").length', messages)
    const withLayout = await page.evaluate<number>('[...document.querySelectorAll("article button")].filter(({ textContent }) => textContent.trim() === "Mise en page").map(button => button.click()).length')
    shown += withLayout
    // A frame of its own for each.
    await becomes('[...document.querySelectorAll("article iframe")].filter(({ contentDocument: inside }) => inside?.readyState === "complete" && inside.title === "Message").length', withLayout)
    await nothingHappened()
  }
  // Of a few nothing is left that could be shown.
  expect(shown).toBeGreaterThan(payloads.length * 0.95)
})

test('nor where their words are listed, searched, read in the source or told to the member', async () => {
  const [ticket] = await database.reader('tickets').orderBy('id').limit(1).select<{ id: number, reference: string }[]>('id', 'reference')
  await database.transaction(db => db('messages').where({ ticket_id: ticket?.id }).update({ pending: 0 }))
  const address = (await database.reader('participants').where({ ticket_id: ticket?.id, pending: false }).first<{ address: string }>('address')).address
  const portal = `/aide/${ticket?.reference}/${portalKey({ ticketId: ticket?.id ?? 0, address }, signerOf(testSecrets.signingKey))}`
  for (const [path, ready] of [['/', 'canary.test'], ['/?q=attack', 'canary.test'], ['/envois', 'Envois'], ['/reception?vue=all', 'canary.test'], ['/reglages/journal', 'Journal']] as const) {
    await page.goto(`${web.url}${path}`)
    await expect.poll(() => page.evaluate<string>('document.body.innerText'), { message: path }).toContain(ready)
    await nothingHappened()
  }
  await page.goto(`${web.url}${portal}`)
  expect(await page.evaluate<string>('document.body.innerText')).toContain('canary.test')
  await nothingHappened()
})

test('nor when a part of them is opened by its address alone', async () => {
  const some = await database.reader('attachments').orderBy('id').limit(8).select<{ id: number, messageId: number }[]>({ id: 'id', messageId: 'message_id' })
  const intakes = (await reading.intakes()).slice(0, 2)
  const addresses = [
    ...some.flatMap(({ id, messageId }) => [`messages/${messageId}/attachments/${id}`, `messages/${messageId}/attachments/${id}/picture`]),
    ...some.slice(0, 8).flatMap(({ messageId }) => [`messages/${messageId}/html`, `messages/${messageId}/html?pictures=shown`, `messages/${messageId}/source`]),
    ...intakes.flatMap(({ id }) => [`intakes/${id}/source`, `intakes/${id}/headers`, `intakes/${id}/understood`]),
  ]
  for (const address of addresses) {
    // What is to be saved ends the visit before it begins.
    await page.goto(`${web.url}/api/${address}`).catch((error: unknown) => { expect(String(error)).toMatch(/Download is starting|ERR_ABORTED/) })
  }
  await nothingHappened()
})
