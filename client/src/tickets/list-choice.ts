import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import { Channel, TicketFilter, TicketStatus } from '../../../server/tickets/contract.ts'
import type { ListQuery } from '../keys.ts'
import { views, type ViewName } from './views.ts'

/** What the reader chose to see; it is in the address, so that it can be shared, and come back to. */
export type ListChoice = {
  view: ViewName
  channel: Channel | undefined
  /** The id of one list or forum. */
  source: number | undefined
  status: TicketStatus | undefined
  text: string
  sort: ListQuery['sort']
}

const isView = (name: unknown): name is ViewName => typeof name === 'string' && Object.hasOwn(views, name)

/** Reads a choice from an address. What is not understood is left out. */
export function choiceOf(query: LocationQuery): ListChoice {
  const view = isView(query['view']) ? query['view'] : 'to-take'
  return {
    view,
    channel: Channel.safeParse(query['channel']).data,
    source: TicketFilter.shape.source.safeParse(query['source'] ?? undefined).data,
    status: TicketStatus.safeParse(query['status']).data,
    text: typeof query['text'] === 'string' ? query['text'].slice(0, 200) : '',
    sort: query['sort'] === 'oldest' ? 'oldest' : 'newest',
  }
}

/** Writes a choice as an address, without what goes without saying. */
export function addressOf({ view, channel, source, status, text, sort }: ListChoice): LocationQueryRaw {
  return {
    ...(view === 'to-take' ? {} : { view }),
    ...(channel ? { channel } : {}),
    ...(source ? { source: String(source) } : {}),
    ...(status ? { status } : {}),
    ...(text ? { text } : {}),
    ...(sort === 'newest' ? {} : { sort }),
  }
}

/** What the server is asked for. */
export function queryOf({ view, channel, source, status, text, sort }: ListChoice): ListQuery {
  const { statuses, assignee } = views[view]
  const words = text.trim()
  return { status: status ? [status] : [...statuses], assignee, sort, ...(channel ? { channel } : {}), ...(source ? { source } : {}), ...(words ? { text: words } : {}) }
}

/** The same, as the path that is fetched. */
export function pathOf(query: ListQuery, cursor: string | null): string {
  const said = new URLSearchParams({ assignee: query.assignee, sort: query.sort })
  if (query.status?.length) said.set('status', query.status.join(','))
  if (query.channel) said.set('channel', query.channel)
  if (query.source) said.set('source', String(query.source))
  if (query.text) said.set('text', query.text)
  if (cursor) said.set('cursor', cursor)
  return `/tickets?${said}`
}

/** Is anything narrower than the view itself? */
export const isNarrowed = (choice: ListChoice) => Boolean(choice.channel ?? choice.source ?? choice.status) || choice.text.trim() !== ''
