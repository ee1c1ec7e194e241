import { flushPromises } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { field, said } from '../../testing/given-runs.ts'
import { serve } from '../../testing/server.ts'
import { show } from '../../testing/show.ts'
import { notice } from '../../ui/notice.ts'
import TriggerSettings from './TriggerSettings.vue'

const workflow = { name: 'move', version: 1, title: said('Déménager un domaine'), about: null, start: [field('email', { type: 'email' }), field('plan', { type: 'choice', options: [{ value: 'small', label: said('Petite') }] })], steps: 3, phases: [] }
const rule = { id: 3, workflow: 'move', active: true, createdAt: 0, conditions: { channel: null, sourceId: 5, words: ['transfert', 'domaine'] }, start: { email: 'ticket.requester.address', plan: '"small"' } }
const source = { id: 5, kind: 'list', profile: 'sympa', name: 'Entraide', url: null, answersBy: 'mail', answersTo: 'public', active: true, failure: null }
const answers = { 'GET /workflow-triggers': { triggers: [rule, { ...rule, id: 4, workflow: 'gone', active: false }] }, 'GET /workflows': { workflows: [workflow] }, 'GET /sources': { sources: [source] } }

async function open(more: Record<string, unknown> = {}) {
  const server = serve({ ...answers, ...more })
  const { wrapper } = await show(TriggerSettings, { may: ['workflows:manage', 'runs:read'] })
  await flushPromises()
  const press = async (words: string) => {
    await wrapper.findAll('button').find(one => one.text() === words || one.attributes('aria-label')?.startsWith(words))?.trigger('click')
    await flushPromises()
  }
  const said = (method: string) => server.asked.find(one => one.method === method)
  return { page: wrapper, press, said }
}

test('a rule is a sentence; one of a workflow that is gone says so', async () => {
  const { page } = await open()
  const [first, second] = page.findAll('li')
  expect(first?.get('p').text()).toBe('Quand un ticket arrive par la liste Entraide et contient «\u00a0transfert\u00a0» ou «\u00a0domaine\u00a0», commencer «\u00a0Déménager un domaine\u00a0».')
  expect(second?.text()).toContain('n’est plus publié')
})

test('it sleeps, and is taken away and put back as it was', async () => {
  const { press, said } = await open({ 'PATCH /workflow-triggers/3': { trigger: rule }, 'DELETE /workflow-triggers/3': { status: 204, body: undefined }, 'POST /workflow-triggers': { status: 201, body: { trigger: rule } } })
  await press('Suspendre')
  expect(said('PATCH')).toMatchObject({ path: '/workflow-triggers/3', body: { active: false } })
  await press('Supprimer')
  expect(said('DELETE')?.path).toBe('/workflow-triggers/3')
  await notice.value?.undo?.run()
  expect(said('POST')?.body).toEqual({ workflow: 'move', active: true, conditions: rule.conditions, start: rule.start })
})

test('a new one says what it lacks, and fills in what is likely', async () => {
  const { press, said } = await open({ 'POST /workflow-triggers': { status: 201, body: { trigger: rule } } })
  await press('Ajouter une règle')
  const dialog = await expect.poll(() => document.querySelector('#trigger')).toBeTruthy().then(() => document.querySelector<HTMLFormElement>('#trigger')!)
  const submit = async () => { dialog.dispatchEvent(new Event('submit', { cancelable: true })); await flushPromises() }
  const choose = async (index: number, value: string) => {
    const select = dialog.querySelectorAll('select')[index]!
    select.value = value
    select.dispatchEvent(new Event('change'))
    await flushPromises()
  }
  await submit()
  expect(dialog.querySelector('[role=alert]')?.textContent).toContain('Choisissez le parcours')
  await choose(1, 'move')
  await submit()
  expect(dialog.querySelector('[role=alert]')?.textContent).toContain('chaque ticket commencerait')
  await choose(0, 'source:5')
  await submit()
  expect(dialog.querySelector('[role=alert]')?.textContent).toContain('nécessaire au départ')
  await choose(4, 'small')
  await submit()
  expect(said('POST')?.body).toEqual({ workflow: 'move', conditions: { channel: null, sourceId: 5, words: [] }, start: { email: 'ticket.requester.address', plan: '"small"' } })
})
