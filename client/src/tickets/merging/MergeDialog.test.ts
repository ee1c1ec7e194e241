import { expect, test, vi } from 'vitest'
import { row } from '../../testing/given.ts'
import { refusal, serve } from '../../testing/server.ts'
import { show } from '../../testing/show.ts'
import MergeDialog from './MergeDialog.vue'

const other = row({ id: 8, reference: 'BBB-BBB-BBBB', subject: 'Le même souci' })
const dialog = () => document.querySelector('[role=dialog]')?.textContent ?? ''
const press = (words: string) => [...document.querySelectorAll<HTMLButtonElement>('[role=dialog] button')].find(one => one.textContent.includes(words))?.click()

async function open(tickets: object[], { reference = '', ...answers }: Record<string, unknown> = {}) {
  const server = serve({ 'GET /tickets': { tickets, next: null }, ...answers })
  const shown = await show(MergeDialog, { props: { open: true, ticket: row(), reference } })
  return { ...shown, server }
}

test('what the same person wrote is offered first, the ticket itself never', async () => {
  const { server } = await open([row(), other])
  await vi.waitFor(() => expect(dialog()).toContain('Le même souci'))
  expect(dialog()).not.toContain('Quota dépassé')
  expect(server.asked[0]?.path).toContain(encodeURIComponent('claire@lespiedsverts.example'))
})

test('both are shown before they are merged, and then the one that stays', async () => {
  const { server, router } = await open([other], { 'POST /tickets/7/merge': { ticket: other } })
  await vi.waitFor(() => expect(dialog()).toContain('Le même souci'))
  press('Le même souci')
  await vi.waitFor(() => expect(dialog()).toContain('…ira dans celui-ci'))
  expect(dialog()).toContain('Quota dépassé')
  expect(dialog()).not.toContain('deux personnes')
  press('Fusionner')
  await vi.waitFor(() => expect(router.currentRoute.value.params['id']).toBe('8'))
  expect(server.asked.at(-1)?.body ?? server.asked.find(({ method }) => method === 'POST')?.body).toEqual({ intoId: 8 })
})

test('two people’s tickets are merged with a warning only', async () => {
  await open([row({ id: 8, reference: 'BBB-BBB-BBBB', requester: { address: 'tom@weber.example', name: 'Tom' } })], { reference: 'BBB-BBB-BBBB' })
  await vi.waitFor(() => expect(dialog()).toContain('les deux personnes liront tout'))
})

test('a refused merge is said', async () => {
  await open([other], { 'reference': other.reference, 'POST /tickets/7/merge': refusal(409, 'conflict') })
  await vi.waitFor(() => expect(dialog()).toContain('…ira dans celui-ci'))
  press('Fusionner')
  await vi.waitFor(() => expect(dialog()).toContain('la situation a changé'))
})
