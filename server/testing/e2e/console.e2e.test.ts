import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violationsOn } from '../axe.ts'
import { startChromium } from '../chromium.ts'
import { openConsole, type OpenConsole } from '../console.ts'
import { migratedDatabase, type Engine } from '../databases.ts'
import { startDovecot, type DovecotServer } from '../dovecot.ts'
import { prepareInstallation, type Installation } from '../installation.ts'

const ENGINES: Engine[] = ['sqlite', 'mysql']
const EMAIL = 'alice@coop.example'

let browser: Browser
let dovecot: DovecotServer
beforeAll(async () => {
  [browser, dovecot] = await Promise.all([startChromium(), startDovecot()])
})
afterAll(async () => {
  await browser.close()
  await dovecot.stop()
})

const letter = (subject: string, { id = `<${subject}@mail.example>`, more = '', text = 'Bonjour, rien ne va plus.' } = {}) =>
  `From: Zoé Membre <zoe@asso.example>\r\nTo: support@coop.example\r\nSubject: ${subject}\r\nDate: Sun, 22 Nov 2026 10:00:00 +0100\r\nMessage-ID: ${id.replaceAll(' ', '-')}\r\n${more}\r\n${text}\r\n`

const HTML = 'MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n'

// A message's frame runs no scripts, so that axe would wait in it for ever; what is in it is not ours.
describe.each(ENGINES)('from a mailbox to the console (%s)', (engine) => {
  const user = `support-${engine}`
  let installation: Installation
  let opened: OpenConsole
  let page: Page
  let remove: () => Promise<void>

  beforeAll(async () => {
    const database = await migratedDatabase(engine)
    remove = database.remove
    installation = prepareInstallation({ databaseUrl: database.url })
    installation.addAgent(EMAIL)
    const added = installation.run(['mailbox', 'add', dovecot.url(user), '--from', 'all'])
    expect(added).toMatchObject({ status: 0 })
    const { url } = await installation.serve()
    opened = await openConsole(browser, url, EMAIL)
    page = opened.page
  })
  afterAll(async () => {
    await opened?.close()
    await installation?.remove()
    await remove?.()
  })

  test('a mail appears on the open console, without reload', async () => {
    await page.getByText('Rien à prendre').waitFor()
    dovecot.deliver(user, letter('Ma boîte est pleine'))
    await page.getByRole('link', { name: 'Ma boîte est pleine' }).waitFor()
  })

  test('the next one appears at once, not at the next poll', async () => {
    // Long enough to be idle again.
    await page.waitForTimeout(1_000)
    const begun = performance.now()
    dovecot.deliver(user, letter('Certificat expiré'))
    await page.getByRole('link', { name: 'Certificat expiré' }).waitFor()
    // The bar is measured by `npm run bench -- arrival`; here, a machine busy with tests must pass.
    expect(performance.now() - begun).toBeLessThan(8_000)
  })

  test('an answer joins its ticket', async () => {
    await page.getByRole('link', { name: 'Ma boîte est pleine' }).click()
    await page.getByText('Bonjour, rien ne va plus.').first().waitFor()
    dovecot.deliver(user, letter('Re: Ma boîte est pleine', { id: '<second@mail.example>', more: 'In-Reply-To: <Ma-boîte-est-pleine@mail.example>\r\n', text: 'Encore un détail.' }))
    await page.getByText('Encore un détail.').first().waitFor()
    expect(await page.getByRole('link', { name: 'Ma boîte est pleine' }).count()).toBe(1)
  })

  test('the ticket is taken, noted on and solved', async () => {
    await page.getByRole('button', { name: 'Je prends' }).click()
    await page.getByText('Vous vous en occupez').waitFor()
    await page.keyboard.press('n')
    await page.getByLabel('Note pour l’équipe').fill('Quota augmenté.')
    await page.getByRole('button', { name: 'Noter' }).click()
    await page.getByText('Quota augmenté.').first().waitFor()
    await page.getByRole('button', { name: /^État/ }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Résolu' }).click()
    await page.getByRole('button', { name: 'État : Résolu' }).waitFor()
  })

  test('nothing in a hostile message runs, or reaches another site', async () => {
    const text = '<p>Bonjour</p><img src="https://tracker.example/pixel.gif"><img src=x onerror="parent.document.title=\'taken\'"><script>parent.document.title=\'taken\'</script><a href="javascript:parent.document.title=\'taken\'">ici</a>'
    dovecot.deliver(user, letter('Message piégé', { more: HTML, text }))
    await page.getByRole('link', { name: 'Message piégé' }).click()
    const layout = page.getByText('Mise en page').first()
    await layout.waitFor()
    await layout.click()
    await page.frameLocator('iframe').getByText('Bonjour').waitFor()
    await page.waitForTimeout(300)
    expect(await page.title()).not.toContain('taken')
    expect(opened.foreign).toEqual([])
  })

  test('axe finds nothing to say about the list and the ticket', async () => {
    expect(await violationsOn(page)).toEqual([])
  })

  test('nothing went wrong in the page meanwhile', () => {
    expect(opened.errors).toEqual([])
  })
})
