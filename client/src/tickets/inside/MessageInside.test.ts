import { expect, test, vi } from 'vitest'
import type { AttachedMessage, Invitation } from '../../../../server/tickets/inside/contract.ts'
import { attachment } from '../../testing/given.ts'
import { serve } from '../../testing/server.ts'
import { show } from '../../testing/show.ts'
import { insideOf } from './inside.ts'
import MessageInside from './MessageInside.vue'

const calendar = attachment({ id: 8, filename: null, contentType: 'text/calendar' })
const letter = attachment({ id: 9, filename: 'Avant.eml', contentType: 'message/rfc822' })

const invitation = (parts: Partial<Invitation> = {}): Invitation => ({
  method: 'request', summary: '<img src=x onerror=alert(1)> Réunion', where: 'Salle du bas', organiser: { address: 'camille@example.org', name: 'Camille' }, attendees: 3, answer: null,
  starts: { written: '2026-11-23', at: null, zone: null }, ends: null, repeats: { every: 'week', interval: 2, days: ['mo', 'we'], count: 10, until: null }, ...parts,
})

async function shown(parts: Partial<Invitation> = {}) {
  serve({ 'GET /messages/70/attachments/8/invitation': invitation(parts) })
  const { wrapper } = await show(MessageInside, { props: { messageId: 70, inside: insideOf({ attachments: [calendar], automatic: null }) } })
  await vi.waitFor(() => expect(wrapper.find('section').exists()).toBe(true))
  return wrapper
}

test('an invitation is a card in words, and nothing of it runs', async () => {
  const card = await shown()
  expect(card.text()).toContain('lundi 23 novembre 2026')
  expect(card.text()).toContain('Toutes les 2 semaines (lundi et mercredi), 10 fois')
  expect(card.text()).toContain('Camille (camille@example.org)')
  expect(card.text()).toContain('3 personnes')
  expect(card.text()).toContain('<img src=x onerror=alert(1)> Réunion')
  expect(card.find('img').exists()).toBe(false)
})

test.each<[Partial<Invitation>, string]>([
  [{ method: 'cancel' }, 'Rendez-vous annulé'],
  [{ method: 'reply', answer: { who: { address: 'rene@example.org', name: 'René' }, says: 'declined' } }, 'René décline l’invitation'],
  [{ method: 'publish', summary: '' }, 'Sans titre'],
  [{ repeats: { every: 'day', interval: 1, days: [], count: null, until: { written: '2027-01-31', at: null, zone: null } } }, 'Tous les jours, jusqu’au 31 janvier 2027'],
])('%j is said', async (parts, words) => { expect((await shown(parts)).text()).toContain(words) })

test('an attached message has its author, and its words when they are asked for', async () => {
  const said: AttachedMessage = { from: { address: 'rene@example.org', name: 'René' }, to: [], subject: 'Avant', at: null, text: 'Bonjour <script>alert(1)</script>', isCut: true }
  serve({ 'GET /messages/70/attachments/9/message': said })
  const { wrapper } = await show(MessageInside, { props: { messageId: 70, inside: insideOf({ attachments: [letter], automatic: null }) } })
  await vi.waitFor(() => expect(wrapper.text()).toContain('Message joint de René'))
  expect(wrapper.text()).not.toContain('Bonjour')
  await wrapper.get('button').trigger('click')
  expect(wrapper.text()).toContain('Bonjour <script>alert(1)</script>')
  expect(wrapper.text()).toContain('La suite est dans la pièce jointe.')
})

test('one that cannot be read is an attachment like others', async () => {
  const { asked } = serve({})
  const { wrapper } = await show(MessageInside, { props: { messageId: 70, inside: insideOf({ attachments: [calendar, letter], automatic: null }) } })
  await vi.waitFor(() => expect(asked).toHaveLength(2))
  expect(wrapper.find('section').exists()).toBe(false)
})

test('the calendar that was sent twice is shown once, what a machine returns is not shown', () => {
  const twice = attachment({ id: 4, filename: 'invite.ics', contentType: 'application/ics' })
  expect(insideOf({ attachments: [twice, calendar, letter], automatic: null })).toEqual({ invitation: calendar, messages: [letter] })
  expect(insideOf({ attachments: [twice, letter], automatic: 'bounce' })).toEqual({ invitation: twice, messages: [] })
  expect(insideOf({ attachments: [attachment({ ...calendar, size: 3_000_000 })], automatic: null })).toEqual({ invitation: undefined, messages: [] })
})
