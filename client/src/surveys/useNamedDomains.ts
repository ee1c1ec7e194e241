import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { TicketDetail } from '../../../server/tickets/contract.ts'
import { send } from '../http.ts'
import { keys } from '../keys.ts'
import { namedDomains } from './named-domains.ts'

/** The domains that a ticket names, and its reference; nothing without a ticket. */
export function useNamedDomains(ticketId: MaybeRefOrGetter<number | undefined>) {
  const { data } = useQuery({
    queryKey: computed(() => keys.ticket(toValue(ticketId) ?? 0)),
    queryFn: ({ signal }) => send({ method: 'GET', path: `/tickets/${toValue(ticketId)}`, signal }, TicketDetail),
    enabled: () => toValue(ticketId) !== undefined,
  })
  const ticket = computed(() => toValue(ticketId) === undefined ? undefined : data.value)
  return {
    reference: computed(() => ticket.value?.ticket.reference),
    domains: computed(() => ticket.value ? namedDomains([ticket.value.ticket.subject, ticket.value.ticket.requester.address, ...ticket.value.messages.map(({ text }) => text)]) : []),
  }
}
