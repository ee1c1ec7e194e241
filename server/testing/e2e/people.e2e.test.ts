import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeAt } from '../../platform/one-time-codes.ts'
import { violationsOn } from '../axe.ts'
import { startChromium } from '../chromium.ts'
import { openConsole, type OpenConsole } from '../console.ts'
import { migratedDatabase, type Engine } from '../databases.ts'
import { agentPassword, prepareInstallation, type Installation } from '../installation.ts'

const ENGINES: Engine[] = ['sqlite', 'mysql']
const [ALICE, BRUNO] = ['alice@coop.example', 'bruno@coop.example']
const HALF_MINUTE = 30_000

let browser: Browser
beforeAll(async () => { browser = await startChromium() })
afterAll(() => browser.close())

describe.each(ENGINES)('people and rights in the console (%s)', (engine) => {
  let installation: Installation
  let url: string
  let remove: () => Promise<void>
  let alice: OpenConsole
  const cleanups: (() => Promise<unknown>)[] = []

  beforeAll(async () => {
    const database = await migratedDatabase(engine)
    remove = database.remove
    installation = prepareInstallation({ databaseUrl: database.url })
    installation.addAgent(ALICE)
    installation.addAgent(BRUNO, 'staff')
    url = (await installation.serve()).url
    alice = await openConsole(browser, url, ALICE)
  })
  afterAll(async () => {
    for (const clean of cleanups) await clean()
    await alice?.close()
    await installation?.remove()
    await remove?.()
  })

  async function signIn(email: string) {
    const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 390, height: 844 } })
    cleanups.push(() => context.close())
    const page = await context.newPage()
    await page.goto(`${url}/connexion`)
    await page.fill('#email', email)
    await page.fill('#password', agentPassword)
    await page.click('button[type=submit]')
    return page
  }

  /** Sets up a second factor on the page that asks for it; answers its secret and the recovery codes. */
  async function enrol(page: Page) {
    await page.fill('#current-password', agentPassword)
    await page.getByRole('button', { name: 'Continuer' }).click()
    await page.waitForSelector('#first-code')
    const secret = (await page.locator('.select-all').innerText()).replace(/\s/g, '')
    const usedAt = Date.now()
    await page.fill('#first-code', codeAt(secret, new Date(usedAt)))
    await page.getByRole('button', { name: 'Je les ai rangés' }).waitFor()
    const codes = await page.getByRole('list', { name: 'Codes de secours' }).getByRole('listitem').allInnerTexts()
    await page.getByRole('button', { name: 'Je les ai rangés' }).click()
    // The next half-minute's code is taken already, and this one not again.
    return { codes, next: () => codeAt(secret, new Date(usedAt + HALF_MINUTE)) }
  }

  test('a second factor is set up, and asked for from then on; a recovery code replaces it once', async () => {
    await alice.page.goto(`${url}/reglages`)
    await alice.page.getByRole('button', { name: 'Mettre en place' }).click()
    const { codes, next } = await enrol(alice.page)
    await alice.page.getByText('Il reste 10 codes de secours.').waitFor()
    expect(codes).toHaveLength(10)

    const first = await signIn(ALICE)
    await first.waitForSelector('#code')
    expect(await violationsOn(first)).toEqual([])
    await first.fill('#code', '000000')
    await first.getByText('Ce code est faux').waitFor()
    await first.fill('#code', next())
    await first.getByRole('region', { name: 'Liste des tickets' }).waitFor()

    const second = await signIn(ALICE)
    await second.getByRole('button', { name: 'Utiliser un code de secours' }).click()
    await second.fill('#code', codes[0] ?? '')
    await second.getByRole('button', { name: 'Vérifier' }).click()
    await second.getByRole('region', { name: 'Liste des tickets' }).waitFor()

    const third = await signIn(ALICE)
    await third.getByRole('button', { name: 'Utiliser un code de secours' }).click()
    await third.fill('#code', codes[0] ?? '')
    await third.getByRole('button', { name: 'Vérifier' }).click()
    await third.getByText('Ce code de secours est faux').waitFor()
  })

  test('a role that demands a second factor lets nobody do anything else before', async () => {
    const bruno = await signIn(BRUNO)
    await bruno.getByRole('region', { name: 'Liste des tickets' }).waitFor()
    await alice.page.goto(`${url}/reglages/roles`)
    await alice.page.getByRole('button', { name: 'Salariat' }).click()
    await alice.page.getByText('Second facteur exigé').click()
    await alice.page.getByRole('button', { name: 'Enregistrer' }).click()
    await alice.page.getByText('Enregistré', { exact: true }).waitFor()

    await bruno.goto(`${url}/reglages`)
    await bruno.getByRole('heading', { name: 'Un second facteur est nécessaire' }).waitFor()
    expect(await violationsOn(bruno)).toEqual([])
    await enrol(bruno)
    await bruno.getByRole('heading', { name: 'Mon compte' }).waitFor()
  })

  test('somebody is made inactive, and is out at once', async () => {
    await alice.page.goto(`${url}/reglages/equipe`)
    installation.addAgent('carla@coop.example', 'volunteer')
    const carla = await signIn('carla@coop.example')
    await carla.getByRole('region', { name: 'Liste des tickets' }).waitFor()
    await alice.page.reload()
    await alice.page.getByRole('listitem').filter({ hasText: 'carla@coop.example' }).getByRole('button').click()
    await alice.page.getByLabel('Compte actif').uncheck()
    await alice.page.getByRole('button', { name: 'Enregistrer' }).click()
    // Behind the open dialogue the list is hidden from assistive technology.
    await alice.page.locator('main li', { hasText: 'carla@coop.example' }).getByText('compte désactivé').waitFor()
    await carla.reload()
    await carla.waitForSelector('#email')
  })

  test('the audit log tells it, and axe finds nothing to say about any page of the settings', async () => {
    await alice.page.goto(`${url}/reglages/journal`)
    await alice.page.getByText('Second facteur activé').first().waitFor()
    for (const path of ['journal', 'equipe', 'roles', 'compte']) {
      await alice.page.goto(`${url}/reglages/${path}`)
      await alice.page.locator('main li, main fieldset, main form').first().waitFor()
      expect(await violationsOn(alice.page)).toEqual([])
    }
  })

  test('nothing went wrong in the page meanwhile', () => {
    expect([alice.errors, alice.foreign]).toEqual([[], []])
  })
})
