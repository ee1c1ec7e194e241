import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import { IdentityAnswer } from '../../../../server/channels/sources/identities/contract.ts'
import type { MailAddress } from '../../../../server/outbox/contract.ts'
import { TicketPage } from '../../../../server/tickets/contract.ts'
import { send } from '../../http.ts'
import { keys } from '../../keys.ts'

const MOST = 5

/** Those who have asked, each once, the most recent first; whoever is known by a name at a forum only is not among them. */
export function knownAmong(tickets: TicketPage['tickets']): MailAddress[] {
  const people = Map.groupBy(tickets.map(({ requester }) => requester).filter(({ address }) => address !== ''), ({ address }) => address.toLowerCase())
  return [...people.values()].flatMap(([first]) => first ? [first] : []).slice(0, MOST)
}

/** Who a user of a forum may be, and the saying so. */
export function usePerson({ sourceId, handle, text }: { sourceId: number, handle: string, text: () => string }) {
  const client = useQueryClient()
  const asked = computed(() => ({ status: [], assignee: 'any' as const, sort: 'newest' as const, text: text().trim() }))
  const { data, isFetching } = useQuery({
    queryKey: computed(() => keys.list(asked.value)),
    queryFn: ({ signal }) => send({ method: 'GET', path: `/tickets?${new URLSearchParams({ text: asked.value.text })}`, signal }, TicketPage),
    enabled: computed(() => asked.value.text.length > 1),
  })
  const path = `/sources/${sourceId}/identities`
  const settled = () => client.invalidateQueries({ queryKey: keys.tickets })
  return {
    known: computed(() => knownAmong(data.value?.tickets ?? [])),
    searching: isFetching,
    join: async (address: string) => { await send({ method: 'POST', path, body: { handle, address } }, IdentityAnswer); await settled() },
    part: async () => { await send({ method: 'DELETE', path: `${path}/${encodeURIComponent(handle)}` }, IdentityAnswer); await settled() },
  }
}
