import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { drafts } from '../../drafts.ts'
import { claire, detail, discussion, message, NOW, row, tom } from '../../testing/given.ts'
import { refusal, serve } from '../../testing/server.ts'
import { show } from '../../testing/show.ts'
import WriteBox from './WriteBox.vue'

const upload = { id: 9, filename: 'facture.pdf', contentType: 'application/pdf', size: 12 }
const sent = { ticket: row(), messageId: 71 }
const stored = (kind: string, text: string, revision = 5) => ({ drafts: [{ kind, revision, content: { text, subject: '', to: null, cc: null, uploads: [] }, savedAt: NOW }] })

beforeEach(() => { vi.useFakeTimers({ now: NOW, toFake: ['Date'] }) })
afterEach(() => {
  drafts.clear()
  vi.useRealTimers()
})

async function open(answers: Record<string, unknown> = {}, parts: Parameters<typeof detail>[0] = {}) {
  const server = serve({ 'GET /tickets/7/drafts': { drafts: [] }, 'PUT /tickets/7/drafts/reply': { drafts: [] }, ...answers })
  const shown = await show(WriteBox, { props: { detail: detail(parts), othersWriting: '' } })
  await vi.waitFor(() => expect(server.count('GET /tickets/7/drafts')).toBe(1))
  await new Promise(resolve => setTimeout(resolve, 5))
  const text = () => shown.wrapper.get('textarea')
  const write = async (words: string) => { await text().trigger('focus'); await text().setValue(words) }
  const submit = () => shown.wrapper.get('form').trigger('submit')
  const button = (words: string) => shown.wrapper.findAll('button').find(one => `${one.text()} ${one.attributes('aria-label') ?? ''}`.includes(words))
  return { ...shown, server, text, write, submit, button, vm: shown.wrapper.vm as unknown as { write: (mode: string) => Promise<void>, putBack: (kind: string, content: object) => void } }
}
const bodies = (server: ReturnType<typeof serve>, path: string) => server.asked.filter(({ method, path: asked }) => method === 'POST' && asked === path).map(({ body }) => body)

test('the box is one line until it is entered, and says in words who will read an answer', async () => {
  const { wrapper, text } = await open({}, { recipients: { to: [claire], cc: [tom] } })
  expect(wrapper.text()).not.toContain('recevra')
  await text().trigger('focus')
  expect(wrapper.text()).toContain('Claire Vasseur recevra ce mail, Tom Weber en copie, de Support <support@coop.example>.')
})

test('Ctrl+Enter sends what is written, to whom it was said, on the version that was seen', async () => {
  const { server, write, text } = await open({ 'POST /tickets/7/replies': sent }, { version: 4 })
  await write('Voici pourquoi.')
  await text().trigger('keydown', { key: 'Enter', ctrlKey: true })
  await vi.waitFor(() => expect(text().element.value).toBe(''))
  expect(bodies(server, '/tickets/7/replies')).toMatchObject([{ text: 'Voici pourquoi.', to: [claire], cc: [], seenVersion: 4, status: 'waiting', sendAt: null, revision: expect.any(Number) }])
})

test('sent twice in a hurry, it leaves once', async () => {
  const { server, write, submit, text } = await open({ 'POST /tickets/7/replies': () => new Promise(resolve => setTimeout(() => resolve(sent), 20)) })
  await write('Voici.')
  await submit()
  await submit()
  await vi.waitFor(() => expect(text().element.value).toBe(''))
  expect(server.count('POST /tickets/7/replies')).toBe(1)
})

test('what could not be sent keeps its text and says so', async () => {
  const { wrapper, write, submit, text } = await open({ 'POST /tickets/7/replies': refusal(500, 'unexpected') })
  await write('Voici.')
  await submit()
  await vi.waitFor(() => expect(wrapper.get('[role=alert]').text()).toContain('votre texte est gardé'))
  expect(text().element.value).toBe('Voici.')
})

test('a note is a note: nobody else gets it, and its draft is thrown away', async () => {
  const { server, vm, write, submit, text } = await open({ 'POST /tickets/7/notes': { ticket: row() }, 'PUT /tickets/7/drafts/note': { drafts: [] } })
  await vm.write('note')
  await write('On bascule lundi.')
  await submit()
  await vi.waitFor(() => expect(text().element.value).toBe(''))
  expect(bodies(server, '/tickets/7/notes')).toEqual([{ text: 'On bascule lundi.' }])
  await vi.waitFor(() => expect(server.asked.at(-1)).toMatchObject({ path: '/tickets/7/drafts/note', body: { content: null } }))
})

describe('a question to somebody else', () => {
  test('needs a person and a subject, and says that the member sees nothing', async () => {
    const { wrapper, server, vm, write, submit } = await open({ 'POST /tickets/7/questions': sent, 'PUT /tickets/7/drafts/question': { drafts: [] } })
    await vm.write('question')
    await write('Pourquoi ?')
    await submit()
    expect(server.count('POST')).toBe(0)
    const [to, subject] = wrapper.findAll('input:not([type=file])')
    await to?.setValue('Gandi <aide@gandi.example>')
    await to?.trigger('keydown', { key: 'Enter' })
    await subject?.setValue('Transfert')
    expect(wrapper.text()).toContain('Le membre n’en verra rien.')
    await submit()
    await vi.waitFor(() => expect(bodies(server, '/tickets/7/questions')).toMatchObject([{ to: [{ address: 'aide@gandi.example', name: 'Gandi' }], subject: 'Transfert', sideId: null }]))
  })
})

test('recipients are moved, removed and added; what is no address stops the sending', async () => {
  const { wrapper, server, write, submit, button } = await open({ 'POST /tickets/7/replies': sent }, { recipients: { to: [claire], cc: [tom] } })
  await write('Voici.')
  await button('Mettre Tom Weber en destinataire principal')?.trigger('click')
  await button('Retirer Claire Vasseur')?.trigger('click')
  expect(wrapper.text()).toContain('Claire Vasseur a ouvert ce ticket, et ne recevra pas cette réponse.')
  const field = wrapper.get('input[inputmode=email]')
  await field.setValue('samia@')
  await submit()
  expect(wrapper.text()).toMatch(/«\u00a0samia@\u00a0» n’est pas une adresse/)
  expect(server.count('POST /tickets/7/replies')).toBe(0)
  await field.setValue('samia@autre.example')
  await submit()
  await vi.waitFor(() => expect(bodies(server, '/tickets/7/replies')).toMatchObject([{ to: [tom, { address: 'samia@autre.example', name: '' }], cc: [] }]))
})

test('files leave at once, go with what they were brought for, and can be taken out', async () => {
  const { wrapper, server, write, submit, button } = await open({ 'POST /uploads': upload, 'POST /tickets/7/replies': sent })
  await write('Ci-joint.')
  await wrapper.get('form').trigger('drop', { dataTransfer: { files: [new File(['x'], 'facture.pdf', { type: 'application/pdf' }), new File([], 'vide.txt')] } })
  await vi.waitFor(() => expect(button('Retirer facture.pdf')).toBeDefined())
  expect(wrapper.text()).toContain('est vide')
  await submit()
  await vi.waitFor(() => expect(bodies(server, '/tickets/7/replies')).toMatchObject([{ uploads: [9] }]))
})

describe('on stale ground', () => {
  const news = [{ id: 80, kind: 'reply', author: 'Jules', at: NOW, preview: 'C’est fait.' }]

  test('a refused answer keeps its text, shows what is new, and can be sent all the same', async () => {
    const { wrapper, server, write, submit, button, text } = await open({
      'POST /tickets/7/replies': ({ body }: { body: { seenVersion: number } }) => body.seenVersion < 3 ? refusal(409, 'stale', { version: 3, news }) : sent,
    })
    await write('Voici.')
    await submit()
    await vi.waitFor(() => expect(wrapper.get('[role=alert]').text()).toContain('C’est fait.'))
    expect(text().element.value).toBe('Voici.')
    await button('Envoyer quand même')?.trigger('click')
    await vi.waitFor(() => expect(text().element.value).toBe(''))
    expect(bodies(server, '/tickets/7/replies')).toMatchObject([{ seenVersion: 1 }, { seenVersion: 3 }])
  })

  test('what others say while one writes is told at once, and counts as seen only when one says so', async () => {
    const { wrapper, server, write, submit, button } = await open({ 'POST /tickets/7/replies': refusal(500, 'unexpected') })
    await write('Voici.')
    await wrapper.setProps({ detail: detail({ version: 2, messages: [message(), message({ id: 75, version: 2, text: 'Autre chose !' })] }) })
    expect(wrapper.text()).toContain('Pendant que vous écriviez')
    await submit()
    await button('C’est lu')?.trigger('click')
    await vi.waitFor(() => expect(wrapper.text()).toContain('votre texte est gardé'))
    await submit()
    await vi.waitFor(() => expect(bodies(server, '/tickets/7/replies')).toMatchObject([{ seenVersion: 1 }, { seenVersion: 2 }]))
    expect(wrapper.text()).not.toContain('Pendant que vous écriviez')
  })
})

describe('what was begun', () => {
  test('is there again when the ticket is opened, in the box it was written in', async () => {
    const { text, wrapper } = await open({ 'GET /tickets/7/drafts': stored('note', 'à demander à Jules') })
    await vi.waitFor(() => expect(text().element.value).toBe('à demander à Jules'))
    await text().trigger('focus')
    expect(wrapper.text()).toContain('Visible de l’équipe seulement')
  })

  test('is put back by an undo, with what was written since', async () => {
    const { text, write, vm } = await open()
    await write('La suite.')
    vm.putBack('reply', { text: 'Voici.', subject: '', to: [tom], cc: [], uploads: [upload] })
    await vi.waitFor(() => expect(text().element.value).toBe('Voici.\n\nLa suite.'))
  })
})

test('without an address to send from it says why, and notes are still taken', async () => {
  const { wrapper, vm, text } = await open({}, { sender: null })
  expect(text().attributes('placeholder')).toContain('note')
  await vm.write('reply')
  expect(wrapper.text()).toContain('aucune boîte aux lettres n’a d’adresse d’expéditeur')
})

describe('to a list', () => {
  // What is loaded when it is first shown is there already: no test waits for it.
  beforeAll(() => Promise.all([import('./PlaceChoice.vue'), import('./PublicReaders.vue')]))
  const asked = { discussions: [discussion()], messages: [message({ discussionId: 4 })] }
  const choice = (wrapper: Awaited<ReturnType<typeof open>>['wrapper'], words: string) => wrapper.findAll('label').find(label => label.text().includes(words))?.get('input')
  const loaded = (wrapper: Awaited<ReturnType<typeof open>>['wrapper'], words: string) => vi.waitFor(() => expect(wrapper.text()).toContain(words))

  test('the box says that everybody will read it, and nobody gets it in private', async () => {
    const { wrapper, server, write, submit, text } = await open({ 'POST /tickets/7/replies': sent }, asked)
    await text().trigger('focus')
    await loaded(wrapper, 'Tout le monde sur la liste Entraide lira cette réponse.')
    expect(wrapper.text()).not.toContain('recevra ce mail')
    await write('Relancez certbot.')
    await submit()
    await vi.waitFor(() => expect(text().element.value).toBe(''))
    expect(bodies(server, '/tickets/7/replies')).toMatchObject([{ discussionId: 4, alsoPrivate: false, to: [], cc: [] }])
  })

  test('one may choose the member alone, or both', async () => {
    const { wrapper, server, write, submit, text } = await open({ 'POST /tickets/7/replies': sent }, asked)
    await text().trigger('focus')
    await loaded(wrapper, 'En privé, à Claire Vasseur')
    await choice(wrapper, 'En privé')?.setValue()
    expect(wrapper.text()).toContain('Claire Vasseur recevra ce mail')
    await write('Entre nous.')
    await submit()
    await vi.waitFor(() => expect(bodies(server, '/tickets/7/replies')).toMatchObject([{ discussionId: null, to: [claire] }]))
    await vi.waitFor(() => expect(text().element.value).toBe(''))
    await text().trigger('focus')
    await choice(wrapper, 'Les deux')?.setValue()
    await loaded(wrapper, 'Claire Vasseur la recevra aussi en privé.')
    await write('À tous.')
    await submit()
    await vi.waitFor(() => expect(bodies(server, '/tickets/7/replies')[1]).toMatchObject({ discussionId: 4, alsoPrivate: true, to: [claire] }))
  })

  test('what was begun for the list stays for it, and what was begun in private stays private, whatever comes meanwhile', async () => {
    const { wrapper, server, write, submit } = await open({ 'POST /tickets/7/replies': sent })
    await write('Votre mot de passe…')
    await wrapper.setProps({ detail: detail(asked) })
    expect(wrapper.text()).toContain('Claire Vasseur recevra ce mail')
    await submit()
    await vi.waitFor(() => expect(bodies(server, '/tickets/7/replies')).toMatchObject([{ discussionId: null, to: [claire] }]))
  })

  test('whoever is known by a name only cannot be answered in private, and the box says why', async () => {
    const { wrapper, text } = await open({}, { discussions: [discussion({}, { kind: 'forum', name: 'Forum', answersBy: 'hand' })], messages: [message({ discussionId: 4 })], recipients: { to: [], cc: [] }, ticket: row({ requester: { address: '', name: 'camille' } }), sender: null })
    await text().trigger('focus')
    await loaded(wrapper, 'l’adresse de camille n’est pas connue')
    expect(choice(wrapper, 'En privé')?.attributes('disabled')).toBeDefined()
    expect(choice(wrapper, 'Les deux')?.attributes('disabled')).toBeDefined()
    await loaded(wrapper, 'vous la publierez vous-même')
    expect(wrapper.find('button[type=submit]').text()).toBe('Préparer')
  })
})
