import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violationsOn } from '../axe.ts'
import { startChromium } from '../chromium.ts'
import { openConsole, type OpenConsole } from '../console.ts'
import { migratedDatabase } from '../databases.ts'
import { startDovecot, type DovecotServer } from '../dovecot.ts'
import { agentPassword, prepareInstallation, type Installation } from '../installation.ts'
import { startSink, type Sink } from '../smtp-sink.ts'

const SUBJECT = 'Quota dépassé'
const [NADIA, JULES] = ['nadia@coop.example', 'jules@coop.example']

let browser: Browser
let dovecot: DovecotServer
beforeAll(async () => {
  [browser, dovecot] = await Promise.all([startChromium(), startDovecot()])
})
afterAll(async () => {
  await browser.close()
  await dovecot.stop()
})

const box = (page: Page) => page.getByRole('form', { name: 'Écrire sur ce ticket' })
const answer = (page: Page) => box(page).getByLabel('Réponse', { exact: true })
const said = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text })
describe.each(['sqlite', 'mysql'] as const)('two agents on one ticket (%s)', (engine) => {
  let installation: Installation
  let sink: Sink
  let nadia: OpenConsole
  let jules: OpenConsole
  let page: Page
  let other: Page
  let removeDatabase: () => Promise<unknown>
  const mailbox = `answering-${engine}`

  beforeAll(async () => {
    sink = await startSink()
    const database = await migratedDatabase(engine)
    removeDatabase = database.remove
    installation = prepareInstallation({ databaseUrl: database.url, env: { PERMANENCE_SMTP_URL: sink.url } })
    for (const [email, name] of [[NADIA, 'Nadia Benali'], [JULES, 'Jules Perrin']]) {
      expect(installation.run(['agent', 'add', '--email', email, '--name', name, '--role', 'staff', '--password-stdin'].map(String), agentPassword)).toMatchObject({ status: 0 })
    }
    expect(installation.run(['mailbox', 'add', dovecot.url(mailbox), '--address', 'support@coop.example', '--sender-name', 'Support Coop', '--from', 'all'])).toMatchObject({ status: 0 })
    const { url } = await installation.serve()
    dovecot.deliver(mailbox, `From: Claire Vasseur <claire@asso.example>\r\nTo: support@coop.example\r\nSubject: ${SUBJECT}\r\nMessage-ID: <quota@asso.example>\r\n\r\nNous ne recevons plus rien.\r\n`)
    nadia = await openConsole(browser, url, NADIA)
    jules = await openConsole(browser, url, JULES)
    page = nadia.page
    other = jules.page
    for (const one of [page, other]) {
      await one.getByRole('link', { name: SUBJECT }).click()
      await said(one, 'Nous ne recevons plus rien.').waitFor()
    }
  })
  afterAll(async () => {
    await Promise.all([nadia?.close(), jules?.close()])
    await installation?.remove()
    await sink?.stop()
    await removeDatabase?.()
  })

  test('each sees that the other is there, and when they write', async () => {
    await page.getByText('Jules lit').waitFor()
    await other.keyboard.press('r')
    await answer(other).fill('Je regarde.')
    await page.getByText('Jules écrit').waitFor()
    await page.keyboard.press('r')
    await page.getByText('Jules est en train d’écrire sur ce ticket.').waitFor()
  })

  test('the box says who will read the answer, and axe finds nothing to say about it', async () => {
    await box(page).getByText('Claire Vasseur recevra ce mail, de Support Coop <support@coop.example>.').waitFor()
    await answer(page).fill('Bonjour Claire, un instant.')
    expect(await violationsOn(page)).toEqual([])
  })

  test('what was begun is there again after a reload', async () => {
    await box(page).getByText('Enregistré', { exact: true }).waitFor()
    await page.reload()
    await expect.poll(() => box(page).locator('textarea').inputValue()).toBe('Bonjour Claire, un instant.')
  })

  test('an answer is held for ten seconds, and can be taken back until then', async () => {
    await other.keyboard.press('Control+Enter')
    await said(other, 'Je regarde.').getByText('Part dans').waitFor()
    await other.keyboard.press('z')
    await said(other, 'Je regarde.').waitFor({ state: 'detached' })
    await expect.poll(() => answer(other).inputValue()).toBe('Je regarde.')
    expect(sink.mails).toEqual([])
  })

  test('an answer that somebody overtook is refused with what is new, keeps its words, and can be sent all the same', async () => {
    await answer(page).focus()
    await other.keyboard.press('Control+Enter')
    await said(page, 'Je regarde.').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('alert').filter({ hasText: 'le ticket a continué' }).getByText('Réponse de Jules Perrin').waitFor()
    expect(await answer(page).inputValue()).toBe('Bonjour Claire, un instant.')
    await page.getByRole('button', { name: 'Envoyer quand même' }).click()
    // On a busy machine its ten seconds may be over before anybody looks.
    await said(page, 'Bonjour Claire, un instant.').getByText(/Part dans|Envoyé/).waitFor()
  })

  test('both leave when their time is over, once, to whom it was said', async () => {
    await expect.poll(() => sink.mails.length).toBe(2)
    expect(sink.mails.map(({ to }) => to)).toEqual([['claire@asso.example'], ['claire@asso.example']])
    await said(page, 'Bonjour Claire, un instant.').getByText('Envoyé').waitFor()
    await said(page, 'Je regarde.').getByText('Envoyé').waitFor()
  })

  test('somebody else is asked beside the conversation', async () => {
    await page.keyboard.press('a')
    await box(page).getByLabel('À', { exact: true }).last().fill('Gandi <aide@gandi.example>')
    await box(page).getByLabel('Objet').fill('Un transfert')
    await box(page).getByLabel('Question', { exact: true }).fill('Pourquoi est-il refusé ?')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('region', { name: 'Demandé à Gandi' }).getByText('le membre ne voit rien de ceci').waitFor()
    await page.getByRole('button', { name: 'Envoyer maintenant' }).click()
    await expect.poll(() => sink.mails.at(-1)?.to).toEqual(['aide@gandi.example'])
  })

  test('a ticket is opened for whoever telephoned, and merged with the one there was', async () => {
    await page.keyboard.press('+')
    const dialog = page.getByRole('dialog', { name: 'Nouveau ticket' })
    await dialog.getByLabel('Son adresse électronique').fill('claire@asso.example')
    await dialog.getByLabel('Objet').fill('A rappelé pour son quota')
    await dialog.getByText('Une note seulement').click()
    await dialog.getByLabel('Note pour l’équipe').fill('Elle s’inquiète.')
    await dialog.getByRole('button', { name: 'Ouvrir le ticket' }).click()
    await said(page, 'Elle s’inquiète.').waitFor()
    await page.getByRole('button', { name: 'Autres actions' }).click()
    await page.getByRole('menuitem', { name: 'Fusionner dans' }).click()
    await page.getByRole('dialog').getByRole('button', { name: SUBJECT }).click()
    await page.getByRole('button', { name: 'Fusionner', exact: true }).click()
    await page.getByText('a été fusionné ici').waitFor()
    await said(page, 'Elle s’inquiète.').waitFor()
    await page.getByRole('button', { name: 'Séparer' }).click()
    await page.getByRole('heading', { name: 'A rappelé pour son quota' }).waitFor()
  })

  test('nothing went wrong in the pages meanwhile', () => {
    expect([...nadia.errors, ...jules.errors]).toEqual([])
    expect([...nadia.foreign, ...jules.foreign]).toEqual([])
  })
})
