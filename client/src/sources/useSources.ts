import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { SourceList } from '../../../server/channels/sources/contract.ts'
import { send } from '../http.ts'
import { keys } from '../keys.ts'

/** The lists and forums that there are, as everybody may know them. */
export function useSources() {
  const { data } = useQuery({ queryKey: keys.sources, queryFn: ({ signal }) => send({ method: 'GET', path: '/sources', signal }, SourceList) })
  return { sources: computed(() => data.value?.sources ?? []) }
}
