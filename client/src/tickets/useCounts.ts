import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { TicketCounts } from '../../../server/tickets/contract.ts'
import { send } from '../http.ts'
import { keys } from '../keys.ts'
import { countIn } from './views.ts'

/** How many tickets stand where. */
export function useCounts() {
  const { data } = useQuery({
    queryKey: keys.counts,
    queryFn: ({ signal }) => send({ method: 'GET', path: '/tickets/counts', signal }, TicketCounts),
  })
  const counts = computed(() => data.value?.counts)
  const toTake = computed(() => counts.value ? countIn(counts.value, 'to-take') : 0)
  return { counts, toTake }
}
