import { expect, test, vi } from 'vitest'
import { sessionQuery } from '../../accounts/session.ts'
import { attachment, message, NOW, session } from '../../testing/given.ts'
import { refusal, serve } from '../../testing/server.ts'
import { show } from '../../testing/show.ts'
import NoteCard from '../NoteCard.vue'
import { ofMessage } from './redactable.ts'
import RedactionDialog from './RedactionDialog.vue'

const SECRET = 'Zanzibar7'
const counts = { passages: 2, messages: 1, attachments: 0, mails: 1, sent: 1, drafts: 0 }
const noticed = { noticed: [{ kind: 'password', words: SECRET }] }
const said = message({ text: `Mot de passe : ${SECRET}`, attachments: [attachment({ id: 5, filename: 'acces.csv' })] })
const text = () => document.body.textContent

async function open(answers: Record<string, unknown> = {}, marked = '') {
  const { asked, count } = serve({ 'GET /messages/70/secrets': noticed, 'POST /messages/70/redactions/preview': counts, 'POST /messages/70/redactions': counts, ...answers })
  const { wrapper } = await show(RedactionDialog, { props: { from: ofMessage(said), marked } })
  const button = (words: string) => {
    const found = [...document.querySelectorAll('button')].filter(one => one.textContent.trim() === words).at(-1)
    if (!found) throw new Error(`There is no button ${words}`)
    return found
  }
  const last = () => asked.findLast(({ method }) => method === 'POST')?.body
  return { wrapper, button, last, count }
}

test('what is noticed is chosen, what would disappear is counted first, and the server is asked once it is confirmed', async () => {
  const { wrapper, button, last, count } = await open()
  await vi.waitFor(() => expect(text()).toContain('2 passages, dans 1 message'))
  expect(text()).toContain('1 courriel est déjà parti')
  expect(text()).toContain('C’est définitif')
  expect(count('POST /messages/70/redactions/preview')).toBe(1)
  button('Retirer définitivement').click()
  await vi.waitFor(() => expect(wrapper.emitted('close')).toHaveLength(1))
  expect(last()).toEqual({ passages: [{ kind: 'password', words: SECRET }], attachments: [] })
})

test('nothing chosen: nothing can be taken out; a file, and words that were selected before', async () => {
  const { button, last } = await open({ 'GET /messages/70/secrets': { noticed: [] } }, 'de Claire')
  await vi.waitFor(() => expect(last()).toEqual({ passages: [{ kind: 'words', words: 'de Claire' }], attachments: [] }))
  const [words, file] = [...document.querySelectorAll<HTMLInputElement>('input[type=checkbox]')].slice(-2)
  words?.click()
  await vi.waitFor(() => expect(button('Retirer définitivement').disabled).toBe(true))
  file?.click()
  await vi.waitFor(() => expect(last()).toEqual({ passages: [], attachments: [5] }))
})

test('a refusal is said, and the dialog stays', async () => {
  const { wrapper, button } = await open({ 'POST /messages/70/redactions': refusal(409, 'conflict') })
  await vi.waitFor(() => expect(button('Retirer définitivement').disabled).toBe(false))
  button('Retirer définitivement').click()
  await vi.waitFor(() => expect(document.querySelector('[role=alert]')?.textContent).toBeTruthy())
  expect(wrapper.emitted('close')).toBeUndefined()
})

test('words are taken out of a note too', async () => {
  serve({})
  const { wrapper, client } = await show(NoteCard, { props: { message: message({ kind: 'note', text: `Elle a collé ${SECRET}` }), now: NOW } })
  expect(wrapper.find('button').exists()).toBe(false)
  client.setQueryData(sessionQuery.queryKey, { ...session, permissions: [...session.permissions, 'messages:redact'] } as never)
  await vi.waitFor(() => expect(wrapper.get('button').attributes('aria-haspopup')).toBe('menu'))
})
