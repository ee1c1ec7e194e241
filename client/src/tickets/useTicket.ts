import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { TicketAnswer, TicketDetail, type StatusRequest } from '../../../server/tickets/contract.ts'
import { send } from '../http.ts'
import { keys } from '../keys.ts'

type Act = { id: number, act: 'take', from: number | null } | { id: number, act: 'hand-back' } | { id: number, act: 'status', status: StatusRequest['status'], overrule?: string }

/** A ticket with all that was said, and what an agent may do with it. */
export function useTicket(id: MaybeRefOrGetter<number>) {
  const client = useQueryClient()
  const { data: detail, error, isPending, refetch } = useQuery({
    queryKey: computed(() => keys.ticket(toValue(id))),
    queryFn: ({ queryKey, signal }) => send({ method: 'GET', path: `/tickets/${queryKey[2]}`, signal }, TicketDetail),
  })

  const acting = useMutation({
    mutationFn: ({ id, act, ...body }: Act) => send({ method: 'POST', path: `/tickets/${id}/${act}`, ...(act === 'hand-back' ? {} : { body }) }, TicketAnswer),
    onSuccess: ({ ticket }, { id }) => {
      client.setQueryData<TicketDetail>(keys.ticket(id), known => known && { ...known, ticket })
    },
    // Also after a refusal: it means that somebody else was quicker.
    onSettled: () => client.invalidateQueries({ queryKey: keys.tickets }),
  })

  const take = () => acting.mutate({ id: toValue(id), act: 'take', from: detail.value?.ticket.assignee?.id ?? null })
  const handBack = () => acting.mutate({ id: toValue(id), act: 'hand-back' })
  const setStatus = (status: StatusRequest['status'], overrule?: string) => acting.mutate({ id: toValue(id), act: 'status', status, ...overrule === undefined ? {} : { overrule } })
  const refused = computed(() => acting.variables.value?.id === toValue(id) ? acting.error.value : null)

  return { detail, failure: computed(() => detail.value ? null : error.value), loading: isPending, retry: () => refetch(), take, handBack, setStatus, acting: acting.isPending, refused }
}
