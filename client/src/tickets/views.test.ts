import { expect, test } from 'vitest'
import type { TicketCounts } from '../../../server/tickets/contract.ts'
import { addressOf, choiceOf, isNarrowed, pathOf, queryOf } from './list-choice.ts'
import { channelCounts, countIn, type ViewName } from './views.ts'

const counts: TicketCounts['counts'] = [
  { status: 'new', channel: 'mail', assignee: 'none', tickets: 5 },
  { status: 'open', channel: 'list', assignee: 'none', tickets: 2 },
  { status: 'open', channel: 'mail', assignee: 'me', tickets: 3 },
  { status: 'waiting', channel: 'mail', assignee: 'me', tickets: 1 },
  { status: 'waiting', channel: 'mail', assignee: 'other', tickets: 4 },
  { status: 'on-hold', channel: 'mail', assignee: 'none', tickets: 1 },
  { status: 'solved', channel: 'mail', assignee: 'me', tickets: 9 },
  { status: 'closed', channel: 'forum', assignee: 'other', tickets: 8 },
  { status: 'closed', channel: 'phone', assignee: 'other', tickets: 0 },
]

test.each<[ViewName, number]>([['to-take', 7], ['mine', 4], ['waiting', 5], ['on-hold', 1], ['open', 16], ['solved', 9], ['closed', 8], ['everything', 33]])('%s holds %i', (view, tickets) => {
  expect(countIn(counts, view)).toBe(tickets)
})

test('only channels that have tickets are shown, with what they hold of the view', () => {
  expect(channelCounts(counts, 'to-take')).toEqual([{ channel: 'mail', tickets: 5 }, { channel: 'list', tickets: 2 }, { channel: 'forum', tickets: 0 }])
})

test('an address that nobody wrote shows what waits to be taken', () => {
  const choice = choiceOf({ view: 'nonsense', channel: 'pigeon', source: 'x', status: 'lost', sort: 'sideways' })
  expect(choice).toEqual({ view: 'to-take', channel: undefined, source: undefined, status: undefined, text: '', sort: 'newest' })
  expect(addressOf(choice)).toEqual({})
  expect(isNarrowed(choice)).toBe(false)
})

test('a choice survives its address', () => {
  const choice = choiceOf({ view: 'open', channel: 'list', source: '3', status: 'waiting', text: 'DMARC', sort: 'oldest' })
  expect(choiceOf(JSON.parse(JSON.stringify(addressOf(choice))))).toEqual(choice)
  expect(isNarrowed(choice)).toBe(true)
})

test('the server is asked for the statuses of the view, or for the one chosen', () => {
  expect(pathOf(queryOf(choiceOf({ view: 'mine' })), null)).toBe('/tickets?assignee=me&sort=newest&status=new%2Copen%2Cwaiting%2Con-hold')
  expect(pathOf(queryOf(choiceOf({ status: 'open', text: ' boîte ' })), 'c1')).toBe('/tickets?assignee=none&sort=newest&status=open&text=bo%C3%AEte&cursor=c1')
  expect(pathOf(queryOf(choiceOf({ view: 'everything' })), null)).toBe('/tickets?assignee=any&sort=newest')
})
