import { flushPromises } from '@vue/test-utils'
import { expect, test, vi } from 'vitest'
import { claire } from '../testing/given.ts'
import { field, run, said } from '../testing/given-runs.ts'
import { serve } from '../testing/server.ts'
import { show } from '../testing/show.ts'
import { notice } from '../ui/notice.ts'
import StartRunDialog from './StartRunDialog.vue'

const workflow = { name: 'gandi', version: 3, title: said('De Gandi à la coopérative'), about: said('Amène un domaine chez nous.'), start: [field('email', { type: 'email', required: false }), field('domain', { label: said('Domaine') })], steps: 12, phases: [] }

function type(text: string) {
  const field = document.querySelectorAll<HTMLInputElement>('#start-run input')[1]
  if (field) field.value = text
  field?.dispatchEvent(new Event('input'))
}
const submit = () => {
  document.querySelector('#start-run')?.dispatchEvent(new Event('submit', { cancelable: true }))
  return flushPromises()
}

test('a workflow is chosen, told what it asks but for what the ticket knows, and started as a rehearsal on the ticket', async () => {
  const { asked } = serve({ 'GET /workflows': { workflows: [workflow] }, 'POST /runs': { status: 201, body: { run: run() } } })
  const { wrapper } = await show(StartRunDialog, { props: { ticketId: 7, requester: claire } })
  const card = await vi.waitFor(() => {
    const found = [...document.querySelectorAll<HTMLButtonElement>('[role=dialog] li button')][0]
    if (!found) throw new Error('not yet')
    return found
  })
  expect(card.textContent).toMatch(/De Gandi.*12 étapes.*Amène un domaine/s)
  card.click()
  await flushPromises()
  await submit()
  expect(document.querySelector('[role=dialog] [role=alert]')?.textContent).toMatch(/Il manque.*Domaine/)
  type('lespiedsverts.org')
  document.querySelector<HTMLInputElement>('#start-run input[type=checkbox]')?.click()
  await flushPromises()
  await submit()
  await vi.waitFor(() => expect(wrapper.emitted('close')).toHaveLength(1))
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ workflow: 'gandi', ticketId: 7, start: { email: claire.address, domain: 'lespiedsverts.org' }, rehearsal: true })
  expect(notice.value?.link?.to).toEqual({ name: 'run', params: { id: 4 } })
})
