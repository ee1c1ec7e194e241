import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { violationsOn } from '../axe.ts'
import { startChromium } from '../chromium.ts'
import { openConsole, type OpenConsole } from '../console.ts'
import { startDovecot, type DovecotServer } from '../dovecot.ts'
import { prepareInstallation, type Installation } from '../installation.ts'

const [BOSS, MAILBOX] = ['boss@coop.example', 'composing']

let browser: Browser
let dovecot: DovecotServer
let installation: Installation
let open: OpenConsole
let page: Page
let url: string

const violations = () => violationsOn(page)
const button = (name: string | RegExp) => page.getByRole('button', { name })
const field = (name: string) => page.getByLabel(name, { exact: true })
const saved = () => page.getByText('Enregistré', { exact: true }).waitFor()

beforeAll(async () => {
  [browser, dovecot] = await Promise.all([startChromium(), startDovecot()])
  installation = prepareInstallation()
  installation.addAgent(BOSS)
  expect(installation.run(['mailbox', 'add', dovecot.url(MAILBOX), '--address', 'support@coop.example', '--from', 'all'])).toMatchObject({ status: 0 })
  url = (await installation.serve()).url
  dovecot.deliver(MAILBOX, 'From: Zoé Membre <zoe@asso.example>\r\nTo: support@coop.example\r\nSubject: Nous voulons un compte\r\nMessage-ID: <c1@asso.example>\r\n\r\nBonjour, nous sommes une petite association.\r\n')
  open = await openConsole(browser, url, BOSS)
  page = open.page
})
afterAll(async () => {
  await open?.close()
  await installation?.remove()
  await Promise.all([browser?.close(), dovecot?.stop()])
})

/** Adds a step by the keyboard alone: the kind has the focus, then its title. */
async function add(kind: string, title: string) {
  if (!await button(new RegExp(`^${kind} `)).isVisible()) {
    await button('Ajouter une étape').focus()
    await page.keyboard.press('Enter')
  }
  await button(new RegExp(`^${kind} `)).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type(title)
}

test('four steps are composed from nothing by somebody who has never seen YAML', async () => {
  await page.goto(`${url}/reglages/parcours`)
  await page.getByRole('link', { name: 'Nouveau compte d’un membre' }).waitFor()
  expect(await violations()).toEqual([])
  await button('Nouvelle liste d’étapes').click()
  await field('Titre').fill('Accueillir une association')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Les étapes, dans l’ordre' }).waitFor()
  await add('Quelque chose à faire', 'Vérifier l’adhésion')
  await field('Pourquoi on le fait').fill('Les statuts le demandent.')
  await add('Demander des renseignements', 'Noter leurs souhaits')
  await field('Question').fill('Combien de boîtes ?')
  await add('Feu vert', 'Ouvrir le compte')
  await add('Quelque chose à faire', 'Leur souhaiter la bienvenue')
  await saved()
  expect(await violations()).toEqual([])
  await page.getByRole('complementary', { name: 'Aperçu du parcours' }).getByText('Quand on en est à « Leur souhaiter la bienvenue »').waitFor()
})

test('the order is changed by dragging, and what is deleted comes back', async () => {
  const titles = () => page.getByRole('heading', { level: 3 }).getByRole('button').allTextContents()
  await button(/Étape 4/).click()
  const [from, to] = await Promise.all(['4', '1'].map(number => button(new RegExp(`^Déplacer l’étape ${number}`)).boundingBox()))
  if (!from || !to) throw new Error('There are no grips')
  await page.mouse.move(from.x + 10, from.y + 10)
  await page.mouse.down()
  await page.mouse.move(to.x + 10, to.y - 8, { steps: 8 })
  await page.mouse.up()
  await expect.poll(async () => (await titles())[0]).toContain('Leur souhaiter la bienvenue')
  await button(/^Déplacer l’étape 1/).focus()
  for (let place = 0; place < 3; place++) await page.keyboard.press('ArrowDown')
  await expect.poll(async () => (await titles())[3]).toContain('Leur souhaiter la bienvenue')
  await button(/Étape 1/).click()
  await button('Supprimer').click()
  await button('Annuler').click()
  await expect.poll(async () => (await titles())[0]).toContain('Vérifier l’adhésion')
})

test('it fits on a telephone, by night too', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  expect(await violations()).toEqual([])
  await button('Aperçu').click()
  await page.getByText('le membre', { exact: true }).click()
  await page.getByText('Votre démarche').waitFor()
  expect(await violations()).toEqual([])
  await button('Étapes').click()
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1280, height: 800 })
})

test('it is published, started on a ticket and ticked through', async () => {
  await saved()
  await button('Publier').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('On pourra la commencer sur un ticket dès maintenant.').waitFor()
  expect(await violations()).toEqual([])
  await dialog.getByRole('button', { name: 'Publier' }).click()
  await dialog.getByText('C’est publié').waitFor()
  await dialog.getByRole('button', { name: 'Fermer' }).last().click()
  await page.goto(url)
  await page.getByRole('link', { name: 'Nous voulons un compte' }).click()
  await button('Autres actions').click()
  await page.getByRole('menuitem', { name: 'Commencer un parcours' }).click()
  await dialog.getByRole('button', { name: /^Accueillir une association/ }).click()
  await dialog.getByRole('button', { name: 'Commencer', exact: true }).click()
  await page.getByRole('link', { name: 'Le voir' }).click()
  await page.getByText('Les statuts le demandent.').waitFor()
  expect(await violations()).toEqual([])
  await button('C’est fait').click()
  await field('Combien de boîtes ?').fill('3')
  await button('Valider').click()
  await button('Donner le feu vert').click()
  await page.getByRole('heading', { name: 'Leur souhaiter la bienvenue' }).waitFor()
  await button('C’est fait').click()
  await page.getByText('Terminé').first().waitFor()
  expect([open.errors, open.foreign]).toEqual([[], []])
})
