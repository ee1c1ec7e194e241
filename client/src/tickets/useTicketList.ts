import { keepPreviousData, useInfiniteQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { TicketPage, type TicketRow } from '../../../server/tickets/contract.ts'
import { send } from '../http.ts'
import { keys } from '../keys.ts'
import { pathOf, queryOf, type ListChoice } from './list-choice.ts'

/** A ticket that moved between two pages while they were fetched is shown once. */
function once(rows: TicketRow[]): TicketRow[] {
  return [...new Map(rows.map(row => [row.id, row])).values()]
}

/** The list as the reader asked for it, page after page. The answer to a question that is no longer asked is dropped. */
export function useTicketList(choice: MaybeRefOrGetter<ListChoice>) {
  const asked = computed(() => queryOf(toValue(choice)))
  const list = useInfiniteQuery({
    queryKey: computed(() => keys.list(asked.value)),
    queryFn: ({ pageParam, signal }) => send({ method: 'GET', path: pathOf(asked.value, pageParam), signal }, TicketPage),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
    // While other words are searched for, what was found before stays; another view starts empty.
    placeholderData: (previous, query) => sameButText(query?.queryKey[2], asked.value) ? keepPreviousData(previous) : undefined,
  })
  const rows = computed(() => once(list.data.value?.pages.flatMap(page => page.tickets) ?? []))

  async function more() {
    if (list.hasNextPage.value && !list.isFetching.value) await list.fetchNextPage()
  }

  return {
    rows,
    more,
    loading: list.isPending,
    failure: computed(() => list.data.value ? null : list.error.value),
    moreFailed: list.isFetchNextPageError,
    loadingMore: list.isFetchingNextPage,
    hasMore: list.hasNextPage,
    retry: () => list.refetch(),
    fetchMore: () => list.fetchNextPage(),
  }
}

function sameButText(former: unknown, asked: object): boolean {
  const bare = (query: unknown) => JSON.stringify({ ...Object(query), text: undefined })
  return former !== undefined && bare(former) === bare(asked)
}
