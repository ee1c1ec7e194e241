import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sanitised } from '../../adapters/mail-html.ts'
import { remotePictures } from '../../adapters/remote-pictures.ts'
import { openDatabase, type Database } from '../../platform/db.ts'
import { migrate } from '../../platform/migrate.ts'
import { violationsOn } from '../axe.ts'
import { startChromium } from '../chromium.ts'
import { migratedDatabase } from '../databases.ts'
import { given } from '../given.ts'
import { noBytes, served } from '../served.ts'

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

let browser: Browser
let elsewhere: Server
let database: Database
let web: Awaited<ReturnType<typeof served>>
let remove: () => Promise<void>
let page: Page
const asked: string[] = []
const refused: string[] = []
const foreign: string[] = []

beforeAll(async () => {
  elsewhere = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.setHeader('content-type', 'image/png').end(PNG)
  }).listen(0, '127.0.0.1')
  await once(elsewhere, 'listening')
  const { port } = elsewhere.address() as AddressInfo
  const empty = await migratedDatabase('sqlite')
  remove = empty.remove
  database = openDatabase(empty.url)
  await migrate(database)
  web = await served(database, {
    fetchPicture: remotePictures({ loopbackPort: port }),
    bytes: { ...noBytes, attachment: () => Promise.resolve(PNG) },
  })
  const ticketId = await letter(`http://127.0.0.1:${port}`)
  browser = await startChromium()
  page = await openTicket(ticketId)
})

afterAll(async () => {
  await browser?.close()
  await web?.stop()
  await database?.close()
  await remove?.()
  elsewhere?.closeAllConnections()
  elsewhere?.close()
})

/** A letter that tries whatever could tell its sender that it is read. */
async function letter(there: string): Promise<number> {
  const html = sanitised(`<body background="${there}/body"><img src="${there}/a.png" alt="Photo"><img src="cid:logo@x"><img src="${there}/t" width="1" height="1"><div style="display:none"><img src="${there}/hidden"></div>
    <p style="background:url(${there}/css)">Votre compte : <a href="https://evil.example/x" style="font-size:0;color:transparent">ouvaton.coop</a></p><video poster="${there}/poster"></video><script>parent.document.title = 'pris'</script>`)
  const { id } = await given(database).ticket({ subject: 'La lettre', status: 'open' })
  const message = await given(database).message({ ticket_id: id, html, text: '', from_address: 'lettre@asso.example', raw_sha256: 'a'.repeat(64) })
  await database.transaction(db => db('attachments').insert([
    { message_id: message.id, part: 1, filename: 'logo.png', content_type: 'image/png', content_id: 'logo@x', size: 70, sha256: 'b'.repeat(64) },
    { message_id: message.id, part: 2, filename: 'facture.pdf.exe', content_type: 'application/octet-stream', size: 70, sha256: 'c'.repeat(64) },
  ]))
  return id
}

async function openTicket(ticketId: number): Promise<Page> {
  const { cookie } = await web.agent('volunteer')
  const [name = '', value = ''] = cookie.split('=')
  const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1280, height: 900 } })
  await context.addCookies([{ name, value, url: web.url }])
  const opened = await context.newPage()
  opened.on('request', (request) => { if (/^https?:/.test(request.url()) && !request.url().startsWith(web.url)) foreign.push(request.url()) })
  opened.on('console', (message) => { if (/Content Security Policy|violates/.test(message.text())) refused.push(message.text()) })
  await opened.goto(`${web.url}/tickets/${ticketId}`)
  await opened.waitForSelector('iframe')
  return opened
}

// Said as texts: the types of the server know no document.
const pictures = () => page.evaluate<string[]>('[...document.querySelector("iframe")?.contentDocument?.images ?? []].filter(({ attributes }) => attributes.length > 0).map(({ alt, naturalWidth }) => `${alt}:${naturalWidth}`)')

// A message's frame runs no scripts, so that axe would wait in it for ever.
const violations = () => violationsOn(page)

const settled = (words: string) => page.getByText(words).waitFor()

test('a message asks nothing of elsewhere, shows what is inside it, and runs nothing', async () => {
  await settled('1 image distante bloquée')
  await settled('2 traceurs retirés')
  expect(await violations()).toEqual([])
  await expect.poll(pictures).toEqual(['Photo:0', ':1'])
  expect(asked).toEqual([])
  expect(await page.title()).not.toContain('pris')
})

test('a deceptive link says so, however its sender would hide it', async () => {
  const note = await page.evaluate<unknown>('(({ content, fontSize, color }) => ({ content, fontSize, color }))(getComputedStyle(document.querySelector("iframe").contentDocument.querySelector("a"), "::after"))')
  expect(note).toEqual({ content: expect.stringContaining('lien trompeur\u00a0: mène en fait à evil.example'), fontSize: '12px', color: 'rgb(122, 61, 0)' })
})

test('asked for, pictures come through us into the sandboxed frame; trackers do not come', async () => {
  await page.getByRole('button', { name: 'L’afficher' }).click()
  await expect.poll(pictures).toEqual(['Photo:1', ':1'])
  expect(asked).toEqual(['/a.png'])
})

test('a sender’s are shown from then on, until an agent says no', async () => {
  await page.getByRole('button', { name: 'Toujours pour lettre@asso.example' }).click()
  await settled('Toujours affichées pour lettre@asso.example')
  await page.reload()
  await expect.poll(pictures).toEqual(['Photo:1', ':1'])
  await page.getByRole('button', { name: 'Ne plus les afficher' }).click()
  await settled('1 image distante bloquée')
  await expect.poll(pictures).toEqual(['Photo:0', ':1'])
})

test('a disguised program is not downloaded unawares', async () => {
  await page.getByRole('button', { name: /facture\.pdf\.exe/ }).click()
  await page.getByRole('dialog').getByText('se fait passer pour ce qu’il n’est pas').waitFor()
  expect(await violations()).toEqual([])
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Télécharger quand même' }).click()
  expect((await download).suggestedFilename()).toBe('facture.pdf.exe')
})

test('through all this the browser asked nobody but us, and its policy had nothing to refuse', () => {
  expect(foreign).toEqual([])
  expect(refused).toEqual([])
})
