import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SESSION_COOKIE } from '../../accounts/session.ts'
import { openDatabase, type Database } from '../../platform/db.ts'
import { migrate } from '../../platform/migrate.ts'
import { loadShipped } from '../../workflows/publishing/actions/load-shipped.ts'
import { violationsOn } from '../axe.ts'
import { startChromium } from '../chromium.ts'
import { migratedDatabase } from '../databases.ts'
import { deskOn } from '../desk.ts'
import { runsOn } from '../runs.ts'
import { served } from '../served.ts'

const UNLOCK = `
workflow: unlock
title: { fr: Ouvrir un compte fermé, en: Unlock an account }
start:
  - { name: email, type: email, label: { fr: Adresse du membre, en: The member’s address } }
steps:
  - { id: code, kind: form, title: { fr: Noter le code, en: Note the code }, why: { fr: Sans lui, en: Without it }, how: { fr: Demandez, en: Ask }, fields: [{ name: code, label: { fr: Code, en: Code }, type: secret }] }
  - { id: open, kind: task, title: { fr: Ouvrir le compte, en: Open the account }, why: { fr: Il attend, en: They wait }, how: { fr: Ouvrez, en: Open it } }
`
const SECRET = 'ZÈBRE-4711'

let browser: Browser
let database: Database
let web: Awaited<ReturnType<typeof served>>
let remove: () => Promise<void>
let page: Page
const errors: string[] = []

beforeAll(async () => {
  const empty = await migratedDatabase('sqlite')
  remove = empty.remove
  database = openDatabase(empty.url)
  await migrate(database)
  await loadShipped({ database, clock: () => new Date() })
  await runsOn(database).publish(UNLOCK)
  web = await served(database)
  const [boss, ticket] = [await web.agent('administrator', 'Alice Martin'), await deskOn(web, database).ticket({ subject: 'Tout a disparu' })]
  await web.agent('staff', 'Jules Rossi')
  browser = await startChromium()
  const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1440, height: 900 } })
  await context.addCookies([{ name: SESSION_COOKIE, value: boss.cookie.slice(SESSION_COOKIE.length + 1), url: web.url }])
  page = await context.newPage()
  page.on('pageerror', error => errors.push(error.message))
  await page.goto(`${web.url}/tickets/${ticket.id}`)
})

afterAll(async () => {
  await browser?.close()
  await web?.stop()
  await database?.close()
  await remove?.()
})

const now = () => page.locator('[aria-current=step]')
const button = (name: string) => now().getByRole('button', { name, exact: true })
const stands = (title: string | RegExp) => now().getByRole('heading', { name: title }).waitFor()
const proof = (words: string) => now().getByLabel('Ce qui le prouve').fill(words)

/** Starts one from the ticket by the keyboard, up to its own questions. */
async function begin(title: string) {
  await page.getByRole('heading', { name: 'Tout a disparu' }).waitFor()
  await page.keyboard.press('w')
  await page.getByRole('dialog').getByRole('button', { name: title }).press('Enter')
}

/** What axe says, and what a screen would have to be pushed sideways for. */
async function faults(colorScheme: 'light' | 'dark', [width, height]: readonly [number, number]): Promise<string[]> {
  await page.setViewportSize({ width, height })
  await page.emulateMedia({ colorScheme })
  const found = await violationsOn(page)
  if (await page.evaluate('document.documentElement.scrollWidth') !== width) found.push('too wide')
  return found
}
const [DESK, PHONE] = [[1440, 900], [390, 844]] as const

test('a restoration is led from its ticket: filled in, done, skipped with a reason, allowed', async () => {
  await begin('Restauration depuis une sauvegarde')
  await page.getByLabel('Identifiant du compte').fill('piedsausec')
  await page.getByLabel('Ce qui est perdu').selectOption('mail')
  await page.getByRole('button', { name: 'Commencer', exact: true }).click()

  await stands('Ce que vous avez perdu, et quand')
  expect([...await faults('dark', PHONE), ...await faults('light', DESK)]).toEqual([])
  await button('Le faire à sa place').click()
  await now().getByLabel('Quels fichiers').fill('La boîte contact')
  await now().getByLabel('Le dernier jour').fill('2026-11-20')
  await now().getByText('Oui', { exact: true }).click()
  await button('Valider').click()

  await stands(/Trouver la .*sauvegarde/)
  await now().getByText('20 novembre 2026').first().waitFor()
  await button('C’est fait').click()
  await now().getByRole('alert').waitFor()
  await proof('Celle du 20, sur borg2')
  await button('C’est fait').click()

  await stands('Restaurer à côté')
  await button('Passer l’étape').click()
  await now().getByLabel('Pourquoi passer cette étape').fill('Elle est petite')
  await button('Passer l’étape').click()

  await stands('Sauvegarder ce qui est en place')
  await proof('/srv/avant.tar')
  await page.keyboard.press('Control+Enter')

  await stands('Votre accord avant de remplacer')
  await button('Le faire à sa place').click()
  await now().getByText('Oui', { exact: true }).click()
  await button('Valider').click()

  await stands('Remplacer ce qui est en place')
  await now().getByText('Votre feu vert est attendu').waitFor()
  await button('Donner le feu vert').click()
  await stands('Remplacer par la sauvegarde')
})

test('it is handed over and cancelled on its page, which tells what happened', async () => {
  await page.getByRole('link', { name: 'Ouvrir le parcours piedsausec' }).click()
  const happened = page.getByRole('region', { name: 'Ce qui s’est passé' })
  await happened.getByText('Alice Martin a donné le feu vert').waitFor()
  await happened.getByText('Elle est petite').waitFor()
  expect([...await faults('light', PHONE), ...await faults('dark', DESK)]).toEqual([])

  await page.getByLabel('Suivi par').selectOption({ label: 'Jules Rossi' })
  await happened.getByText('Alice Martin a confié le parcours').waitFor()
  await now().getByText('On attend Jules').waitFor()
  await page.getByRole('button', { name: 'Annuler le parcours' }).click()
  await page.getByLabel('Pourquoi').fill('Tout est revenu')
  await page.getByRole('dialog').getByRole('button', { name: 'Annuler le parcours' }).click()
  await happened.getByText('Alice Martin a annulé le parcours').waitFor()
  await page.getByRole('banner').getByText('Annulé').waitFor()
})

test('a secret is sealed as it is sent, shown on demand, and each look is told', async () => {
  await page.getByRole('link', { name: 'Retour' }).click()
  await begin('Ouvrir un compte fermé')
  // The ticket knows whose it is.
  expect(await page.getByLabel('Adresse du membre').inputValue()).toBe('claire@pieds.example')
  await page.getByLabel('Adresse du membre').press('Enter')
  await page.getByRole('link', { name: 'Le voir' }).click()
  await stands('Noter le code')
  await now().getByLabel('Code').fill(SECRET)
  await button('Valider').click()
  await stands('Ouvrir le compte')
  expect(await page.content()).not.toContain(SECRET)
  expect(JSON.stringify(await database.reader('run_events').select('event'))).not.toContain(SECRET)

  await page.getByText('Noter le code').first().click()
  await page.getByRole('button', { name: 'Voir Code' }).click()
  await page.getByText(SECRET).waitFor()
  await page.getByRole('button', { name: 'Cacher' }).click()
  await page.getByText('Alice Martin a regardé un secret').waitFor()
  expect(await page.content()).not.toContain(SECRET)
  expect(errors).toEqual([])
})
