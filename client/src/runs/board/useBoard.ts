import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { BatchAnswer, MyRuns, Prospects, RunBoard, RunPage, type BatchAct, type RunBatch } from '../../../../server/workflows/board/contract.ts'
import { send } from '../../http.ts'
import { keys } from '../../keys.ts'

type Filter = Record<string, string>
const pathOf = (path: string, filter: Filter) => `${path}?${new URLSearchParams(filter)}`

/** How many runs stand where; of the workflow in the filter, or else of the busiest. */
export const useBoardCounts = (filter: MaybeRefOrGetter<Filter>) => useQuery({
  queryKey: computed(() => keys.board({ counts: true, ...toValue(filter) })),
  queryFn: ({ signal }) => send({ method: 'GET', path: pathOf('/runs/board', toValue(filter)), signal }, RunBoard),
  placeholderData: keepPreviousData,
})

/** The runs of a filter, page by page; nothing is asked without one. */
export function useRunPages(filter: MaybeRefOrGetter<Filter | undefined>) {
  const pages = useInfiniteQuery({
    queryKey: computed(() => keys.board({ pages: true, ...toValue(filter) })),
    queryFn: ({ pageParam, signal }) => send({ method: 'GET', path: pathOf('/runs', { ...toValue(filter), ...pageParam === null ? {} : { cursor: pageParam } }), signal }, RunPage),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
    enabled: () => toValue(filter) !== undefined,
    placeholderData: keepPreviousData,
  })
  // A run that moved while the pages were fetched may stand on two of them.
  const runs = computed(() => pages.data.value && [...new Map(pages.data.value.pages.flatMap(page => page.runs).map(run => [run.id, run])).values()])
  return { ...pages, runs }
}

/** What asks whoever looks. */
export const useMyRuns = () => useQuery({ queryKey: [...keys.runs, 'mine', 'list'], queryFn: ({ signal }) => send({ method: 'GET', path: '/runs/mine', signal }, MyRuns) })

const MOST = 100
function* slices<T>(all: readonly T[]) {
  for (let start = 0; start < all.length; start += MOST) yield all.slice(start, start + MOST)
}

/** What an act would be about, as it stands when it is asked for: it does not change under the reader's eyes. */
export const useProspects = (act: BatchAct, ids: readonly number[]) => useQuery({
  queryKey: ['prospects', act, ids],
  queryFn: async ({ signal }) => {
    const runs: Prospects['runs'] = []
    for (const some of slices(ids)) runs.push(...(await send({ method: 'GET', path: pathOf('/runs/batch', { act, ids: some.join(',') }), signal }, Prospects)).runs)
    return runs
  },
  staleTime: Infinity,
  gcTime: 0,
})

/** The same act on many runs, in batches that the server takes; answers what became of each. What is shown follows, also after a refusal. */
export function useBatch() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (batch: RunBatch) => {
      const outcomes: BatchAnswer['outcomes'] = []
      for (const runs of slices<RunBatch['runs'][number]>(batch.runs)) outcomes.push(...(await send({ method: 'POST', path: '/runs/batch', body: { ...batch, runs } }, BatchAnswer)).outcomes)
      return outcomes
    },
    onSettled: () => Promise.all([keys.runs, keys.tickets].map(queryKey => client.invalidateQueries({ queryKey }))),
  })
}
