import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { violationsOn } from '../axe.ts'
import { startChromium } from '../chromium.ts'
import { openConsole, type OpenConsole } from '../console.ts'
import { startDovecot, type DovecotServer } from '../dovecot.ts'
import { prepareInstallation, type Installation } from '../installation.ts'

const NADIA = 'nadia@coop.example'

let browser: Browser
let dovecot: DovecotServer
let installation: Installation
let nadia: OpenConsole
let page: Page

beforeAll(async () => {
  [browser, dovecot] = await Promise.all([startChromium(), startDovecot()])
  installation = prepareInstallation()
  installation.addAgent(NADIA)
  for (const name of ['support', 'formulaire']) expect(installation.run(['mailbox', 'add', dovecot.url(name), '--name', name, '--address', `${name}@coop.example`, '--from', 'all'])).toMatchObject({ status: 0 })
  nadia = await openConsole(browser, (await installation.serve()).url, NADIA)
  page = nadia.page
})
afterAll(async () => {
  await nadia?.close()
  await installation?.remove()
  await browser?.close()
  await dovecot?.stop()
})

const mail = (parts: { from?: string, to: string, subject: string, id: string, answers?: string, text: string }) =>
  [`From: ${parts.from ?? 'Claire Vasseur <claire@asso.example>'}`, `To: ${parts.to}@coop.example`, `Subject: ${parts.subject}`, `Message-ID: <${parts.id}@asso.example>`, ...parts.answers ? [`In-Reply-To: <${parts.answers}@asso.example>`] : [], '', parts.text, ''].join('\r\n')
const list = () => page.getByRole('region', { name: 'Liste des tickets' })
const hint = () => page.locator('[data-double]')
const article = (text: string) => page.getByRole('article').filter({ hasText: text })

/** What axe says of the page, wide and narrow, light and dark. */
async function violations(): Promise<string[]> {
  const found: string[] = []
  for (const [colorScheme, width] of [['light', 1280], ['dark', 390]] as const) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 844 })
    await page.locator(colorScheme === 'dark' ? 'html.dark' : 'html:not(.dark)').waitFor()
    found.push(...(await violationsOn(page)).map(violation => `${colorScheme} ${violation}`))
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1280, height: 844 })
  return found
}

test('one question by two entrances is suggested as one, joined by one key, and separated again', async () => {
  dovecot.deliver('support', mail({ to: 'support', subject: 'Boîte pleine', id: 'q1', text: 'Bonjour, la boîte contact@piedsverts.example ne reçoit plus rien depuis ce matin : quota dépassé.' }))
  await list().getByRole('link', { name: 'Boîte pleine' }).click()
  await article('quota dépassé').waitFor()
  dovecot.deliver('formulaire', mail({ to: 'formulaire', subject: 'Quota dépassé', id: 'q2', text: 'La boîte contact@piedsverts.example est pleine et ne reçoit plus rien, quota dépassé.' }))
  await hint().waitFor()
  await expect.poll(() => list().getByText('peut-être en double').count()).toBe(2)
  expect(await hint().innerText()).toContain('Semble être la même question que')
  expect(await violations()).toEqual([])

  await page.keyboard.press('m')
  const told = page.getByText('Les deux tickets sont réunis dans')
  await told.waitFor()
  await article('est pleine').waitFor()
  await hint().waitFor({ state: 'detached' })
  await expect.poll(() => list().getByRole('link').count()).toBe(1)
  expect(await violations()).toEqual([])

  await page.getByRole('button', { name: 'Séparer', exact: true }).last().click()
  await told.waitFor({ state: 'detached' })
  await expect.poll(() => list().getByRole('link').count()).toBe(2)
  // Whoever separated them has said that they are two.
  expect(await hint().count()).toBe(0)
})

test('a message becomes a ticket of its own, answers to it follow, and it is put back', async () => {
  await page.getByText('1 autre ticket ouvert').click()
  dovecot.deliver('support', mail({ to: 'support', subject: 'Re: Boîte pleine', id: 'q3', answers: 'q1', text: 'Et autre chose : comment transférer notre domaine ?' }))
  await article('transférer notre domaine').waitFor()
  await article('transférer notre domaine').getByRole('button', { name: 'Actions sur le message' }).click()
  await page.getByRole('menuitem', { name: 'Séparer en un nouveau ticket…' }).click()
  await page.getByRole('dialog').getByText('1 message ira').waitFor()
  expect(await violations()).toEqual([])
  await page.getByLabel('Objet du nouveau ticket').fill('Transfert de domaine')
  await page.getByRole('dialog').getByRole('button', { name: 'Séparer', exact: true }).click()
  await page.getByText('1 message est maintenant dans').waitFor()
  await article('transférer notre domaine').waitFor({ state: 'detached' })

  dovecot.deliver('support', mail({ to: 'support', subject: 'Re: Boîte pleine', id: 'q4', answers: 'q3', text: 'Le domaine est piedsverts.example.' }))
  await list().getByRole('link', { name: 'Transfert de domaine' }).getByTitle('2 messages').waitFor()
  await page.getByRole('link', { name: 'Voir le ticket' }).click()
  await article('Le domaine est').waitFor()
  await page.getByRole('link', { name: 'a séparé ce ticket de' }).waitFor()
  expect(await violations()).toEqual([])

  await page.getByRole('button', { name: 'Remettre' }).click()
  await article('quota dépassé').waitFor()
  await article('Le domaine est').waitFor()
  await expect.poll(() => list().getByRole('link', { name: 'Transfert de domaine' }).count()).toBe(0)
  expect([nadia.errors, nadia.foreign]).toEqual([[], []])
})
