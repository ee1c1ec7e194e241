import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { TicketAnswer, TicketPage } from '../../../../server/tickets/contract.ts'
import { send } from '../../http.ts'
import { keys } from '../../keys.ts'
import { pathOf, queryOf } from '../list-choice.ts'

/** The tickets that these words or this reference find, but for one. */
export function useOtherTickets(exceptId: number, text: MaybeRefOrGetter<string>) {
  const query = computed(() => queryOf({ view: 'everything', channel: undefined, source: undefined, status: undefined, text: toValue(text), sort: 'newest' }))
  const found = useQuery({
    queryKey: computed(() => keys.list(query.value).concat(['to-merge'])),
    queryFn: ({ signal }) => send({ method: 'GET', path: pathOf(query.value, null), signal }, TicketPage),
    placeholderData: former => former,
  })
  return { tickets: computed(() => (found.data.value?.tickets ?? []).filter(({ id }) => id !== exceptId).slice(0, 8)), loading: found.isPending, failure: found.error }
}

/** Putting a ticket into another one, and taking it out again. `onDone` gets the ticket to go to. */
export function useMerge(onDone: (ticketId: number) => void) {
  const client = useQueryClient()
  const merging = useMutation({
    mutationFn: ({ path, body }: { path: string, body?: object }) => send({ method: 'POST', path, ...(body ? { body } : {}) }, TicketAnswer),
    onSuccess: ({ ticket }) => onDone(ticket.id),
    onSettled: () => client.invalidateQueries({ queryKey: keys.tickets }),
  })
  return {
    merge: (id: number, intoId: number) => merging.mutate({ path: `/tickets/${id}/merge`, body: { intoId } }),
    separate: (mergeId: number) => merging.mutate({ path: `/merges/${mergeId}/undo` }),
    busy: merging.isPending,
    failure: merging.error,
  }
}
