import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { claire, detail, NOW, row } from '../../testing/given.ts'
import { refusal, serve } from '../../testing/server.ts'
import { show } from '../../testing/show.ts'
import { notice } from '../../ui/notice.ts'
import TicketPane from '../TicketPane.vue'

beforeEach(() => { vi.useFakeTimers({ now: NOW, toFake: ['Date'] }) })
afterEach(() => { vi.useRealTimers(); notice.value = undefined })

const double = { id: 8, reference: 'BBB-BBB-BBBB', subject: 'Quota', status: 'new' as const, channel: 'form' as const, mailbox: null, requester: claire.name, createdAt: NOW - 7_200_000, intoId: 8 }
const merged = { id: 3, ticketId: 7, reference: 'A7T-QM3-9XHD', subject: '', at: NOW }

async function open(answers: Record<string, unknown> = {}, doubles = [double]) {
  const server = serve({ 'GET /tickets/7': detail({ doubles }), ...answers })
  const shown = await show(TicketPane, { props: { id: 7 }, at: '/tickets/7' })
  await vi.waitFor(() => expect(shown.wrapper.find('[data-double]').exists()).toBe(true))
  const hint = () => shown.wrapper.get('[data-double]')
  const press = (words: string) => hint().findAll('button').find(one => one.text().includes(words))?.trigger('click')
  return { ...shown, server, hint, press, pane: shown.wrapper.vm as unknown as { join: () => void } }
}

test('what seems to be the same question is said in one line, with where and when', async () => {
  const { hint } = await open()
  expect(hint().get('p').text()).toMatch(/Semble être la même question que\s+BBB-BBB-BBBB\s+\(Formulaire, 2.h\)/)
})

test('another name is said; the same person’s goes without saying', async () => {
  const { hint } = await open({}, [{ ...double, requester: 'C. Vasseur' }])
  expect(hint().text()).toContain('de C. Vasseur')
})

test('one key joins them, goes to the one that stays, and offers the way back', async () => {
  const { pane, router, server } = await open({
    'POST /tickets/7/merge': { ticket: row({ id: 8 }) }, 'GET /tickets/8': detail({ ticket: row({ id: 8 }), merged: [merged] }), 'POST /merges/3/undo': { ticket: row() },
  })
  pane.join()
  await vi.waitFor(() => expect(router.currentRoute.value.params['id']).toBe('8'))
  expect(server.asked.find(({ path }) => path.endsWith('/merge'))?.body).toEqual({ intoId: 8 })
  expect(notice.value?.words).toContain('BBB-BBB-BBBB')
  await notice.value?.undo?.run()
  expect(server.count('POST /merges/3/undo')).toBe(1)
})

test('the other one goes into this when this one stays, and one stays where one is', async () => {
  const { press, router, server } = await open({ 'POST /tickets/8/merge': { ticket: row() } }, [{ ...double, intoId: 7 }])
  await press('Réunir')
  await vi.waitFor(() => expect(server.asked.find(({ path }) => path === '/tickets/8/merge')?.body).toEqual({ intoId: 7 }))
  await vi.waitFor(() => expect(notice.value?.words).toContain('A7T-QM3-9XHD'))
  expect(router.currentRoute.value.params['id']).toBe('7')
})

test('« Ce n’est pas la même » is remembered, and the line goes', async () => {
  let doubles = [double]
  const { press, wrapper, server } = await open({ 'GET /tickets/7': () => detail({ doubles }), 'POST /tickets/7/not-double': () => { doubles = []; return { ticket: row() } } })
  await press('Ce n’est pas la même')
  await vi.waitFor(() => expect(wrapper.find('[data-double]').exists()).toBe(false))
  expect(server.asked.find(({ path }) => path.endsWith('/not-double'))?.body).toEqual({ otherId: 8 })
})

test('a refused join is said', async () => {
  const { press, wrapper } = await open({ 'POST /tickets/7/merge': refusal(409, 'conflict') })
  await press('Réunir')
  await vi.waitFor(() => expect(wrapper.get('[role=alert]').text()).toContain('la situation a changé'))
})
