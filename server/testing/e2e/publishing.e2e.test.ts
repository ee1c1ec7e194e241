import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { violationsOn } from '../axe.ts'
import { startChromium } from '../chromium.ts'
import { openConsole, type OpenConsole } from '../console.ts'
import { startDovecot, type DovecotServer } from '../dovecot.ts'
import { prepareInstallation, type Installation } from '../installation.ts'
import { startSink, type Sink } from '../smtp-sink.ts'

const [LIST, BOSS, MAILBOX] = ['entraide@lists.coop.example', 'boss@coop.example', 'publishing']

let browser: Browser
let dovecot: DovecotServer
let sink: Sink
let installation: Installation
let open: OpenConsole
let page: Page

const box = () => page.getByRole('form', { name: 'Écrire sur ce ticket' })
const text = () => box().getByLabel('Réponse', { exact: true })
const choice = (name: string) => box().getByRole('radio', { name })
const said = (words: string) => page.getByRole('article').filter({ hasText: words })
const violations = () => violationsOn(page)

async function source(input: Record<string, unknown>) {
  const status = await page.evaluate(async body => (await fetch('/api/sources', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).status, { mustAuthenticate: false, ...input })
  expect(status).toBe(201)
}
const onList = (id: string, words: string) => [
  'Return-Path: <bounce+support==coop.example==entraide@lists.coop.example>', `X-Loop: ${LIST}`, 'List-Id: <entraide.lists.coop.example>', `List-Post: <mailto:${LIST}>`, 'Precedence: list',
  'From: Camille Martin <camille@free.example>', `To: ${LIST}`, 'Subject: [entraide] Certificat expiré', `Message-ID: <${id}@free.example>`, '', words, '',
].join('\r\n')
const onForum = () => [
  'From: Forum Asso <forum@asso.example>', 'To: support@coop.example', 'Subject: [New Post] Panne du FTP', 'Message-ID: <f1@asso.example>', 'X-phpBB-Origin: phpbb://forum.asso.example/', 'X-Mailer: phpBB3',
  '', 'Bonjour,', '', 'camille a répondu dans « Panne du FTP » :', 'https://forum.asso.example/viewtopic.php?f=2&t=7&p=12#p12', '',
].join('\r\n')

beforeAll(async () => {
  [browser, dovecot, sink] = await Promise.all([startChromium(), startDovecot(), startSink()])
  installation = prepareInstallation({ env: { PERMANENCE_SMTP_URL: sink.url } })
  installation.addAgent(BOSS)
  expect(installation.run(['mailbox', 'add', dovecot.url(MAILBOX), '--address', 'support@coop.example', '--sender-name', 'Support Coop', '--from', 'all'])).toMatchObject({ status: 0 })
  const { url } = await installation.serve()
  open = await openConsole(browser, url, BOSS)
  page = open.page
  await source({ name: 'Entraide', profile: 'sympa', address: LIST, account: 'support@coop.example', answersBy: 'mail' })
  await source({ name: 'Forum Asso', profile: 'phpbb', address: 'forum@asso.example', url: 'https://forum.asso.example', answersBy: 'hand' })
  dovecot.deliver(MAILBOX, onList('q', 'Mon certificat a expiré.'))
  await page.getByRole('link', { name: 'Certificat expiré' }).click()
  await said('Mon certificat a expiré.').waitFor()
})
afterAll(async () => {
  await open?.close()
  await installation?.remove()
  await Promise.all([sink?.stop(), browser?.close(), dovecot?.stop()])
})

test('the box says that everybody will read it; by the keyboard one chooses the member alone, or both', async () => {
  await page.keyboard.press('r')
  await box().getByText('Tout le monde sur la liste Entraide lira cette réponse.').waitFor()
  expect(await choice('Sur la liste Entraide').isChecked()).toBe(true)
  expect(await violations()).toEqual([])
  await choice('Sur la liste Entraide').focus()
  await page.keyboard.press('ArrowRight')
  await box().getByText('Camille Martin recevra ce mail').waitFor()
  await page.keyboard.press('ArrowRight')
  await box().getByText('Camille Martin la recevra aussi en privé.').waitFor()
})

test('it fits on a telephone, by day and by night', async () => {
  await page.setViewportSize({ width: 390, height: 800 })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await violations()).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
  }
  await page.setViewportSize({ width: 1280, height: 800 })
})

test('it leaves for the list and for the member, and says when the list has distributed it', async () => {
  await text().fill('Relancez certbot.')
  await box().getByRole('button', { name: 'Publier' }).click()
  await said('Relancez certbot.').getByRole('button', { name: 'Envoyer maintenant' }).click()
  await expect.poll(() => sink.mails.map(({ to }) => to[0]).sort()).toEqual(['camille@free.example', LIST])
  const post = sink.mails.find(({ to }) => to[0] === LIST)
  dovecot.deliver(MAILBOX, `X-Loop: ${LIST}\r\nList-Id: <entraide.lists.coop.example>\r\nPrecedence: list\r\n${post?.raw}`)
  await said('Relancez certbot.').getByText('Distribué sur Entraide').waitFor()
})

test('what a forum takes by hand only is ready to be pasted, and is said to be done', async () => {
  dovecot.deliver(MAILBOX, onForum())
  await page.getByRole('link', { name: 'Panne du FTP' }).click()
  await page.getByRole('heading', { name: 'Panne du FTP' }).waitFor()
  await box().locator('textarea').waitFor()
  await page.keyboard.press('r')
  await box().getByText('vous la publierez vous-même').waitFor()
  expect(await choice('En privé').isDisabled()).toBe(true)
  await text().fill('Le FTP est rétabli.')
  await box().getByRole('button', { name: 'Préparer' }).click()
  const card = said('Le FTP est rétabli.')
  await card.getByRole('button', { name: 'Copier le texte' }).waitFor()
  expect(await card.getByRole('link', { name: 'Ouvrir Forum Asso' }).getAttribute('href')).toContain('https://forum.asso.example/viewtopic.php')
  expect(await violations()).toEqual([])
  await card.getByRole('button', { name: 'C’est publié' }).click()
  await card.getByText('Envoyé').waitFor()
  expect(sink.mails).toHaveLength(2)
  expect([open.errors, open.foreign]).toEqual([[], []])
})
