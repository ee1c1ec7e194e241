import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../platform/db.ts'
import { violationsOn } from '../axe.ts'
import { startChromium } from '../chromium.ts'
import { openConsole, type OpenConsole } from '../console.ts'
import { prepareInstallation, type Installation } from '../installation.ts'
import { runsOn, type Stage } from '../runs.ts'

const EMAIL = 'nadia@coop.example'
const STAGES: Stage[] = ['go', 'answers', 'survey-failed', 'days', 'check']
const HOUR = 3_600_000

let browser: Browser
let installation: Installation
let opened: OpenConsole
let page: Page
beforeAll(async () => {
  browser = await startChromium()
  installation = prepareInstallation()
  installation.addAgent(EMAIL)
  const database = openDatabase(installation.env['PERMANENCE_DATABASE_URL'] ?? '')
  const runs = runsOn(database)
  await runs.publish()
  for (let count = 0; count < 250; count++) await runs.run({ stage: STAGES[count % STAGES.length] ?? 'go', domain: `domaine-${count}.example`, at: Date.now() - count * HOUR })
  await database.close()
  // Nobody carries jobs out: what the runs wait for is ours to say.
  const { url } = await installation.serve('--workers', 'feed')
  opened = await openConsole(browser, url, EMAIL)
  page = opened.page
})
afterAll(async () => {
  await opened?.close()
  await installation?.remove()
  await browser.close()
})

const cards = () => page.locator('[data-run]')
const card = (name: string) => page.locator('[data-run]').filter({ has: page.getByRole('link', { name, exact: true }) })

test('a key leads from the tickets to the board, where 250 runs stand by phase', async () => {
  await page.getByText('Rien à prendre').waitFor()
  await page.keyboard.press('p')
  await page.getByRole('region', { name: 'Préparer' }).waitFor()
  await expect.poll(() => cards().count()).toBe(250)
  expect(await page.getByRole('region', { name: 'Déménager' }).locator('[data-run]').count()).toBe(50)
})

test('axe finds nothing to say about the board and the list', async () => {
  // Of 250 cards axe would say the same of each, for a minute.
  await page.getByRole('searchbox').fill('domaine-24')
  await expect.poll(() => cards().count()).toBe(11)
  expect(await violationsOn(page)).toEqual([])
  await page.getByRole('link', { name: 'Liste' }).click()
  await page.getByRole('list', { name: 'Liste' }).waitFor()
  expect(await violationsOn(page)).toEqual([])
  await page.getByRole('link', { name: 'Tableau' }).click()
  await page.getByRole('button', { name: 'Tout montrer' }).click()
  await expect.poll(() => cards().count()).toBe(250)
})

test('three gates are chosen by keyboard, looked at, and given a yes together', async () => {
  await page.getByRole('button', { name: /^À l’équipe/ }).click()
  await expect.poll(() => cards().count()).toBe(100)
  await page.getByRole('region', { name: 'Déménager' }).getByRole('link').first().focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await page.getByText('3 choisis').waitFor()
  await page.getByRole('button', { name: 'Donner le feu vert' }).click()
  const dialog = page.getByRole('dialog', { name: 'Donner le feu vert' })
  await expect.poll(() => dialog.getByText('Demander le transfert').count()).toBe(3)
  await dialog.getByRole('button', { name: 'Donner 3 feux verts' }).click()
  await dialog.getByText('3 faits').waitFor()
  await dialog.getByRole('button', { name: 'Fermer' }).last().click()
  await expect.poll(() => cards().count()).toBe(97)
})

test('what somebody else does shows by itself', async () => {
  const database = openDatabase(installation.env['PERMANENCE_DATABASE_URL'] ?? '')
  await runsOn(database).run({ domain: 'tout-neuf.example', stage: 'go' })
  await database.close()
  await card('tout-neuf.example').waitFor({ state: 'attached' })
})

test('nothing went wrong in the page meanwhile', () => {
  expect(opened.errors).toEqual([])
  expect(opened.foreign).toEqual([])
})
