import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase, type Database } from '../../platform/db.ts'
import type { RunDetail } from '../../workflows/contract.ts'
import { violationsOn } from '../axe.ts'
import { startChromium } from '../chromium.ts'
import { openConsole, type OpenConsole } from '../console.ts'
import { given } from '../given.ts'
import { prepareInstallation, type Installation } from '../installation.ts'
import { memberPageOn, type MemberPage } from '../member-page.ts'

// The mail with Gandi's link is followed by nobody: a .fr waits for its eight days.
const DOMAIN = 'good-patient-fanfare.fr'
const SECRET = 'ZÈBRE-4711'
const DAY_MS = 86_400_000
/** What is due so soon is waited for; for what comes later the clock leaps. */
const SOON_MS = 1000

let browser: Browser
let installation: Installation
let database: Database
let url: string
let agent: OpenConsole
let staff: OpenConsole
beforeAll(async () => {
  installation = prepareInstallation()
  installation.addAgent('nadia@coop.example')
  installation.addAgent('jules@coop.example', 'staff')
  database = openDatabase(installation.env['PERMANENCE_DATABASE_URL'] ?? '')
  const [served, started] = await Promise.all([installation.serve('--workers', 'feed,jobs,timers'), startChromium()])
  url = served.url
  browser = started
  const opened = await Promise.all(['nadia@coop.example', 'jules@coop.example'].map(email => openConsole(browser, url, email)))
  agent = opened[0] as OpenConsole
  staff = opened[1] as OpenConsole
  for (const { page } of opened) await page.setViewportSize({ width: 1440, height: 900 })
})
afterAll(async () => {
  await browser?.close()
  await database?.close()
  await installation?.remove()
})

/** From the ticket of a member, with a key. */
async function start(): Promise<number> {
  const { page } = agent
  const ticket = await given(database).ticket({ requester_address: 'claire@pieds.example', requester_name: 'Claire Vasseur', subject: 'Quitter Gandi', version: 1 })
  await given(database).message({ ticket_id: ticket.id, from_address: 'claire@pieds.example', from_name: 'Claire Vasseur', version: 1 })
  await page.goto(`${url}/tickets/${ticket.id}`)
  await page.getByRole('heading', { name: 'Quitter Gandi' }).waitFor()
  await page.keyboard.press('w')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'De Gandi à la coopérative' }).click()
  await dialog.getByLabel('Domaine', { exact: true }).fill(DOMAIN)
  await dialog.getByLabel('Ce qui vient chez nous').selectOption('all')
  await dialog.getByLabel('Répétition').check()
  await dialog.getByRole('button', { name: 'Commencer la répétition' }).click()
  await page.getByRole('link', { name: 'Le voir' }).click()
  await page.getByRole('heading', { name: DOMAIN, level: 1 }).waitFor()
  return Number(page.url().split('/').at(-1))
}

async function opensOnPhone(): Promise<MemberPage> {
  const address = await agent.page.getByRole('link', { name: 'L’ouvrir' }).getAttribute('href') ?? ''
  const phone = await browser.newContext({ locale: 'fr-FR', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  // It is served elsewhere than it will be.
  const member = memberPageOn(await phone.newPage(), url + new URL(address).pathname)
  await member.open()
  return member
}

type Story = { id: number, member: MemberPage }

const detailOf = async (id: number) => await (await agent.page.request.get(`${url}/api/runs/${id}`)).json() as RunDetail
const step = ({ steps }: RunDetail, path: string) => steps.find(one => one.path === path)
const asked = (detail: RunDetail, of: 'member' | 'agent') => detail.steps.find(({ state, mover }) => state === 'asked' && mover === of)

async function isBusy(id: number): Promise<boolean> {
  const now = Date.now()
  const job = await database.reader('jobs').where({ run_id: id }).where('due_at', '<=', now + SOON_MS).first('id')
  const wakes = await database.reader('runs').where({ id }).where('wake_at', '<=', database.reader.raw('? + ahead_ms', [now])).first('id')
  return job !== undefined || wakes !== undefined
}

/** The run once it needs somebody, or a date that is not near. */
async function settled(id: number): Promise<RunDetail> {
  await expect.poll(async () => await isBusy(id) ? 'busy' : 'settled').toBe('settled')
  const detail = await detailOf(id)
  expect(detail.steps.flatMap(({ path, state, cause }) => state === 'failed' ? [`${path}: ${cause?.says ?? ''}`] : [])).toEqual([])
  return detail
}

/** Nine days are seven and two: each leap is asked for on the page of the run. */
async function leap(days: 1 | 7) {
  const done = agent.page.waitForResponse(response => response.url().endsWith('/leap'))
  await agent.page.getByRole('button', { name: days === 1 ? '1 jour' : '7 jours', exact: true }).click()
  expect((await done).status()).toBe(200)
}

/** What somebody of the team is asked, on the page of the run. */
async function answerAsAgent() {
  const now = agent.page.locator('[aria-current=step]')
  const done = agent.page.waitForResponse(response => /\/(?:agree|tick|fill)$/.test(response.url()))
  const act = now.getByRole('button', { name: /^(?:Donner le feu vert|C’est fait|Valider)/ })
  await act.waitFor()
  for (const field of await now.locator('textarea, input').all()) await field.fill('Fait')
  await act.click()
  expect((await done).status()).toBe(200)
}

/** Until that step has begun, or all is over, everybody does what they are asked; while nobody is, the days pass. */
async function reach(path: string, { id, member }: Story): Promise<RunDetail> {
  for (let moves = 0; moves < 90; moves++) {
    const detail = await settled(id)
    if (detail.run.endedAt !== null || (step(detail, path)?.state ?? 'pending') !== 'pending') return detail
    if (asked(detail, 'member')) {
      await member.open()
      await member.answer({ code: SECRET, password: SECRET })
    }
    else if (asked(detail, 'agent')) await answerAsAgent()
    else await leap(1)
  }
  throw new Error(`${path} was not reached`)
}

const phaseOnBoard = (title: string) => staff.page.getByRole('region', { name: title }).getByRole('link', { name: DOMAIN })

/** A go-ahead as it is given to many at once, though there is but one. */
async function agreeOnBoard() {
  const { page } = staff
  await page.locator('[data-run]').getByRole('checkbox').click()
  await page.getByRole('button', { name: 'Donner le feu vert', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Donner le feu vert' })
  await dialog.getByRole('listitem').first().waitFor()
  // What is unusual is ticked by hand.
  for (const box of await dialog.getByRole('checkbox').all()) if (!await box.isChecked()) await box.click()
  await dialog.getByRole('button', { name: /^Donner 1 feu/ }).click()
  await dialog.getByText('1 fait', { exact: true }).waitFor()
  await dialog.getByRole('button', { name: 'Fermer' }).last().click()
}

const dayInFrench = (at: number) => new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', day: 'numeric', month: 'long' }).format(at)

/** The eight days of a .fr: named beforehand, not shortened, and over after nine. */
async function waitsForGandi({ id, member }: Story, detail: RunDetail) {
  const until = Date.parse(step(detail, 'order')?.results.find(({ name }) => name === 'until')?.value.fr ?? '')
  const ordered = step(detail, 'order')?.since ?? 0
  expect([until > ordered + 7 * DAY_MS, until < ordered + 11 * DAY_MS]).toEqual([true, true])
  await member.open()
  const waiting = member.page.locator('.stands')
  await waiting.getByText('Vous n’avez rien à faire').waitFor()
  expect(await waiting.innerText()).toMatch(new RegExp(`${dayInFrench(until).replace(' ', '\\s')}.*au plus tard`))
  expect(await violationsOn(member.page)).toEqual([])

  await leap(7)
  expect(step(await settled(id), 'arrived')?.state).toBe('looking')
  await leap(1)
  await settled(id)
  await leap(1)
  expect(step(await settled(id), 'arrived')?.state).toBe('done')
}

/** What must be so once all is over. */
async function isOver({ id, member }: Story, detail: RunDetail) {
  expect([detail.run.standing, detail.run.done]).toEqual(['finished', detail.run.of])
  await member.open()
  await member.page.getByText('C’est terminé').waitFor()
  const forGood = detail.steps.filter(({ irreversible, state }) => irreversible && state === 'done').map(({ path }) => path)
  const events = await database.reader('run_events').where({ run_id: id }).select<{ type: string, event: string }[]>('type', 'event')
  const acted = events.filter(({ type }) => type === 'acted').map(({ event }) => (JSON.parse(event) as { path: string }).path)
  expect(forGood).toContain('order')
  expect(forGood.map(path => acted.filter(one => one === path).length)).toEqual(forGood.map(() => 1))
  const outside = readFileSync(join(installation.env['PERMANENCE_DATA_DIR'] ?? '', 'rehearsals', 'worlds', `${id}.json`), 'utf8')
  expect((JSON.parse(outside) as { registrar: { orders: unknown[] } }).registrar.orders).toHaveLength(1)

  const sealed = await database.reader('run_secrets').where({ run_id: id }).pluck('sealed')
  expect([sealed.length > 0, sealed.filter(one => one !== null)]).toEqual([true, []])
  const { progress } = await database.reader('runs').where({ id }).first<{ progress: string }>('progress')
  expect(JSON.stringify([events, progress, outside])).not.toContain(SECRET)
  // A rehearsal writes to nobody.
  expect(await database.reader('outbox').pluck('subject')).toEqual([])
}

test('a domain comes from Gandi: an agent, its member on a phone, the board, and a clock that leaps nine days', async () => {
  const id = await start()
  await staff.page.goto(`${url}/parcours?workflow=gandi-transfer&rehearsal=with`)
  await phaseOnBoard('Accord').waitFor()
  await staff.page.evaluate('window.isStill = true')
  await settled(id)
  const member = await opensOnPhone()
  const story = { id, member }
  expect(await violationsOn(member.page)).toEqual([])
  await member.answer()
  await phaseOnBoard('Préparation').waitFor()

  await reach('switch', story)
  await phaseOnBoard('Bascule').waitFor()
  await agreeOnBoard()
  const ordered = await reach('arrived', story)
  await phaseOnBoard('Transfert').waitFor()
  await waitsForGandi(story, ordered)
  await isOver(story, await reach('', story))

  await agent.page.getByRole('banner').getByText('Terminé').waitFor()
  await expect.poll(() => staff.page.locator('[data-run]').count()).toBe(0)
  expect(await staff.page.evaluate('window.isStill')).toBe(true)
  await staff.page.goto(`${url}/parcours?view=list&rehearsal=with&ended=with`)
  await staff.page.locator('[data-run]').filter({ hasText: DOMAIN }).getByText('Terminé').waitFor()
  expect([agent.errors, agent.foreign, staff.errors, staff.foreign, member.faults]).toEqual([[], [], [], [], []])
})
