import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { ReachableAddress } from '../../../../server/outbox/contract.ts'
import { FailingFound } from '../../../../server/outbox/failing/contract.ts'
import { send } from '../../http.ts'

/** Those of these addresses that are known to take no mail, as far as that is known yet. What is no address is asked of nobody. */
export function useFailing(addresses: MaybeRefOrGetter<readonly string[]>) {
  const asked = computed(() => [...new Set(toValue(addresses).map(address => address.trim().toLowerCase()))].filter(address => ReachableAddress.safeParse(address).success).sort())
  const { data } = useQuery({
    queryKey: computed(() => ['failing', asked.value]),
    queryFn: ({ signal }) => send({ method: 'POST', path: '/outbox/failing', body: { addresses: asked.value }, signal }, FailingFound),
    enabled: computed(() => asked.value.length > 0),
  })
  return computed(() => asked.value.length > 0 ? data.value?.failing ?? [] : [])
}
