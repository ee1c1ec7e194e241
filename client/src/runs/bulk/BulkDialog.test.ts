import { flushPromises } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { field, said } from '../../testing/given-runs.ts'
import { refusal, serve } from '../../testing/server.ts'
import { show } from '../../testing/show.ts'
import BulkButton from './BulkButton.vue'
// Loaded with the test, as it is fetched when it is asked for.
import './BulkDialog.vue'

const workflow = { name: 'move', version: 1, title: said('Déménager un domaine'), about: null, start: [field('domain')], steps: 3, phases: [] }
const told = (parts: object) => ({ lines: 2, good: 2, problems: [], started: [], ...parts })
const problem = { line: 3, name: 'domain', says: said('Une réponse est nécessaire.') }

async function open(answers: Record<string, unknown>) {
  const server = serve({ 'GET /workflows': { workflows: [workflow] }, ...answers })
  const { wrapper } = await show(BulkButton, { may: ['runs:work'] })
  await wrapper.get('button').trigger('click')
  await expect.poll(() => document.querySelector('#bulk')).toBeTruthy()
  const enter = async (selector: string, value: string, event: string) => {
    const element = document.querySelector<HTMLTextAreaElement>(selector)!
    element.value = value
    element.dispatchEvent(new Event(event))
    await flushPromises()
  }
  await flushPromises()
  await enter('#bulk select', 'move', 'change')
  await enter('#bulk textarea', 'domain\na.example\n', 'input')
  const submit = async () => { document.querySelector('#bulk')?.dispatchEvent(new Event('submit', { cancelable: true })); await flushPromises() }
  return { submit, tick: async (index: number) => { document.querySelectorAll<HTMLInputElement>('#bulk input[type=checkbox]')[index]?.click(); await flushPromises() }, bodies: () => server.asked.filter(({ path }) => path === '/runs/bulk').map(({ body }) => body as Record<string, unknown>), text: () => document.querySelector('[role=dialog]')?.textContent ?? '' }
}

test('a table is looked through, then started under the same name, and what became of each line is told', async () => {
  const { submit, bodies, text } = await open({ 'POST /runs/bulk': ({ body }: { body: { start?: boolean } }) => told(body.start ? { started: [{ line: 2, runId: 11 }, { line: 3, runId: 12 }] } : {}) })
  await submit()
  expect(text()).toContain('2 lignes sont prêtes')
  await submit()
  const [looked, started] = bodies()
  expect([looked?.['start'], started?.['start'], looked?.['batch'] === started?.['batch']]).toEqual([undefined, true, true])
  expect([...document.querySelectorAll('[role=dialog] li a')].map(link => link.getAttribute('href'))).toEqual(['/parcours/11', '/parcours/12'])
})

test('problems are told line by line, and nothing starts until they are corrected or left out', async () => {
  const { submit, tick, bodies, text } = await open({ 'POST /runs/bulk': told({ good: 1, problems: [problem] }) })
  await submit()
  expect(text()).toMatch(/1 problème à corriger.*ligne 3.*domain.*Une réponse est nécessaire/s)
  expect(text()).not.toContain('Commencer 1 parcours')
  await tick(1)
  expect(text()).toContain('Commencer 1 parcours')
  await submit()
  expect(bodies()).toMatchObject([{ skipBad: false }, { skipBad: true, start: true }])
})

test('whoever may not open tickets is told what to do', async () => {
  const { submit, text } = await open({ 'POST /runs/bulk': refusal(403, 'forbidden') })
  await submit()
  expect(text()).toContain('donnez la référence')
})
