import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { StepView } from '../../../server/workflows/contract.ts'
import { NOW } from '../testing/given.ts'
import { field, run, runDetail, said, step } from '../testing/given-runs.ts'
import { refusal, serve } from '../testing/server.ts'
import { show } from '../testing/show.ts'
import RunPath from './RunPath.vue'

beforeEach(() => { vi.useFakeTimers({ now: NOW, toFake: ['Date', 'setInterval', 'clearInterval'] }) })
afterEach(() => { vi.useRealTimers() })

const answer = { run: run() }
async function open(steps: StepView[], { answers = {}, ...parts }: Partial<Parameters<typeof runDetail>[1]> & { answers?: Record<string, unknown>, compact?: boolean } = {}) {
  const server = serve(answers)
  const shown = await show(RunPath, { props: { detail: runDetail(steps, parts) }, may: ['runs:read', 'runs:work', 'runs:approve', 'runs:secrets'] })
  await flushPromises()
  const said = (act: string) => server.asked.filter(({ path }) => path === `/runs/4/${act}`).map(({ body }) => body)
  return { page: shown.wrapper, said, server }
}
const button = (page: VueWrapper, words: string) => page.findAll('button').find(one => one.text() === words || one.attributes('aria-label') === words)
async function press(page: VueWrapper, words: string) {
  const found = button(page, words)
  if (!found) throw new Error(`no button ${words}`)
  await (found.attributes('type') === 'submit' ? page.get(`form[id="${found.attributes('form') ?? ''}"], form`) : found).trigger(found.attributes('type') === 'submit' ? 'submit' : 'click')
  await flushPromises()
}
const task = (parts: Partial<StepView> = {}) => step('create', { title: said('Créer le compte'), state: 'asked', may: ['tick', 'skip'], ...parts })

test('the path is an ordered list: what is behind in a line, the current step open and said to be it, what comes by its name', async () => {
  const { page } = await open([
    step('ask', { title: said('Demander le nom'), state: 'done', since: NOW - 3_600_000, by: { kind: 'agent', name: 'Jules Rossi' }, results: [{ name: 'login', label: said('Identifiant'), value: said('camille') }] }),
    task({ why: said('Le membre attend son espace.'), how: said('Ouvrez https://panel.coop.example'), checked: said('Vous ouvrez une session.'), dueAt: NOW - 7_200_000 }),
    step('hello', { title: said('Souhaiter la bienvenue') }),
  ])
  const lines = page.findAll('ol[aria-label="Étapes du parcours"] > li')
  expect(lines.map(line => line.attributes('aria-current'))).toEqual([undefined, 'step', undefined])
  expect(lines[0]?.text()).toMatch(/Demander le nom.*aujourd’hui.*Jules.*camille/s)
  for (const words of ['C’est à vous', 'attendu depuis 2\u00a0heures', 'Le membre attend son espace.', 'Comment on vérifie', 'Vous ouvrez une session.']) expect(lines[1]?.text()).toContain(words)
  expect(lines[1]?.get('a').attributes('href')).toBe('https://panel.coop.example')
  expect(lines[2]?.text()).toContain('à venir')
})

test('a task is done with what shows it; without, it says what is missing and asks nothing', async () => {
  const { page, said } = await open([task({ evidence: 'needed' })], { answers: { 'POST /runs/4/tick': answer } })
  await press(page, 'C’est fait')
  expect(page.get('[role=alert]').text()).toContain('Il manque')
  expect(said('tick')).toEqual([])
  await page.get('textarea').setValue('compte 812')
  await press(page, 'C’est fait')
  expect(said('tick')).toEqual([{ path: 'create', round: 1, evidence: 'compte 812' }])
})

test('a step is skipped with a reason only', async () => {
  const { page, said: asked } = await open([task()], { answers: { 'POST /runs/4/skip': answer } })
  await press(page, 'Passer l’étape')
  expect(button(page, 'Passer l’étape')?.attributes('disabled')).toBeDefined()
  await page.get('textarea').setValue('inutile ici')
  await page.get('textarea').trigger('keydown', { key: 'Enter', ctrlKey: true })
  await flushPromises()
  expect(asked('skip')).toEqual([{ path: 'create', round: 1, reason: 'inutile ici' }])
})

test('before a go-ahead stands what is about to happen; what cannot be undone is marked', async () => {
  const plan = [{ path: 'ns', title: said('Basculer'), irreversible: true, lines: [{ name: 'après', value: said('ns1.coop.example') }] }]
  const { page, said: asked } = await open([step('go', { kind: 'gate', state: 'asked', plan, may: ['agree', 'decline'] })], { answers: { 'POST /runs/4/agree': answer } })
  expect(page.get('section[aria-label="Ce qui va se passer"]').text()).toMatch(/Basculer.*ne se défait pas.*après.*ns1\.coop\.example/s)
  expect(page.text()).toContain('Votre feu vert est attendu')
  await press(page, 'Donner le feu vert, sans retour possible')
  expect(asked('agree')).toEqual([{ path: 'go', round: 1 }])
})

test('a failure tells its cause, its cure and is tried again; a refusal is said', async () => {
  const failed = step('copy', { kind: 'action', mover: 'machine', state: 'failed', tries: 3, cause: { why: 'refused', says: 'Wrong password [535 Authentication failed]', words: { fr: 'Le mot de passe n’est pas le bon.', en: 'Wrong password' } }, may: ['retry'] })
  const { page } = await open([failed], { answers: { 'POST /runs/4/retry': refusal(409, 'conflict') } })
  for (const words of ['Refusé de l’autre côté', '3 essais', '535 Authentication failed', 'Corrigez']) expect(page.text()).toContain(words)
  await press(page, 'Réessayer')
  expect(page.get('[role=alert]').text()).toContain('la situation a changé')
})

test('the member’s form is filled in their place when asked for; its secret is sealed and unreadable', async () => {
  const form = step('code', { kind: 'form', mover: 'member', state: 'asked', may: ['fill'], fields: [field('code', { label: said('Code'), type: 'secret' }), field('site', { label: said('Un site ?'), type: 'yes', required: false })] })
  const { page, said: asked } = await open([form], { answers: { 'POST /runs/4/fill': answer } })
  expect(page.text()).toContain('On attend Claire')
  expect(page.find('input').exists()).toBe(false)
  await press(page, 'Le faire à sa place')
  expect(page.get('input').attributes('type')).toBe('password')
  expect(page.text()).toContain('Scellé dès l’envoi')
  await page.get('input').setValue('K7x99')
  await page.findAll('input[type=radio]')[1]?.setValue()
  await press(page, 'Valider')
  expect(asked('fill')).toEqual([{ path: 'code', round: 1, values: { code: 'K7x99', site: false } }])
})

test('a secret is shown when asked for, and hides itself after half a minute', async () => {
  const done = step('code', { state: 'done', secrets: [{ id: 9, label: said('Code de transfert'), destroyedAt: null }, { id: 10, label: said('Ancien'), destroyedAt: NOW - 60_000 }] })
  const { page } = await open([done], { answers: { 'POST /runs/4/secrets/9': { value: 'K7x99' } } })
  expect(page.text()).toContain('détruit')
  await press(page, 'Voir Code de transfert')
  expect(page.get('code').text()).toBe('K7x99')
  await vi.advanceTimersByTimeAsync(30_000)
  expect(page.text()).not.toContain('K7x99')
})

test('a long act and a look tell how far they are, politely', async () => {
  const acting = step('copy', { kind: 'action', mover: 'machine', state: 'acting', going: { done: 8214, of: 11_930, endsAt: NOW + 540_000, says: 'INBOX' } })
  const looking = step('check', { kind: 'probe', mover: 'machine', state: 'looking', every: 900_000, seen: { at: NOW, passed: false, says: '404' } })
  const { page } = await open([acting, looking])
  expect(page.get('[role=progressbar]').attributes('aria-valuenow')).toBe('69')
  expect(page.findAll('[aria-live=polite]').map(one => one.text().replace(/\s/g, ' '))).toEqual([expect.stringMatching(/8 214 sur 11 930 · fin prévue aujourd’hui, \d\d:\d\d · INBOX/), expect.stringContaining('404')])
  expect(page.text()).toMatch(/La machine vérifie toutes les 15\smin/)
})

test('items are counted, and each is opened on demand; one that has failed already is', async () => {
  const inner = (item: string, parts: Partial<StepView>) => step(`boxes/${item}/copy`, { within: 'boxes', item, title: said('Copier'), ...parts })
  const { page } = await open([step('boxes', { kind: 'each', state: 'open' }), inner('contact@', { state: 'acting', mover: 'machine' }), inner('claire@', { state: 'failed', mover: 'machine', cause: { why: 'remote', says: 'trop lent', words: null }, may: ['retry'] })])
  expect(page.text()).toMatch(/2 éléments.*1 arrêté.*1 en cours/s)
  expect(page.findAll('table th button').map(one => [one.text(), one.attributes('aria-expanded')])).toEqual([['claire@', 'true'], ['contact@', 'false']])
  expect(page.text()).toContain('trop lent')
})

test('a rehearsal says so', async () => {
  const { page } = await open([task()], { run: run({ rehearsal: true }) })
  expect(page.text()).toMatch(/Répétition\s: rien de tout cela n’est réel/)
})
