import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { violationsOn } from '../axe.ts'
import { startChromium } from '../chromium.ts'
import { openConsole } from '../console.ts'
import { migratedDatabase, type Engine } from '../databases.ts'
import { startDovecot, type DovecotServer } from '../dovecot.ts'
import { prepareInstallation } from '../installation.ts'
import { startTcpProxy } from '../tcp-proxy.ts'

const EMAIL = 'alice@coop.example'
const ENGINES: Engine[] = ['sqlite', 'mysql']
let browser: Browser
let dovecot: DovecotServer
const cleanups: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  [browser, dovecot] = await Promise.all([startChromium(), startDovecot()])
})
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean()
})
afterAll(async () => {
  await browser.close()
  await dovecot.stop()
})

const letter = (subject: string) => `From: zoe@asso.example\r\nTo: support@coop.example\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@mail.example>\r\n\r\nBonjour\r\n`

async function installed(mailboxUrl: string, engine: Engine = 'sqlite') {
  const database = await migratedDatabase(engine)
  const installation = prepareInstallation({ databaseUrl: database.url })
  cleanups.push(database.remove, installation.remove)
  installation.addAgent(EMAIL)
  expect(installation.run(['mailbox', 'add', mailboxUrl, '--from', 'all'])).toMatchObject({ status: 0 })
  return installation
}

async function consoleAt(url: string) {
  const opened = await openConsole(browser, url, EMAIL)
  cleanups.push(opened.close)
  return opened.page
}

test('mail still appears after the connection to the mailbox was cut', async () => {
  const proxy = await startTcpProxy(dovecot)
  cleanups.push(proxy.stop)
  const installation = await installed(dovecot.url('cut').replace(`:${dovecot.port}/`, `:${proxy.port}/`))
  const page = await consoleAt((await installation.serve()).url)
  dovecot.deliver('cut', letter('avant'))
  await page.getByRole('link', { name: 'avant' }).waitFor()
  proxy.cut()
  dovecot.deliver('cut', letter('après'))
  await page.getByRole('link', { name: 'après' }).waitFor()
})

test('what came while the browser was cut off is there when it is back', async () => {
  const installation = await installed(dovecot.url('offline'))
  const { url } = await installation.serve()
  const proxy = await startTcpProxy({ port: Number(new URL(url).port) })
  cleanups.push(proxy.stop)
  const page = await consoleAt(`http://127.0.0.1:${proxy.port}`)
  await page.getByText('Rien à prendre').waitFor()
  proxy.refuse(true)
  proxy.cut()
  dovecot.deliver('offline', letter('pendant'))
  await page.waitForTimeout(3_000)
  proxy.refuse(false)
  await page.getByRole('link', { name: 'pendant' }).waitFor()
})

test.each(ENGINES)('mail taken in by another process appears as well (%s)', async (engine) => {
  const user = `apart-${engine}`
  const installation = await installed(dovecot.url(user), engine)
  const page = await consoleAt((await installation.serve('--workers', 'none')).url)
  installation.work('mail-in', 'feed')
  await page.getByText('Rien à prendre').waitFor()
  dovecot.deliver(user, letter('ailleurs'))
  await page.getByRole('link', { name: 'ailleurs' }).waitFor()
})

test('mail survives the death of whoever was reading it', async () => {
  const installation = await installed(dovecot.url('killed'))
  const page = await consoleAt((await installation.serve('--workers', 'feed')).url)
  dovecot.deliver('killed', Array.from({ length: 300 }, (_, index) => letter(`lettre-${index}`)))
  for (const life of [300, 700, 900, 1_200]) {
    const worker = installation.work('mail-in')
    await page.waitForTimeout(life)
    await worker.stop('SIGKILL')
  }
  installation.work('mail-in')
  await expect.poll(() => JSON.parse(installation.run(['ledger', 'check', '--json']).stdout || '{}') as object, { interval: 1_000 })
    .toMatchObject({ onServer: 300, accounted: 300, missing: [], states: { opened: 300 } })
})

test('axe finds nothing to say about the sign-in page', async () => {
  const installation = await installed(dovecot.url('signing'))
  const { url } = await installation.serve('--workers', 'none')
  const context = await browser.newContext({ locale: 'fr-FR' })
  const page = await context.newPage()
  await page.goto(url)
  await page.waitForSelector('#email')
  expect(await violationsOn(page)).toEqual([])
  await context.close()
})
