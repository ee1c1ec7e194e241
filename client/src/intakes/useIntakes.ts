import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { IntakeCounts, IntakeDetail, IntakePage, RetriedQuarantined, Understood, type IntakeQuery } from '../../../server/channels/intakes/contract.ts'
import { send, sendForText } from '../http.ts'
import { keys } from '../keys.ts'

/** What is asked for; a page is asked for by its place beside it. */
export type IntakeQuestion = { view: 'all' | NonNullable<IntakeQuery['state']>, mailbox: string, text: string }

// What comes in is not told live: the list looks by itself.
const LOOK_EVERY_MS = 60_000

function askedFor({ view, mailbox, text }: IntakeQuestion, cursor: number | null): string {
  const asked = { state: view === 'all' ? '' : view, mailbox, text: text.trim(), cursor: cursor ?? '' }
  return new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== '').map(([name, value]) => [name, String(value)])).toString()
}

/** The messages that came, page by page. */
export function useIntakeList(question: MaybeRefOrGetter<IntakeQuestion>) {
  const list = useInfiniteQuery({
    queryKey: computed(() => [...keys.intakes, 'list', toValue(question)]),
    queryFn: ({ pageParam, signal }) => send({ method: 'GET', path: `/intakes?${askedFor(toValue(question), pageParam)}`, signal }, IntakePage),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_EVERY_MS,
  })
  return { ...list, intakes: computed(() => list.data.value?.pages.flatMap(page => page.intakes)) }
}

/** How many there are of each kind. */
export const useIntakeCounts = () => useQuery({
  queryKey: [...keys.intakes, 'counts'],
  queryFn: ({ signal }) => send({ method: 'GET', path: '/intakes/counts', signal }, IntakeCounts),
  refetchInterval: LOOK_EVERY_MS,
})

const keyOf = (id: number) => [...keys.intakes, 'one', id]

/** One message with all that was noted of it. */
export const useIntake = (id: number) => useQuery({
  queryKey: keyOf(id),
  queryFn: ({ signal }) => send({ method: 'GET', path: `/intakes/${id}`, signal }, IntakeDetail),
})

/** What the reader makes of a message, now. */
export const useUnderstood = (id: number) => useQuery({
  queryKey: [...keyOf(id), 'understood'],
  queryFn: ({ signal }) => send({ method: 'GET', path: `/intakes/${id}/understood`, signal }, Understood),
  staleTime: Infinity,
})

/** A message as it came, or its header alone. */
export const useRaw = (id: number, part: MaybeRefOrGetter<'source' | 'headers'>) => useQuery({
  queryKey: computed(() => [...keyOf(id), toValue(part)]),
  queryFn: ({ signal }) => sendForText({ method: 'GET', path: `/intakes/${id}/${toValue(part)}`, signal }),
  staleTime: Infinity,
})

/** What an agent wants done with a message. */
export type IntakeWish = { act: 'retry' | 'ticket', body: object } | { act: 'attach', body: { reference: string, as: string } } | { act: 'dismiss', body: { why: string } }

/** What an agent does with one message; what is shown follows, also after a refusal. */
export function useIntakeActs(id: number) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ act, body }: IntakeWish) => send({ method: 'POST', path: `/intakes/${id}/${act}`, body }, IntakeDetail),
    onSuccess: detail => client.setQueryData(keyOf(id), detail),
    onSettled: () => Promise.all([keys.intakes, keys.tickets].map(queryKey => client.invalidateQueries({ queryKey }))),
  })
}

/** Tries everything again that an older reader could not read, some at a time; answers how many could be read. */
export function useRetryOutdated() {
  const client = useQueryClient()
  return useMutation({
    async mutationFn() {
      let [after, recovered] = [0, 0]
      for (;;) {
        const done = await send({ method: 'POST', path: '/intakes/retry', body: { after } }, RetriedQuarantined)
        recovered += done.recovered
        if (done.left === 0) return recovered
        after = done.after
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.intakes }),
  })
}
