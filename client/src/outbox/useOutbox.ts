import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { OutboxDetail, OutboxPage, OutboxStatus, Released, type OutboxMail, type OutboxView, type ReleaseAll } from '../../../server/outbox/contract.ts'
import { send } from '../http.ts'
import { keys } from '../keys.ts'

/** How mail leaves, and how much of it somebody should look at. */
export function useOutboxStatus(allowed: MaybeRefOrGetter<boolean>) {
  const { data: status } = useQuery({
    queryKey: [...keys.outbox, 'status'],
    queryFn: ({ signal }) => send({ method: 'GET', path: '/outbox/status', signal }, OutboxStatus),
    enabled: () => toValue(allowed),
  })
  return { status }
}

/** The mails of one view, page by page. */
export function useOutboxList(view: MaybeRefOrGetter<OutboxView>) {
  const list = useInfiniteQuery({
    queryKey: computed(() => [...keys.outbox, 'list', toValue(view)]),
    queryFn: ({ pageParam, signal }) => send({ method: 'GET', path: `/outbox?${new URLSearchParams({ view: toValue(view), ...pageParam === null ? {} : { cursor: pageParam } })}`, signal }, OutboxPage),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
  })
  return { ...list, mails: computed(() => list.data.value?.pages.flatMap(({ mails }) => mails)) }
}

/** One mail with what it says and its history. */
export const useOutboxMail = (id: number) => useQuery({
  queryKey: [...keys.outbox, 'one', id],
  queryFn: ({ signal }) => send({ method: 'GET', path: `/outbox/${id}`, signal }, OutboxDetail),
})

type Wanted = { id: number, handling: OutboxMail['may'][number] }

/** What can be done with mails of the outbox; what is shown follows, also after a refusal. */
export function useOutboxActs() {
  const client = useQueryClient()
  const onSettled = () => Promise.all([keys.outbox, keys.tickets].map(queryKey => client.invalidateQueries({ queryKey })))
  const handling = useMutation({ mutationFn: ({ id, handling }: Wanted) => send({ method: 'POST', path: `/outbox/${id}/${handling}`, body: {} }, OutboxDetail), onSettled })
  const releasing = useMutation({
    mutationFn: async (holds: ReleaseAll['hold'][]) => { for (const hold of holds) await send({ method: 'POST', path: '/outbox/release-all', body: { hold } }, Released) },
    onSettled,
  })
  return { handling, releasing }
}
