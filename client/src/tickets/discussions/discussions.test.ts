import { expect, test, vi } from 'vitest'
import type { Discussion } from '../../../../server/tickets/discussions/contract.ts'
import { claire, detail, message, NOW, row, tom } from '../../testing/given.ts'
import { refusal, serve } from '../../testing/server.ts'
import { show } from '../../testing/show.ts'
import TicketHeader from '../TicketHeader.vue'
import TicketLine from '../TicketLine.vue'
import TicketTimeline from '../TicketTimeline.vue'
import { knownAmong } from './usePerson.ts'

// A dialog is fetched when it is first opened.
const until = (check: () => void) => vi.waitFor(check)
const forum: Discussion = {
  id: 5, source: { id: 2, kind: 'forum', name: 'Forum', answersBy: 'hand', answersTo: 'public', active: true }, title: 'Panne du FTP', url: 'https://forum.coop.example/t/ftp/2354', category: 'Hébergement', isPrivate: false, people: 2, answeredAt: NOW, solvedAt: NOW,
}
const post = (id: number, handle: string, parts: Parameters<typeof message>[0] = {}) =>
  message({ id, discussionId: 5, voice: 'community', author: { kind: 'identity', id: null, name: handle.toUpperCase(), address: null, handle }, text: `Mots de ${handle}`, ...parts })

async function timeline(parts: Parameters<typeof detail>[0], answers: Record<string, unknown> = {}) {
  const server = serve({ 'GET /tickets': { tickets: [row({ requester: claire }), row({ id: 8, requester: tom }), row({ id: 9, requester: { address: '', name: 'Zoé' } })], next: null }, ...answers })
  const { wrapper } = await show(TicketTimeline, { props: { detail: detail({ discussions: [forum], ...parts }), busy: false } })
  const asked = (method: string) => server.asked.filter(one => one.method === method).map(({ path, body }) => [path, body])
  return { wrapper, asked }
}

test('in a topic the one who asks, the others and we are told apart, each by their name there', async () => {
  const { wrapper } = await timeline({ messages: [post(1, 'camille', { voice: 'asking', postUrl: 'https://forum.coop.example/p/1', editedAt: NOW }), post(2, 'dominique'), post(3, 'support', { voice: 'ours' })] })
  const said = wrapper.findAll('article').map(article => article.text())
  expect(said[0]).toMatch(/CAMILLE.*@camille.*a posé la question.*Voir sur le forum.*modifié sur le forum/s)
  expect(said[1]).toMatch(/@dominique.*autre membre du forum/s)
  expect(said[2]).toMatch(/@support.*l’équipe, sur le forum/s)
  expect(wrapper.get('a').attributes()).toMatchObject({ href: 'https://forum.coop.example/p/1', target: '_blank', rel: expect.stringContaining('noopener') as string })
})

test('what was deleted there is shown only when asked for', async () => {
  const { wrapper } = await timeline({ messages: [post(1, 'camille', { removedAt: NOW })] })
  expect(wrapper.text()).toContain('Supprimé sur le forum')
  expect(wrapper.text()).not.toContain('Mots de camille')
  await wrapper.findAll('button').find(one => one.text() === 'Afficher ce qui était écrit')?.trigger('click')
  expect(wrapper.text()).toContain('Mots de camille')
})

async function joining(parts: Parameters<typeof detail>[0], answers: Record<string, unknown>) {
  const shown = await timeline({ messages: [post(1, 'camille')], ...parts }, answers)
  await shown.wrapper.get('button[aria-haspopup=menu]').trigger('click')
  await until(() => expect(document.querySelector('[role=menuitem]')).not.toBeNull())
  document.querySelector<HTMLElement>('[role=menuitem]')?.click()
  await until(() => expect(document.querySelector('[role=dialog] form')).not.toBeNull())
  const press = (words: string) => [...document.querySelectorAll<HTMLElement>('[role=dialog] button')].find(one => one.textContent?.includes(words))?.click()
  return { ...shown, press }
}

test('a user of a forum is joined to one of those who have written before', async () => {
  const { asked, press, wrapper } = await joining({}, { 'POST /sources/2/identities': { ticketIds: [7] } })
  await until(() => expect(document.querySelectorAll('[role=dialog] input[type=radio]')).toHaveLength(2))
  document.querySelector<HTMLInputElement>(`[role=dialog] input[value="${tom.address}"]`)?.click()
  await until(() => expect(document.querySelector<HTMLInputElement>('[role=dialog] input[type=email]')?.value).toBe(tom.address))
  press('Associer')
  await until(() => expect(asked('POST')).toEqual([['/sources/2/identities', { handle: 'camille', address: tom.address }]]))
  await until(() => expect(document.querySelector('[role=dialog]')).toBeNull())
  wrapper.unmount()
})

test('who is joined is shown, and can be separated; a refusal is said', async () => {
  let told: unknown = refusal(404, 'not-found')
  const { asked, press, wrapper } = await joining({ identities: [{ sourceId: 2, handle: 'camille', address: 'camille@free.example', agent: 'Nadia Benali', at: NOW }] }, { 'DELETE /sources/2/identities/camille': () => told })
  expect(wrapper.get('article').text()).toContain('camille@free.example')
  expect(document.querySelector('[role=dialog]')?.textContent).toContain('Associé à camille@free.example par Nadia Benali')
  press('Ce n’est pas cette personne')
  await until(() => expect(document.querySelector('[role=dialog] [role=alert]')).not.toBeNull())
  told = { ticketIds: [] }
  press('Ce n’est pas cette personne')
  await until(() => expect(document.querySelector('[role=dialog]')).toBeNull())
  expect(asked('DELETE')).toHaveLength(2)
  wrapper.unmount()
})

test('on a list nobody needs to be joined', async () => {
  const { wrapper } = await timeline({ discussions: [{ ...forum, source: { ...forum.source, kind: 'list', name: 'Entraide' } }], messages: [message({ discussionId: 5, voice: 'community' })] })
  expect(wrapper.get('article').text()).toMatch(/autre personne de la liste.*claire@lespiedsverts\.example/s)
  expect(wrapper.findAll('button[aria-haspopup=menu]')).toHaveLength(0)
})

test('the header leads to the topic, and says how many speak there and that it is solved', async () => {
  serve({})
  const header = async (discussion: Discussion) => (await show(TicketHeader, { props: { detail: detail({ ticket: row({ channel: 'forum', communityAt: NOW }), discussions: [discussion] }), mine: false, acting: false, may: () => true, present: [] } })).wrapper
  const there = await header(forum)
  expect(there.get('a[target=_blank]').attributes('href')).toBe('https://forum.coop.example/t/ftp/2354')
  expect(there.text()).toMatch(/Répondu par la communauté.*Forum · Hébergement.*2 personnes.*solution/s)
  const hostile = await header({ ...forum, url: 'javascript:alert(1)', category: null, solvedAt: null })
  expect(hostile.find('a[target=_blank]').exists()).toBe(false)
  expect(hostile.text()).toContain('Forum · forum')
  expect(hostile.text()).not.toContain('solution')
})

test('a line of the list names its list, and says that others have answered', async () => {
  const line = row({ channel: 'list', source: { id: 3, name: 'Entraide' }, communityAt: NOW })
  const { wrapper } = await show(TicketLine, { props: { row: line, to: '/', now: NOW, agentId: 1, plainStatus: 'new', isNew: false } })
  expect(wrapper.text()).toMatch(/Liste Entraide.*Répondu par la communauté/s)
  expect(wrapper.find('[title="Liste Entraide"]').exists()).toBe(true)
})

test('of those who have asked each is offered once, and nobody without an address', () => {
  expect(knownAmong([row({ requester: claire }), row({ requester: { ...claire, address: claire.address.toUpperCase() } }), row({ requester: { address: '', name: 'Zoé' } }), row({ requester: tom })])).toEqual([claire, tom])
})
