import { useQueryClient, type InfiniteData } from '@tanstack/vue-query'
import { ref } from 'vue'
import type { MailAddress } from '../../../../server/outbox/contract.ts'
import type { TicketPage } from '../../../../server/tickets/contract.ts'
import { keys } from '../../keys.ts'

/** The people whose tickets the console has shown: the likeliest to telephone. */
export function useKnownPeople() {
  const pages = useQueryClient().getQueriesData<InfiniteData<TicketPage>>({ queryKey: keys.lists }).flatMap(([, list]) => list?.pages ?? [])
  const requesters = pages.flatMap(page => page.tickets.map(({ requester }) => requester)).filter(({ address }) => address !== '')
  return ref<MailAddress[]>([...new Map(requesters.map(person => [person.address.toLowerCase(), person])).values()])
}
