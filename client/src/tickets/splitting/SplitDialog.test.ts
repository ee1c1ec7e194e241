import { afterEach, expect, test, vi } from 'vitest'
import { detail, message, NOW, reply, row, sending, tom } from '../../testing/given.ts'
import { refusal, serve } from '../../testing/server.ts'
import { show } from '../../testing/show.ts'
import { notice } from '../../ui/notice.ts'
import SplitDialog from './SplitDialog.vue'

afterEach(() => { notice.value = undefined })

const asked = message({ id: 71, author: { kind: 'address', id: null, handle: null, ...tom }, subject: 'Re: Mon domaine', text: 'Et mon domaine ?', at: NOW })
const answered = reply({ id: 72, text: 'Le voici.', sending: sending({ state: 'sent', hold: null, heldUntil: null }) })
const dialog = () => document.querySelector('[role=dialog]')?.textContent ?? ''
const button = (words: string) => [...document.querySelectorAll<HTMLButtonElement>('[role=dialog] button')].find(one => one.textContent.trim() === words)

async function open(answers: Record<string, unknown> = {}, last = answered) {
  const server = serve(answers)
  await show(SplitDialog, { props: { open: true, detail: detail({ messages: [message(), asked, last] }), message: asked } })
  await vi.waitFor(() => expect(dialog()).toContain('Et mon domaine'))
  const onwards = () => document.querySelector<HTMLInputElement>('[role=dialog] input[value=onwards]')?.click()
  return { server, onwards }
}

test('what goes is shown first; then it goes, and the way back is offered', async () => {
  const piece = row({ id: 9, reference: 'CCC-CCC-CCCC' })
  const split = { id: 5, way: 'from', reference: 'A7T-QM3-9XHD', subject: '', ticketId: 7, agent: 'Nadia', undoable: true, at: NOW }
  const { server, onwards } = await open({ 'POST /tickets/7/split': { ticket: piece }, 'GET /tickets/9': detail({ ticket: piece, splits: [split] as never }), 'POST /splits/5/undo': { ticket: row() } })
  expect(dialog()).not.toContain('Le voici.')
  onwards()
  await vi.waitFor(() => expect(dialog()).toContain('2 messages iront'))
  expect(dialog()).toContain('Le voici.')
  expect(document.querySelector<HTMLInputElement>('[role=dialog] input[maxlength]')?.value).toBe('Mon domaine')
  button('Séparer')?.click()
  await vi.waitFor(() => expect(notice.value?.words).toBe('2 messages sont maintenant dans CCC-CCC-CCCC.'))
  expect(server.asked[0]?.body).toEqual({ messageIds: [71, 72], subject: 'Mon domaine' })
  await notice.value?.undo?.run()
  expect(server.count('POST /splits/5/undo')).toBe(1)
})

test('a reply that can still be taken back keeps it from going', async () => {
  const { onwards } = await open({}, reply({ id: 72 }))
  onwards()
  await vi.waitFor(() => expect(dialog()).toContain('n’est pas encore partie'))
  expect(button('Séparer')?.disabled).toBe(true)
})

test('a refusal is said', async () => {
  await open({ 'POST /tickets/7/split': refusal(409, 'conflict') })
  button('Séparer')?.click()
  await vi.waitFor(() => expect(dialog()).toContain('la situation a changé'))
})
