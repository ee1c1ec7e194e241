import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase, type Database } from '../../platform/db.ts'
import { migrate } from '../../platform/migrate.ts'
import { signerOf } from '../../platform/signing.ts'
import { tellRun } from '../../workflows/runs/actions/tell.ts'
import { memberUrl } from '../../workflows/runs/member-key.ts'
import { violationsOn } from '../axe.ts'
import { startChromium } from '../chromium.ts'
import { migratedDatabase } from '../databases.ts'
import { given } from '../given.ts'
import { WELCOME } from '../member-runs.ts'
import { runsOn } from '../runs.ts'
import { served, testSecrets } from '../served.ts'

const PHONE: BrowserContextOptions = { locale: 'fr-FR', viewport: { width: 390, height: 844 } }

let browser: Browser
let database: Database
let web: Awaited<ReturnType<typeof served>>
let remove: () => Promise<void>
let runId = 0
const foreign: string[] = []

beforeAll(async () => {
  const empty = await migratedDatabase('sqlite')
  remove = empty.remove
  database = openDatabase(empty.url)
  await migrate(database)
  web = await served(database)
  await given(database).mailbox({ from_address: 'aide@coop.example', from_name: 'Aide Coop' })
  const runs = runsOn(database)
  await runs.publish(WELCOME)
  runId = await runs.run({ stage: 'survey', workflow: 'welcome', domain: 'pieds-dans-l-herbe.example', ticketId: (await given(database).ticket()).id })
  browser = await startChromium()
})

afterAll(async () => {
  await browser?.close()
  await web?.stop()
  await database?.close()
  await remove?.()
})

const url = () => memberUrl(runId, { baseUrl: web.url, signer: signerOf(testSecrets.signingKey) })

async function opened(options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ ...PHONE, ...options })
  const page = await context.newPage()
  page.on('request', request => void (request.url().startsWith(web.url) || foreign.push(request.url())))
  await page.goto(url())
  return page
}

/** What axe says, and what the phone would have to be pushed sideways for. */
async function faults(colorScheme: 'light' | 'dark'): Promise<string[]> {
  const page = await opened({ colorScheme })
  const found = await violationsOn(page)
  if (await page.evaluate('document.documentElement.scrollWidth') !== 390) found.push('too wide')
  await page.context().close()
  return found
}

const tell = (path: string) => database.transaction(db => tellRun({ db, now: new Date(), actor: { kind: 'system', name: 'test' } }, runId, { type: 'ticked', path, evidence: '' }))

test('a member does what is asked of them on a phone, without JavaScript', async () => {
  expect([...await faults('light'), ...await faults('dark')]).toEqual([])
  const page = await opened({ javaScriptEnabled: false })
  await page.getByLabel('Nom de l’association').fill('Les Pieds')
  await page.getByLabel('Une autre adresse').fill('claire@pieds')
  await page.getByLabel('Combien de boîtes').fill('trois')
  await page.getByLabel('Le jour').fill('2027-01-04')
  await page.getByLabel('Oui').check()
  await page.getByLabel('Petite').check()
  await page.getByLabel('Code de transfert').fill('MOT-SECRET')
  await page.getByRole('button', { name: 'Envoyer' }).click()

  // What was typed is still there, what is wrong stands beside it, and the page is at the place.
  await page.getByText('Il reste 2\u00A0points à revoir').waitFor()
  expect(page.url()).toContain('#q0')
  expect([await page.getByLabel('Combien de boîtes').inputValue(), await page.getByLabel('Le jour').inputValue(), await page.getByLabel('Code de transfert').inputValue()]).toEqual(['trois', '2027-01-04', ''])
  expect(await page.getByLabel('Petite').isChecked()).toBe(true)
  await page.getByLabel('Une autre adresse').fill('claire@posteo.example')
  await page.getByLabel('Combien de boîtes').fill('3')
  await page.getByLabel('Code de transfert').fill('MOT-SECRET')
  await page.getByRole('button', { name: 'Envoyer' }).click()

  await page.getByText('Merci, c’est bien noté.').waitFor()
  expect(page.url()).toContain('#top')
  expect(await page.content()).not.toContain('MOT-SECRET')
  await page.getByRole('button', { name: 'C’est fait' }).click()
  await page.getByText('Vous n’avez rien à faire').waitFor()
  expect(await faults('dark')).toEqual([])

  for (const index of [0, 1, 2]) await tell(`copies/${index}/copy`)
  await page.reload()
  await page.getByText('on ne pourra pas revenir en arrière').waitFor()
  expect(await faults('light')).toEqual([])
  await page.getByRole('button', { name: 'Oui, allez-y' }).click()
  await page.getByText('Merci, nous nous y mettons.').waitFor()
  expect((await database.reader('run_events').where({ run_id: runId, actor: 'member' }).orderBy('number').pluck('type'))).toEqual(['filled', 'ticked', 'agreed'])

  await page.getByRole('link', { name: 'English' }).click()
  await page.getByText('You have nothing to do').waitFor()
  expect(foreign).toEqual([])
})
