import type { Channel, TicketCounts, TicketStatus } from '../../../server/tickets/contract.ts'
import type { ListQuery } from '../keys.ts'

type Count = TicketCounts['counts'][number]
type View = { statuses: readonly TicketStatus[], assignee: ListQuery['assignee'], icon: string }

const LIVING = ['new', 'open', 'waiting', 'on-hold'] as const

/** The queues of the console: which tickets each one shows. */
export const views = {
  'to-take': { statuses: ['new', 'open'], assignee: 'none', icon: 'i-lucide-inbox' },
  'mine': { statuses: LIVING, assignee: 'me', icon: 'i-lucide-user' },
  'waiting': { statuses: ['waiting'], assignee: 'any', icon: 'i-lucide-hourglass' },
  'on-hold': { statuses: ['on-hold'], assignee: 'any', icon: 'i-lucide-moon' },
  'open': { statuses: LIVING, assignee: 'any', icon: 'i-lucide-layers' },
  'solved': { statuses: ['solved'], assignee: 'any', icon: 'i-lucide-circle-check' },
  'closed': { statuses: ['closed'], assignee: 'any', icon: 'i-lucide-archive' },
  'everything': { statuses: [], assignee: 'any', icon: 'i-lucide-library' },
} as const satisfies Record<string, View>

export type ViewName = keyof typeof views

/** Those in the rail; `everything` is reached from a search that finds nothing in its queue. */
export const railViews = ['to-take', 'mine', 'waiting', 'on-hold', 'open', 'solved', 'closed'] as const satisfies ViewName[]

/** The channels in the order the rail shows them. */
export const channels = ['mail', 'form', 'list', 'forum', 'phone'] as const satisfies Channel[]
/** A picture for each channel. */
export const channelIcons: Record<Channel, string> = {
  mail: 'i-lucide-mail',
  form: 'i-lucide-clipboard-list',
  list: 'i-lucide-users',
  forum: 'i-lucide-messages-square',
  phone: 'i-lucide-phone',
}

/** A status as a colour and a word; the word says it all for who does not see the colour. */
export const statusDots: Record<TicketStatus, string> = {
  'new': 'bg-primary',
  'open': 'bg-sky-600 dark:bg-sky-400',
  'waiting': 'bg-amber-500',
  'on-hold': 'bg-violet-500',
  'solved': 'border-2 border-primary',
  'closed': 'border-2 border-accented',
}

const isIn = (count: Count, view: View) =>
  (view.statuses.length === 0 || view.statuses.includes(count.status)) && (view.assignee === 'any' || view.assignee === count.assignee)

const sum = (counts: readonly Count[]) => counts.reduce((total, { tickets }) => total + tickets, 0)

/** How many tickets a view holds, on one channel or on all. */
export function countIn(counts: readonly Count[], name: ViewName, channel?: Channel): number {
  return sum(counts.filter(count => isIn(count, views[name]) && (channel === undefined || count.channel === channel)))
}

/** The channels that have tickets, with how many of them are in this view. */
export function channelCounts(counts: readonly Count[], view: ViewName) {
  return channels
    .filter(channel => counts.some(count => count.channel === channel && count.tickets > 0))
    .map(channel => ({ channel, tickets: countIn(counts, view, channel) }))
}
