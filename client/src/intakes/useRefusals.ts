import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import { Refusals, type DismissRefusals } from '../../../server/channels/intakes/refusals/contract.ts'
import { send } from '../http.ts'
import { keys } from '../keys.ts'

/** What is being refused since too much of it comes. */
export function useRefusals() {
  const { data } = useQuery({
    queryKey: [...keys.intakes, 'refusals'],
    queryFn: ({ signal }) => send({ method: 'GET', path: '/intakes/refusals', signal }, Refusals),
    // It is forgotten by itself after a day.
    refetchInterval: 5 * 60_000,
  })
  return { refusals: computed(() => data.value?.refusals ?? []) }
}

/** Says that somebody has seen it, and that nothing comes of it. */
export function useDismissRefusals() {
  const client = useQueryClient()
  const dismissing = useMutation({
    mutationFn: (body: DismissRefusals) => send({ method: 'POST', path: '/intakes/refusals/dismiss', body }, Refusals),
    onSettled: () => client.invalidateQueries({ queryKey: keys.intakes }),
  })
  const dismiss = ({ reason, from }: Refusals['refusals'][number], why: string) => dismissing.mutate({ reason, address: from?.address ?? null, why })
  return { dismiss, busy: dismissing.isPending }
}
